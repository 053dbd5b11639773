/** What the word behind `status:` means for the queue, in the spellings of both layouts. */
import type { Folder, Task } from '../task.ts';

/** Done. Those of the standard layout among them: resolved, closed, fixed. */
const doneWords = new Set([
  'completed',
  'complete',
  'done',
  'finished',
  'merged',
  'resolved',
  'closed',
  'fixed',
  'implemented',
  'verified',
  'released',
  'archived',
]);

/** Over without being done. */
const givenUpWords = new Set([
  'deprecated',
  'cancelled',
  'canceled',
  'abandoned',
  'rejected',
  'declined',
  'obsolete',
  'superseded',
  'duplicate',
  'invalid',
  'wontfix',
  'wont_fix',
  "won't_fix",
  'not_a_bug',
  'cannot_reproduce',
  'not_reproducible',
  'works_as_designed',
]);

/** Neither over nor to be begun: somebody has put it aside. */
const asideWords = new Set(['deferred', 'on_hold']);

/** Whether a folder holds work that is over. */
export function isArchive(folder: Folder): boolean {
  return folder === 'completed' || folder === 'deprecated';
}

/** Whether nothing of a task is left to be done: by the folder that it lies in, or by its status. */
export function isEnded({ folder, status }: Task): boolean {
  return isArchive(folder) || doneWords.has(status) || givenUpWords.has(status);
}

/** Whether a task ended without being done. */
export function isGivenUp({ folder, status }: Task): boolean {
  return folder === 'deprecated' || (folder !== 'completed' && givenUpWords.has(status));
}

/** Whether a task is said to wait: by its status, or by the folder that it lies in. */
export function isSaidBlocked({ folder, status }: Task): boolean {
  return folder === 'blocked' || status === 'blocked' || isPutAside(status);
}

/** Whether a status says that somebody put the task aside, for whatever reason. */
export function isPutAside(status: string): boolean {
  return asideWords.has(status);
}
