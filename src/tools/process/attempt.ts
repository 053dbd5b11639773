/** One try at one criterion: a fresh Codex process, what it changed, and the verdict. Failed work is kept and put back. */
import { readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { localMinute } from '../../backlog/local-time.ts';
import { guardContext, writeScopedKubeconfig } from '../../cluster/context-guard.ts';
import { runCheck } from '../../codex/check-command.ts';
import { claimJsonSchema } from '../../codex/claim.ts';
import { type CodexOutcome, runCodex } from '../../codex/exec.ts';
import { judge, type Verdict } from '../../codex/judge.ts';
import { criterionPrompt } from '../../codex/prompt.ts';
import { transcriptLines } from '../../codex/transcript.ts';
import { keepLeftover } from '../../git/leftovers.ts';
import { readHead } from '../../git/repository.ts';
import type { ChangedPath } from '../../git/work-tree.ts';
import { activityOf, reportCriterion } from './progress.ts';
import { type PlacedCriterion, type Run, RunStopped, type TaskSnapshot } from './run.ts';
import { keepsTask, taskFolderOf } from './task-file-guard.ts';

export interface Attempt {
  readonly verdict: Verdict;
  /** What the criterion changed and may be committed; empty unless proven. */
  readonly paths: readonly string[];
  readonly leftover: string | undefined;
  readonly tokens: CodexOutcome['tokens'];
  readonly notes: readonly string[];
  /** Keeps proven work that could not be committed, puts it back and tells where it is kept. */
  discard(why: string): Promise<string | undefined>;
}

/** @throws RunStopped where going on could harm; the signal's reason when cancelled. Work is kept in both cases. */
export async function attemptCriterion(
  run: Run,
  snapshot: TaskSnapshot,
  placed: PlacedCriterion,
  previousFailure: string | undefined,
): Promise<Attempt> {
  const cluster = await clusterEnvironment(run);
  const head = await readHead(run.repository);
  if (head === undefined)
    throw new RunStopped('The repository has no commit yet. Make a first commit, then run again.');
  const before = await run.camera.take();
  const usersOwn = new Set((await run.camera.compare(head.commit, before)).map(({ path }) => path));
  if (usersOwn.has(snapshot.task.file)) {
    throw new RunStopped(
      `${snapshot.task.file} has edits that are not committed. Commit or revert them, then run again.`,
    );
  }
  const foldersBefore = await readdir(run.repository.root);
  const work = new AttemptWork(run, before, placed, usersOwn, foldersBefore);
  const discard = (why: string) => work.keepAndPutBack(why);
  try {
    const outcome = await runAgent(run, snapshot, placed, previousFailure, cluster);
    await stopIfHeadMoved(run, head, work);
    const after = await run.camera.take();
    const { changes, notes } = await putTaskFilesBack(run, before, after);
    const overlap = changes.filter(({ path }) => usersOwn.has(path)).map(({ path }) => path);
    if (overlap.length > 0) {
      const leftover = await work.keepAndPutBack('touched files with uncommitted edits');
      throw new RunStopped(
        `The criterion changed files that you had changed before and not committed: ${overlap.join(', ')}. ` +
          `They were left as they are now; both versions are kept in ${leftover}. Commit or revert your edits, then run again.`,
      );
    }
    const paths = changes.map(({ path }) => path);
    const verdict = await withCheck(run, placed, judge(outcome, paths), cluster.variables);
    if (verdict.verdict === 'proven') {
      return { verdict, paths, leftover: undefined, tokens: outcome.tokens, notes, discard };
    }
    const leftover = await work.keepAndPutBack(verdict.reason);
    return { verdict, paths: [], leftover, tokens: outcome.tokens, notes, discard };
  } catch (error) {
    if (!(error instanceof RunStopped)) {
      const leftover = await work.keepAndPutBack(run.context.signal.aborted ? 'cancelled' : 'the run broke off');
      if (leftover !== undefined)
        run.context.log('log', 'info', `What the criterion had changed is kept in ${leftover}.`);
    }
    throw error;
  }
}

/** The work of one attempt: what it changed since `before`, and how it is kept and put back. */
class AttemptWork {
  readonly #run: Run;
  readonly #before: string;
  readonly #placed: PlacedCriterion;
  readonly #usersOwn: ReadonlySet<string>;
  readonly #foldersBefore: readonly string[];

  constructor(
    run: Run,
    before: string,
    placed: PlacedCriterion,
    usersOwn: ReadonlySet<string>,
    foldersBefore: readonly string[],
  ) {
    this.#run = run;
    this.#before = before;
    this.#placed = placed;
    this.#usersOwn = usersOwn;
    this.#foldersBefore = foldersBefore;
  }

  /** Keeps the changes under a ref, then puts exactly those paths back that were clean before. Undefined: no change. */
  async keepAndPutBack(why: string): Promise<string | undefined> {
    const { camera, repository, itemId } = this.#run;
    const after = await camera.take();
    const changes = await camera.compare(this.#before, after);
    let leftover: string | undefined;
    if (changes.length > 0) {
      const stamp = localMinute(new Date()).replace(/[-:]/g, '').replace(' ', '-');
      leftover = await keepLeftover(repository, {
        before: this.#before,
        after,
        name: `${itemId}-${stamp}`,
        message: `${itemId}: unfinished work on "${this.#placed.criterion.text}" (${why})`,
      });
      await camera.putBack(
        this.#before,
        changes.filter(({ path }) => !this.#usersOwn.has(path)),
      );
    }
    await this.#removeSandboxFolders();
    return leftover;
  }

  /** A killed sandbox leaves its empty mount points behind. Only empty ones that were not there before are removed. */
  async #removeSandboxFolders(): Promise<void> {
    for (const name of ['.codex', '.agents', '.aws']) {
      if (this.#foldersBefore.includes(name)) continue;
      await rmdir(join(this.#run.repository.root, name)).catch(() => {}); // not there, or not empty: then it is no mount point
    }
  }
}

interface ClusterEnvironment {
  readonly context: string | undefined;
  readonly variables: Record<string, string>;
}

/** Checks the context anew and gives the agent a kubeconfig of that context alone, or an empty one. */
async function clusterEnvironment(run: Run): Promise<ClusterEnvironment> {
  const kubeconfig = join(run.runFolder, 'kubeconfig');
  const caches = {
    KUBECACHEDIR: join(run.scratchFolder, 'kube'),
    XDG_CACHE_HOME: join(run.scratchFolder, 'cache'),
    HELM_CACHE_HOME: join(run.scratchFolder, 'helm'),
  };
  const verdict = run.cluster === undefined ? undefined : await guardContext(run.cluster);
  if (verdict?.status === 'blocked') throw new RunStopped(verdict.message);
  if (verdict?.status !== 'ok' || run.cluster === undefined) {
    return { context: undefined, variables: { ...caches, KUBECONFIG: join(run.runFolder, 'no-cluster') } };
  }
  await writeScopedKubeconfig(run.cluster, verdict.context, kubeconfig);
  return { context: verdict.context, variables: { ...caches, KUBECONFIG: kubeconfig } };
}

async function runAgent(
  run: Run,
  snapshot: TaskSnapshot,
  placed: PlacedCriterion,
  previousFailure: string | undefined,
  cluster: ClusterEnvironment,
): Promise<CodexOutcome> {
  const { settings, context } = run;
  const { criterion } = placed;
  const attempt = previousFailure === undefined ? 1 : 2;
  reportCriterion(run, placed, attempt);
  context.log(
    'codex',
    'info',
    `── ${run.itemId}, criterion ${placed.index + 1} of ${placed.total}, try ${attempt}: ${criterion.text}`,
  );
  return runCodex({
    binary: run.codexBinary,
    prompt: criterionPrompt({
      taskId: run.itemId,
      taskFile: snapshot.task.file,
      taskText: snapshot.text,
      criterion: criterion.text,
      group: criterion.address.group,
      check: criterion.check,
      context: cluster.context,
      previousFailure,
      timeLimitSeconds: run.timeoutPerSection,
    }),
    outputSchema: claimJsonSchema(),
    cwd: run.repository.root,
    runFolder: run.runFolder,
    env: process.env,
    config: settings.codexConfig,
    ...(settings.model === undefined ? {} : { model: settings.model }),
    ...(settings.profile === undefined ? {} : { profile: settings.profile }),
    network: settings.network,
    disabledServers: run.disabledServers,
    commandEnv: cluster.variables,
    timeoutMs: run.timeoutPerSection * 1000,
    signal: context.signal,
    onEvent: (event) => {
      for (const line of transcriptLines(event)) context.log('codex', 'info', line);
      const activity = activityOf(event);
      if (activity !== undefined) reportCriterion(run, placed, attempt, activity);
    },
  });
}

/** The agent must not commit or switch branches; if it did, nothing is committed on top and nothing is pushed. */
async function stopIfHeadMoved(
  run: Run,
  before: { readonly commit: string; readonly branch: string | undefined },
  work: AttemptWork,
): Promise<void> {
  const now = await readHead(run.repository);
  if (now?.commit === before.commit && now.branch === before.branch) return;
  const leftover = await work.keepAndPutBack('HEAD moved');
  throw new RunStopped(
    `HEAD moved while the criterion ran, from ${before.branch ?? 'no branch'} at ${before.commit.slice(0, 10)} to ` +
      `${now?.branch ?? 'no branch'} at ${now?.commit.slice(0, 10) ?? 'nothing'}. Nothing was committed or pushed` +
      `${leftover === undefined ? '' : `; changes are kept in ${leftover}`}. Look at the commits, then run again.`,
  );
}

/** Puts back task files whose criteria or front matter the agent changed, and says so. Returns what else it changed. */
async function putTaskFilesBack(
  run: Run,
  before: string,
  after: string,
): Promise<{ readonly changes: readonly ChangedPath[]; readonly notes: readonly string[] }> {
  const changes = await run.camera.compare(before, after);
  const tampered: ChangedPath[] = [];
  for (const changed of changes) {
    if (taskFolderOf(changed.path) === undefined || changed.change === 'A') continue;
    const old = await run.camera.read(before, changed.path);
    const now = await run.camera.read(after, changed.path);
    if (now === undefined || !keepsTask(changed.path, old ?? '', now)) tampered.push(changed);
  }
  if (tampered.length === 0) return { changes, notes: [] };
  const paths = tampered.map(({ path }) => path).join(', ');
  const ref = await keepLeftover(run.repository, {
    before,
    after,
    name: `${run.itemId}-edited-task-files`,
    message: `${run.itemId}: the agent edited criteria or front matter of ${paths}`,
  });
  await run.camera.putBack(before, tampered);
  const note = `The agent edited criteria or front matter of ${paths}; put back, its version is kept in ${ref}.`;
  run.context.log('log', 'warning', note);
  return { changes: changes.filter((changed) => !tampered.includes(changed)), notes: [note] };
}

/** Runs the criterion's own check after the agent's claim was found true; what the check changes is put back. */
async function withCheck(
  run: Run,
  placed: PlacedCriterion,
  verdict: Verdict,
  commandEnv: Readonly<Record<string, string>>,
): Promise<Verdict> {
  const { check } = placed.criterion;
  if (verdict.verdict !== 'proven' || check === undefined) return verdict;
  if (!run.settings.trusted) {
    return {
      verdict: 'blocked',
      reason: `The criterion has a check (\`${check}\`), and this repository is not trusted to run it.`,
    };
  }
  const before = await run.camera.take();
  const result = await runCheck({
    binary: run.codexBinary,
    command: check,
    cwd: run.repository.root,
    env: process.env,
    commandEnv,
    network: run.settings.network,
    timeoutMs: run.timeoutPerSection * 1000,
    signal: run.context.signal,
  });
  await run.camera.putBack(before, await run.camera.compare(before, await run.camera.take()));
  run.context.log('codex', result.passed ? 'info' : 'warning', result.reason);
  return result.passed ? verdict : { verdict: 'failed', reason: result.reason };
}
