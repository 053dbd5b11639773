/**
 * After a run that was killed the repository is as it was before the criterion in work, or as it is after it: what was
 * done and not committed is kept under a ref and put back.
 */
import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { endMarked } from '../../codex/process-tree.ts';
import { unstagePaths } from '../../git/commit.ts';
import { keepLeftover } from '../../git/leftovers.ts';
import { operationInProgress, type Repository, readHead } from '../../git/repository.ts';
import { type ChangedPath, WorkTreeCamera } from '../../git/work-tree.ts';
import { createdSince } from '../../session/created-files.ts';
import { ignoredByNewRules, sandboxFolders } from './attempt-work.ts';
import { type IndexUser, untilIndexIsFree } from './free-index.ts';
import { isLate, supervisorMs } from './late-change.ts';
import { type Recovery, sortChanges } from './recovered-changes.ts';
import { stopOnLeftSetup } from './recovered-setup.ts';
import { RunStopped } from './run.ts';
import { removeScratch, runsFolder } from './run-folders.ts';
import { type RecordedAttempt, type RecordedRun, readRecord } from './run-record.ts';
import { putSteeringBack } from './steering.ts';

export interface Recovered {
  /** Refs that keep what was put back. */
  readonly leftovers: string[];
  readonly warnings: string[];
}

/** How long a git that outlived the run may take to finish its commit, hooks included, in milliseconds. */
const commitMs = 60_000;

/**
 * Recovers from all runs that died; the caller holds the lock, so nobody else is at work.
 * @throws RunStopped when a process of such a run cannot be ended, or git's index stays locked; the signal's reason
 */
export async function recoverRuns(user: IndexUser): Promise<Recovered> {
  const { repository } = user;
  const recovered: Recovered = { leftovers: [], warnings: [] };
  const runs = runsFolder(repository);
  for (const name of await readdir(runs).catch(() => [])) {
    const folder = join(runs, name);
    const run = await readRecord(folder);
    if (run !== undefined) {
      await endProcesses(run);
      if (run.attempt !== undefined) {
        const killed = { ...run, attempt: run.attempt };
        await stopOnLeftSetup(repository, folder, killed);
        // A commit that was under way goes on without the run, and decides what there is to put back.
        await untilIndexIsFree(user, { done: 0, total: 0 }, commitMs);
        await recoverAttempt(repository, folder, killed, recovered);
      }
      await removeScratch(run.scratchFolder);
    }
    await rm(folder, { recursive: true, force: true });
  }
  return recovered;
}

async function endProcesses({ itemId, marker }: RecordedRun): Promise<void> {
  const left = await endMarked(marker, supervisorMs);
  if (left.length === 0) return;
  throw new RunStopped(
    `Processes of an earlier run on ${itemId} cannot be ended: ${left.join(', ')}. End them, then run again.`,
  );
}

type KilledRun = RecordedRun & { readonly attempt: RecordedAttempt; readonly seenAt: number };

async function recoverAttempt(
  repository: Repository,
  folder: string,
  { itemId, attempt, seenAt }: KilledRun,
  recovered: Recovered,
): Promise<void> {
  const head = await readHead(repository);
  if (head === undefined) return;
  const camera = new WorkTreeCamera(repository, join(folder, 'recovery'));
  const first = await camera.take();
  const hidden = ignoredByNewRules(await camera.compare(attempt.tree, first), attempt.ignored);
  const tree = hidden.length === 0 ? first : await camera.take(hidden);
  const pathsOf = (changes: readonly ChangedPath[]) => new Set(changes.map(({ path }) => path));
  const changes = await camera.compare(attempt.tree, tree);
  const sorted = sortChanges(changes, {
    uncommitted: pathsOf(await camera.compare(head.commit, tree)),
    committedSince: pathsOf(await camera.compare(attempt.tree, head.commit)),
    usersOwn: new Set(attempt.usersOwn),
    created: new Set(await createdSince(repository.commonDir, attempt.takenAt)),
    late: await changedAfter(repository.root, changes, seenAt),
  });
  const message = `${itemId}: left by a run that was killed while it worked on "${attempt.criterion}"`;
  if (sorted.putBack.length + sorted.left.length > 0) {
    const kept = { before: attempt.tree, after: tree, name: `${itemId}-killed`, message };
    const ref = await keepLeftover(repository, kept);
    recovered.leftovers.push(ref);
    const operation = operationInProgress(repository);
    const done: Recovery =
      operation === undefined ? sorted : { putBack: [], left: [...sorted.putBack, ...sorted.left] };
    await camera.putBack(attempt.tree, done.putBack);
    await unstagePaths(
      repository,
      done.putBack.map(({ path }) => path),
    );
    recovered.warnings.push(tell(itemId, attempt.criterion, ref, done));
  }
  await recoverSteering(repository, itemId, attempt, seenAt, recovered);
  for (const name of sandboxFolders.filter((one) => !attempt.rootEntries.includes(one))) {
    await rmdir(join(repository.root, name)).catch(() => {}); // not there, or not empty: no mount point
  }
}

function tell(itemId: string, criterion: string, ref: string, { putBack, left }: Recovery): string {
  const names = (changes: readonly ChangedPath[]) => changes.map(({ path }) => path).join(', ');
  const start = `An earlier run was killed while it worked on "${criterion}" of ${itemId}. What it had changed is kept in ${ref}`;
  const back = putBack.length === 0 ? '' : ` and was put back: ${names(putBack)}`;
  const stays =
    left.length === 0
      ? ''
      : ` Left as it is, since it may be yours: ${names(left)}. Commit it or put it back (git restore) before it gets in the way.`;
  return `${start}${back}.${stays} See: agent-toolkit leftovers.`;
}

/** Paths that changed when the run and all of its processes were over. */
async function changedAfter(
  root: string,
  changes: readonly ChangedPath[],
  seenAt: number,
): Promise<ReadonlySet<string>> {
  const late = new Set<string>();
  for (const { path } of changes) if (await isLate(join(root, path), seenAt)) late.add(path);
  return late;
}

/** The same for the files that say which cluster may be touched, where git ignores them. */
async function recoverSteering(
  repository: Repository,
  itemId: string,
  { steering }: RecordedAttempt,
  seenAt: number,
  recovered: Recovered,
): Promise<void> {
  const entries = Object.entries(steering).map(([name, text]) => {
    return [name, text === null ? undefined : Buffer.from(text, 'base64')] as const;
  });
  const isTheirs = (name: string) => isLate(join(repository.root, name), seenAt);
  for (const { name, kept } of await putSteeringBack(repository, itemId, new Map(entries), isTheirs)) {
    if (kept !== undefined) recovered.leftovers.push(kept);
    recovered.warnings.push(
      `${name} had changed while a run on ${itemId} was killed; put back${kept === undefined ? '' : `, and kept in ${kept}`}.`,
    );
  }
}
