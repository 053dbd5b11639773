/** What the word behind `status:` means for the queue. */
import { asideWords, doneWords, givenUpWords, isKnownStatus } from '../parse/known-status.ts';
import type { Folder, Task } from '../task.ts';

/** Whether a folder holds work that is over. */
export function isArchive(folder: Folder): boolean {
  return folder === 'completed' || folder === 'deprecated';
}

/** Whether nothing of a task is left to be done: by the folder that it lies in, or by its status. */
export function isEnded({ folder, status }: Task): boolean {
  return isArchive(folder) || doneWords.has(status) || givenUpWords.has(status);
}

/** Whether a task lies among the completed ones and says that it is still to be done. */
export function isOpenInArchive({ folder, status }: Task): boolean {
  return folder === 'completed' && !doneWords.has(status) && !givenUpWords.has(status);
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

/** Whether the status holds a task back: it says that it waits, or nobody knows what it says. */
export function isHeldBack(task: Task): boolean {
  return isSaidBlocked(task) || !isKnownStatus(task.status);
}
