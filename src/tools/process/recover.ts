/**
 * After a run that was killed each repository is as it was before the criterion in work, or all are as they are after it:
 * what was done and not committed is kept under a ref and put back.
 */
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { endMarked } from '../../codex/process-tree.ts';
import { findRepository, type Repository } from '../../git/repository.ts';
import { finishCommits } from './finish-commits.ts';
import { type IndexUser, untilIndexIsFree } from './free-index.ts';
import { supervisorMs } from './late-change.ts';
import { type KilledRun, type Place, type Recovered, recoverPlace, removeSandboxFolders } from './recover-place.ts';
import { stopOnLeftSetup } from './recovered-setup.ts';
import { lockRelated } from './related-locks.ts';
import { inPlace } from './related-runs.ts';
import { RunStopped } from './run.ts';
import { removeScratch, runsFolder } from './run-folders.ts';
import { type RecordedRun, readRecord } from './run-record.ts';

/** How long a git that outlived the run may take to finish its commit, hooks included, in milliseconds. */
const commitMs = 60_000;

/**
 * Recovers from all runs that died; the caller holds the lock, so nobody else is at work.
 * @throws RunStopped when a process of such a run cannot be ended, git's index stays locked, or somebody is at work in a
 *   related repository of it; the signal's reason
 */
export async function recoverRuns(user: IndexUser): Promise<Recovered> {
  const { repository } = user;
  const recovered: Recovered = { leftovers: [], warnings: [], related: [] };
  const runs = runsFolder(repository);
  for (const name of await readdir(runs).catch(() => [])) {
    const folder = join(runs, name);
    const run = await readRecord(folder);
    if (run !== undefined) {
      await endProcesses(run);
      if (run.attempt !== undefined) await recoverAttempt(user, folder, { ...run, attempt: run.attempt }, recovered);
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
    'repository',
  );
}

async function recoverAttempt(user: IndexUser, folder: string, run: KilledRun, recovered: Recovered): Promise<void> {
  const places = await placesOf(user.repository, folder, run, recovered.warnings);
  const related = places.filter(({ place }) => place !== undefined).map(({ repository }) => repository);
  const release = await lockRelated(related, user.itemId, user.context.signal);
  try {
    for (const one of places) await inPlace(one.place, () => stopOnLeftSetup(one, folder, run));
    for (const { repository, place } of places) {
      // A commit that was under way goes on without the run, and decides what there is to put back.
      await inPlace(place, () => untilIndexIsFree({ ...user, repository }, { done: 0, total: 0 }, commitMs));
    }
    if (await isFinished(places, folder, run, user.context.signal, recovered.warnings)) {
      for (const one of places) await removeSandboxFolders(one);
    } else {
      for (const one of places) await recoverPlace(one, run, recovered);
    }
  } finally {
    await release();
  }
}

/** The repositories in which the run was at work; of one that is gone, only that is told. */
async function placesOf(
  repository: Repository,
  folder: string,
  { itemId, attempt }: KilledRun,
  warnings: string[],
): Promise<Place[]> {
  const places: Place[] = [{ repository, place: undefined, picture: attempt, folder: join(folder, 'recovery') }];
  for (const [index, picture] of (attempt.related ?? []).entries()) {
    const { root } = picture;
    const found = existsSync(root) ? await findRepository(root) : undefined;
    const own = { place: root, picture, folder: join(folder, `recovery-${index + 1}`) };
    if (found !== undefined) places.push({ ...own, repository: { ...found, root } });
    else warnings.push(`${root}, in which a killed run on ${itemId} was at work, is gone; nothing was put back there.`);
  }
  return places;
}

/** Whether all repositories are after the criterion: some are, and the others could be brought there. */
async function isFinished(
  places: readonly Place[],
  folder: string,
  { itemId, attempt }: KilledRun,
  signal: AbortSignal,
  warnings: string[],
): Promise<boolean> {
  const planned = (attempt.commits ?? []).map((plan) => {
    const place = places.find(({ repository }) => repository.root === plan.root);
    return { plan, repository: place?.repository, folder: place?.folder ?? folder };
  });
  const finished = await finishCommits(planned, signal);
  const start = `An earlier run was killed between the commits of "${attempt.criterion}" of ${itemId}`;
  if (finished.status === 'finished') {
    const { made } = finished;
    warnings.push(
      made.length === 0 ? `${start}.` : `${start}; those that were missing are made now: ${made.join(', ')}.`,
    );
  } else if (finished.status === 'unfinished') {
    const { there, why } = finished;
    const rest = `the rest was not committed, since ${why}. The criterion is open.`;
    warnings.push(`${start}. ${there.join(', ')} stays; ${rest}`);
  }
  return finished.status === 'finished';
}
