/** The commands of a verification: run by the engine in Codex's sandbox, one after the other, with what each changes put back. */
import type { Task } from '../../backlog/task.ts';
import type { CommandRun } from '../../cluster/command-outcome.ts';
import type { ClusterAccess } from '../../cluster/request.ts';
import { runCheck } from '../../codex/check-command.ts';
import { findCodex } from '../../codex/locate.ts';
import type { Repository } from '../../git/repository.ts';
import type { EndedBy } from '../contract.ts';
import type { Settings } from '../settings.ts';
import { AttemptWork } from './attempt-work.ts';
import { putCheckBack } from './check-effects.ts';
import { stopOnMovedHead } from './head-guard.ts';
import type { Report } from './report.ts';
import { RunStopped } from './run.ts';
import { type ClusterEnvironment, clusterEnvironment } from './run-agent.ts';
import { makeRunFolders, removeRunFolders } from './run-folders.ts';
import { stopOnChangedSetup } from './setup-guard.ts';

export interface CommandsRequest {
  readonly commands: readonly string[];
  readonly cluster: ClusterAccess;
  /** For all of them; milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  onProgress(message: string): void;
}

/**
 * `blocked`: why nothing was run, or nothing more. By the cluster: the kube context is not the one that belongs to the
 * repository. By anything else: the repository changed meanwhile.
 */
export type CommandsOutcome =
  | { readonly runs: readonly CommandRun[] }
  | { readonly blocked: string; readonly by: EndedBy };

/** Runs the commands of a scope. @throws the signal's reason */
export type CommandRunner = (request: CommandsRequest) => Promise<CommandsOutcome>;

/** The longest time of one command: as long as a rollout is waited for. Milliseconds. */
const commandLimitMs = 300_000;

/**
 * A runner for commands on the work tree of a repository whose lock is held.
 * @param report takes the warnings on what commands changed, and the refs that keep it
 */
export function commandRunner(
  repository: Repository,
  { id: itemId }: Pick<Task, 'id'>,
  settings: Settings,
  report: Pick<Report, 'leftovers' | 'warnings'>,
): CommandRunner {
  return async (request) => {
    const skipped = (actual: string): CommandsOutcome => ({
      runs: request.commands.map((command) => skip(command, actual)),
    });
    if (!settings.trusted) return skipped('this repository is not trusted to run commands');
    const binary = await findCodex(settings.codexPath, process.env);
    if (binary === undefined) return skipped('the Codex CLI, in whose sandbox commands are run, was not found');
    const folders = await makeRunFolders(repository, itemId);
    try {
      const run = { ...folders, repository, itemId, report, cluster: request.cluster, settings };
      const environment = await clusterEnvironment(run);
      const work = await AttemptWork.begin(run, { criterion: { text: 'verify.commands' } });
      // Whoever comes after a kill puts back what a command has changed.
      await folders.record.note(work.recorded());
      const stage: Stage = { run, work, binary, network: settings.network, environment, request };
      return { runs: await runAll(stage, Date.now() + request.timeoutMs) };
    } catch (error) {
      if (error instanceof RunStopped) return { blocked: error.message, by: error.by };
      throw error;
    } finally {
      await removeRunFolders(folders);
    }
  };
}

interface Stage {
  readonly run: Parameters<typeof putCheckBack>[0] & { readonly marker: string };
  readonly work: AttemptWork;
  readonly binary: string;
  readonly network: boolean;
  readonly environment: ClusterEnvironment;
  readonly request: CommandsRequest;
}

async function runAll(stage: Stage, deadline: number): Promise<CommandRun[]> {
  const runs: CommandRun[] = [];
  for (const command of stage.request.commands) {
    const timeoutMs = Math.min(commandLimitMs, deadline - Date.now());
    runs.push(await runOne(stage, command, timeoutMs));
  }
  return runs;
}

async function runOne(stage: Stage, command: string, timeoutMs: number): Promise<CommandRun> {
  const { run, work, request } = stage;
  if (timeoutMs < 1000) {
    const actual = 'was not run: the time of the verification was up';
    return { command, status: 'fail', actual, output: '', durationMs: 0 };
  }
  request.onProgress(`Running ${command}`);
  const { tree: before } = await work.look();
  const start = Date.now();
  try {
    const result = await runCheck({
      binary: stage.binary,
      command,
      cwd: run.repository.root,
      env: process.env,
      commandEnv: stage.environment.variables,
      network: stage.network,
      marker: run.marker,
      timeoutMs,
      signal: request.signal,
    });
    const { passed, ended, output } = result;
    return { command, status: passed ? 'pass' : 'fail', actual: ended, output, durationMs: Date.now() - start };
  } finally {
    // Before any git that may run what the setup names.
    await stopOnChangedSetup(run, work);
    await stopOnMovedHead(run, work, 'a command of the verification ran');
    await putCheckBack(run, before, work);
  }
}

function skip(command: string, actual: string): CommandRun {
  return { command, status: 'skipped', actual, output: '', durationMs: 0 };
}
