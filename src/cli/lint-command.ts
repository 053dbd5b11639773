import { allProblems, filesOf } from '../backlog/lint/all-problems.ts';
import { guardIds, type IdGuard } from '../backlog/lint/id-guard.ts';
import { buildQueue } from '../backlog/queue/queue.ts';
import { readBacklog } from '../backlog/read/read.ts';
import type { ProblemView } from '../backlog/show/item-view.ts';
import { problemView } from '../backlog/show/problem-view.ts';
import type { Task } from '../backlog/task.ts';
import { stagedFiles } from '../git/staged.ts';
import { InputError } from '../tools/input-error.ts';
import { whereWorkIs } from '../tools/no-work.ts';
import { openRepository } from '../tools/repository-path.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { mendFiles } from './lint-fix.ts';
import { type LintSummary, lintReport } from './lint-report.ts';
import { readSelection, type Selection, selectionOf } from './lint-selection.ts';
import { runTool } from './run-tool.ts';

/** A problem that is there, or one that `--fix` has mended: its line is then that of the mended file. */
type LintEntry = ProblemView & { readonly mended?: true };

/** `lint [FILE…]`: all problems. Errors are a failure, warnings are not. Only --fix changes anything. */
export async function lintCommand(names: readonly string[], flags: CliFlags, host: CliHost): Promise<ExitCode> {
  refuseContradiction(names, flags);
  const options = await readCliOptions(flags, host);
  let summary: LintSummary = { files: 0 };
  let isRefused = false;
  const isLeft = ({ mended }: LintEntry) => mended === undefined;
  const entries = await runTool<readonly LintEntry[]>(
    host,
    options,
    async (_toolbox, { signal, log }) => {
      const repository = await openRepository(options.repoPath);
      const { root } = repository;
      const select: Select =
        flags['staged'] === true
          ? selectionOf(await stagedFiles(repository, { file: host.env['GIT_INDEX_FILE'], cwd: host.cwd }))
          : (known) => readSelection(names, host.cwd, root, known);
      const look = () => lookAt(root, select, signal);
      let seen = await look();
      const writes = flags['fix'] === true;
      const { made, refusals } = await mendFiles(seen.tasks, { root, guard: seen.guard, signal, writes });
      for (const refusal of refusals) log('log', 'error', refusal);
      isRefused = refusals.length > 0;
      if (writes && made.length > 0) seen = await look();
      for (const remark of seen.remarks) log('log', 'warning', remark);
      const { files, problems } = seen;
      if (!writes) {
        summary = { files, mendable: made.length };
        return problems;
      }
      const mended = made.map((problem): LintEntry => ({ ...problemView(problem), mended: true }));
      summary = { files, mended };
      return [...mended, ...problems];
    },
    (found, style) => lintReport(found.filter(isLeft), summary, style),
  );
  const isFailure = isRefused || entries.filter(isLeft).some(({ severity }) => severity === 'error');
  return isFailure ? exitCodes.outcome : exitCodes.success;
}

/** @throws InputError when flags do not go together */
function refuseContradiction(names: readonly string[], { staged, fix }: CliFlags): void {
  if (staged !== true) return;
  if (names.length > 0) throw new InputError('--staged and files are both given. Leave one out.');
  if (fix !== true) return;
  throw new InputError(
    '--fix mends the work tree and stages nothing, so it does not go with --staged. Run lint --fix, then git add.',
  );
}

type Select = (known: ReadonlySet<string>) => Selection | Promise<Selection>;

interface Look {
  readonly tasks: readonly Task[];
  readonly guard: IdGuard;
  readonly problems: readonly ProblemView[];
  readonly files: number;
  /** What the caller may have meant otherwise. */
  readonly remarks: readonly string[];
}

/** Reads the whole repository, since some problems come of other files, and keeps what is asked for. */
async function lookAt(root: string, select: Select, signal: AbortSignal): Promise<Look> {
  const backlog = await readBacklog(root, { signal });
  const known = filesOf(backlog);
  const { includes, idle } = await select(known);
  const problems = allProblems(backlog, buildQueue(backlog), includes);
  const remarks = idle.map((name) => `${name} is no task file; it was not looked at.`);
  return {
    guard: guardIds(backlog),
    tasks: backlog.tasks.filter(({ file }) => includes(file)),
    problems: problems.map(problemView),
    files: [...known].filter(includes).length,
    remarks: backlog.hasTasksFolder === false ? [...remarks, whereWorkIs(root)] : remarks,
  };
}
