/** Which files stand for a task when several hold one id: stale copies, doubles, archived ones. */
import { type Folder, folders, type Task } from '../task.ts';
import { idKey } from '../task-id.ts';

export interface Holders {
  /** Tasks that are still to be done; more than one when they share an id with different titles. */
  readonly open: readonly Task[];
  /** Tasks that are done or given up: in completed/ or deprecated/, or by their status. */
  readonly ended: readonly Task[];
}

export interface Resolution {
  /** The tasks that the queue is made of. */
  readonly open: readonly Task[];
  /** All that holds an id, by `idKey`. */
  readonly holders: ReadonlyMap<string, Holders>;
  /** Files that are left out because another one stands for the same task. */
  readonly copies: ReadonlyMap<Task, Task>;
  readonly warnings: readonly string[];
}

const endedStatus = new Set(['completed', 'complete', 'done', 'deprecated', 'merged']);

/** Whether a folder holds work that is over. */
export function isArchive(folder: Folder): boolean {
  return folder === 'completed' || folder === 'deprecated';
}

/** Decides for every id which files count. */
export function resolveTasks(tasks: readonly Task[]): Resolution {
  const groups = new Map<string, Task[]>();
  for (const task of tasks) {
    const key = idKey(task.id);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [task]);
    else group.push(task);
  }
  const holders = new Map<string, Holders>();
  const copies = new Map<Task, Task>();
  const warnings: string[] = [];
  for (const [key, group] of groups) {
    const kept = withoutCopies(group, copies, warnings);
    const open = kept.filter((task) => !isEnded(task));
    const ended = kept.filter(isEnded);
    for (const task of ended) warnings.push(...unarchivedWarning(task));
    warnings.push(...sharedIdWarning(open, ended));
    holders.set(key, { open, ended });
  }
  return { open: [...holders.values()].flatMap(({ open }) => open), holders, copies, warnings };
}

function isEnded(task: Task): boolean {
  return isArchive(task.folder) || endedStatus.has(task.status);
}

/** Of the files with one id and title, the completed one wins, then the one that stands first in the order of folders. */
function withoutCopies(group: readonly Task[], copies: Map<Task, Task>, warnings: string[]): Task[] {
  const ordered = group.toSorted((one, other) => rank(one) - rank(other) || one.file.localeCompare(other.file));
  const kept: Task[] = [];
  for (const task of ordered) {
    const original = kept.find((other) => sameTitle(other, task) && other.folder !== 'deprecated');
    if (original === undefined || isArchive(task.folder)) {
      kept.push(task);
      continue;
    }
    copies.set(task, original);
    const why = isArchive(original.folder) ? 'is a stale copy of' : 'is a double of';
    warnings.push(`${task.file} ${why} ${original.file}; it is left out. Delete one of them.`);
  }
  return kept;
}

function rank(task: Task): number {
  return task.folder === 'completed' ? -1 : folders.indexOf(task.folder);
}

function sameTitle(one: Task, other: Task): boolean {
  return plain(one.title) === plain(other.title);
}

function plain(title: string): string {
  return title.toLowerCase().split(/\s+/).filter(Boolean).join(' ');
}

function unarchivedWarning(task: Task): string[] {
  if (isArchive(task.folder)) return [];
  const folder = task.status === 'deprecated' ? 'deprecated' : 'completed';
  return [`${task.id} is ${task.status} but not archived: ${task.file} belongs in tasks/${folder}/.`];
}

function sharedIdWarning(open: readonly Task[], ended: readonly Task[]): string[] {
  const first = open[0];
  if (first === undefined || open.length + ended.length < 2) return [];
  const files = [...open, ...ended].map(({ file }) => file).join(', ');
  return [`${first.id} is the id of different tasks: ${files}. Give one of them a new id.`];
}
