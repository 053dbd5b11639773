/** Marks the human actions that are proven to be done, one commit for each, under the locks of creations and of runs. */
import { isDeepStrictEqual } from 'node:util';
import { buildQueue } from '../../backlog/queue/queue.ts';
import { readBacklog } from '../../backlog/read/read.ts';
import type { Backlog, HumanAction, Task } from '../../backlog/task.ts';
import {
  findRepository,
  type HeadState,
  operationInProgress,
  type Repository,
  readHead,
} from '../../git/repository.ts';
import { InputError } from '../../tools/input-error.ts';
import { createItem, lockCreation, lockRepository } from '../../tools/repository-lock.ts';
import { finishMark, mayBeMarked, unfinishedMarks } from './finish-marks.ts';
import { markDone } from './mark-done.ts';

/** An action whose probes are all true, or that a person says is done. */
export interface Proven {
  readonly action: HumanAction;
  /** What was seen, one line. */
  readonly evidence: string;
  /** Set where nothing was seen and a person says so. */
  readonly byHand?: true;
}

export interface MarkedAction extends Proven {
  readonly sha: string;
  /** Where its file lies now, if it moved. */
  readonly to?: string;
  /** Ids of the open tasks that it held back. */
  readonly blocks: readonly string[];
}

export interface MarkedAll {
  readonly marked: readonly MarkedAction[];
  /** Why one was not marked, as a sentence; nothing is said of one that somebody else has ended meanwhile. */
  readonly refused: ReadonlyMap<HumanAction, string>;
  readonly warnings: readonly string[];
}

/**
 * Nothing is marked while a task runs here, which takes commits of others for a reason to stop. What an earlier check had
 * written when it was killed is committed first, and told with what is marked now.
 * @param actions all of the repository
 * @throws the signal's reason
 */
export async function markAll(
  root: string,
  actions: readonly HumanAction[],
  proven: readonly Proven[],
  signal: AbortSignal,
): Promise<MarkedAll> {
  const refuseAll = (why: string): MarkedAll => ({
    marked: [],
    refused: new Map(proven.map(({ action }) => [action, why])),
    warnings: [],
  });
  if (proven.length === 0 && !actions.some(mayBeMarked)) return refuseAll('');
  const repository = await findRepository(root);
  if (repository === undefined) return refuseAll(`${root} is not a git repository.`);
  const mayFinish = (await unfinishedMarks(repository, actions)).length > 0;
  if (proven.length === 0 && !mayFinish) return refuseAll('');
  try {
    return await markUnderLocks(repository, proven, mayFinish, refuseAll, signal);
  } catch (error) {
    // The lock's folder may not be written to, or the disk is full.
    if (error instanceof InputError) return refuseAll(error.message);
    throw error;
  }
}

async function markUnderLocks(
  repository: Repository,
  proven: readonly Proven[],
  mayFinish: boolean,
  refuseAll: (why: string) => MarkedAll,
  signal: AbortSignal,
): Promise<MarkedAll> {
  const lock = await lockRepository(repository.commonDir, createItem, signal);
  if (lock.status === 'busy') {
    const { itemId, pid } = lock.holder;
    return refuseAll(`${itemId} is being processed on this repository (process ${pid}).`);
  }
  try {
    // Creators write rows into the tables of actions, too.
    const creation = await lockCreation(repository.commonDir, signal);
    try {
      const finished = mayFinish ? await finishEach(repository, signal) : [];
      const now = await markEach(repository, proven, signal);
      return { ...now, marked: [...finished, ...now.marked] };
    } finally {
      await creation.release();
    }
  } finally {
    await lock.release();
  }
}

async function markEach(repository: Repository, proven: readonly Proven[], signal: AbortSignal): Promise<MarkedAll> {
  const marked: MarkedAction[] = [];
  const refused = new Map<HumanAction, string>();
  const warnings: string[] = [];
  for (const one of proven) {
    signal.throwIfAborted();
    const outcome = await markOne(repository, one, signal);
    if (typeof outcome === 'string') refused.set(one.action, outcome);
    else if (outcome !== undefined) {
      marked.push({ ...one, ...outcome });
      warnings.push(...outcome.warnings);
    }
  }
  return { marked, refused, warnings };
}

/** What cannot be committed stays as it is, for the next check: it is told where somebody looks, as an edit of the work tree. */
async function finishEach(repository: Repository, signal: AbortSignal): Promise<MarkedAction[]> {
  const { humanActions } = await readBacklog(repository.root);
  const finished: MarkedAction[] = [];
  for (const mark of await unfinishedMarks(repository, humanActions)) {
    const { action, evidence } = mark;
    const on = await placeToCommit(repository);
    const made = typeof on === 'string' ? on : await finishMark(repository, mark, on, signal);
    if (typeof made !== 'string') finished.push({ action, evidence, ...made, blocks: action.blockingItems });
  }
  return finished;
}

/** Its file is read anew: it may have been edited since its probes were asked. @returns undefined: somebody else has ended it */
async function markOne(repository: Repository, { action, ...shown }: Proven, signal: AbortSignal) {
  const on = await placeToCommit(repository);
  if (typeof on === 'string') return on;
  const backlog = await readBacklog(repository.root);
  const { id, file } = action;
  const work = buildQueue(backlog).humanWork.find((one) => one.action.id === id && one.action.file === file);
  if (work === undefined) return undefined;
  if (!isDeepStrictEqual(work.action.until, action.until)) return `${file} was changed meanwhile.`;
  const done = { action: work.action, task: taskOf(work.action, backlog), ...shown, now: new Date(), on };
  const outcome = await markDone(repository, done, signal);
  return typeof outcome === 'string' ? outcome : { ...outcome, blocks: work.blocks.map(({ id }) => id) };
}

/** Where HEAD is; a text: why no commit can be made of single files, or it would lie on no branch. */
async function placeToCommit(repository: Repository): Promise<HeadState | string> {
  const operation = operationInProgress(repository);
  if (operation !== undefined) return `A ${operation} is in progress in ${repository.root}. Finish it first.`;
  const head = await readHead(repository);
  if (head === undefined) return 'The repository has no commit yet, and the first one is yours.';
  return head.branch === undefined ? 'HEAD is detached. Check out a branch.' : head;
}

/** The task that the action is, where a task of the type human-action is it. */
export function taskOf({ file }: HumanAction, { tasks }: Backlog): Task | undefined {
  return tasks.find((task) => task.isHumanAction && task.file === file);
}
