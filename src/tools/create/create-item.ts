/** Creates a new item: the next free id, its files, and one commit of exactly these. */
import { join } from 'node:path';
import type { NewItem } from '../../backlog/create/new-item.ts';
import { FileWriteError, systemRefusal } from '../../backlog/edit/write-error.ts';
import type { Backlog } from '../../backlog/task.ts';
import { readHead } from '../../git/repository.ts';
import { noteCreated } from '../../session/created-files.ts';
import type { LockOutcome } from '../../session/lock.ts';
import { InputError } from '../input-error.ts';
import { lockCreation } from '../repository-lock.ts';
import { type CommitOutcome, commitItem, isClean, lockForCommit } from './commit-item.ts';
import { creationFolder } from './lock-folder.ts';
import type { Place } from './place.ts';
import { hasSummary, type ItemPlan, planItem } from './plan-item.ts';
import { writeItem } from './write-item.ts';

export interface Creation {
  readonly item: NewItem;
  readonly place: Place;
  /** Of the gitops layout. */
  readonly folder: 'active' | 'backlog';
  readonly autoCommit: boolean;
  /** What the repository held when it was scanned. */
  readonly scanned: Backlog;
  readonly signal: AbortSignal;
  log(text: string): void;
}

export interface Created {
  readonly plan: ItemPlan;
  readonly commit: CommitOutcome;
}

/** How often another id is tried when somebody who asks no lock was faster. */
const attempts = 5;

/**
 * Looks for the id and writes, one creator at a time, then commits. An item that stands in a summary is committed before
 * the next creator writes there, so that every commit has its own row alone; its commit's lock is taken first, as the
 * order of locks wants it.
 * @throws InputError when nothing was created, with the reason; the signal's reason when it says stop before that
 */
export async function createItemFiles(creation: Creation): Promise<Created> {
  const { item, place, autoCommit, signal } = creation;
  if (!hasSummary(place, item)) {
    const written = await whileCreating(creation, () => writeNext(creation));
    return { plan: written.plan, commit: await commitWritten(creation, written) };
  }
  const { repository } = place;
  const runs = repository === undefined || !autoCommit ? undefined : await lockForCommit(repository, signal);
  try {
    return await whileCreating(creation, async () => {
      const written = await writeNext(creation);
      return { plan: written.plan, commit: await commitWritten(creation, written, runs) };
    });
  } finally {
    if (runs?.status === 'held') await runs.release();
  }
}

async function whileCreating<T>({ place, signal, log }: Creation, work: () => Promise<T>): Promise<T> {
  const lock = await lockCreation(creationFolder(place), signal, ({ pid }) =>
    log(`Process ${pid} is creating an item here; waiting.`),
  );
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

interface Written {
  readonly plan: ItemPlan;
  /** Where HEAD was. */
  readonly branch: string | undefined;
  /** The summary had edits of somebody else's before, which are theirs to commit. */
  readonly isSummaryShared: boolean;
}

async function writeNext({ place, item, folder, scanned, signal, autoCommit }: Creation): Promise<Written> {
  const { repository, root } = place;
  const branch = repository === undefined ? undefined : (await readHead(repository))?.branch;
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    const plan = await planItem({ place, item, folder, scanned, now: new Date() });
    const { summary } = plan;
    const asks = autoCommit && repository !== undefined && summary?.before !== undefined;
    const isSummaryShared = asks && !(await isClean(repository, root, summary.path));
    if (repository !== undefined) await note(repository.commonDir, pathsOf(plan));
    try {
      await writeItem(root, plan.files, summary);
      return { plan, branch, isSummaryShared };
    } catch (error) {
      if (!(error instanceof FileWriteError)) throw error;
      if (attempt === attempts) throw new InputError(`Nothing was created. ${error.message}`);
    }
  }
}

/** @throws InputError when the system refuses */
async function note(commonDir: string, paths: readonly string[]): Promise<void> {
  try {
    await noteCreated(commonDir, paths);
  } catch (error) {
    throw new InputError(systemRefusal(join(commonDir, 'agent-toolkit'), error, 'nothing was created').message);
  }
}

async function commitWritten(
  creation: Creation,
  { plan, branch, isSummaryShared }: Written,
  runs?: LockOutcome,
): Promise<CommitOutcome> {
  const { place, item, autoCommit, signal } = creation;
  if (!autoCommit) return { sha: null, warnings: [] };
  const paths = pathsOf(plan).filter((path) => !isSummaryShared || path !== plan.summary?.path);
  const type = item.type.replace('_', ' ');
  const message = `Add ${type} ${plan.id}: ${item.title}`;
  const { sha, warnings } = await commitItem({ ...place, branch, paths, message, signal }, runs);
  if (!isSummaryShared) return { sha, warnings };
  const shared = `${plan.summary?.path} had edits that were not committed, so its new row was left to be committed with them.`;
  return { sha, warnings: [...warnings, shared] };
}

/** All files that the item made or changed. */
function pathsOf({ files, summary }: ItemPlan): string[] {
  return [...files.map(({ path }) => path), ...(summary === undefined ? [] : [summary.path])];
}
