/** Which files stand for a task when several hold one id: stale copies, doubles, archived ones. */
import { folderOf, openPlaceOf, unitOf } from '../standard/item-path.ts';
import { folders, type Problem, type Task } from '../task.ts';
import { idKey, idsOfPath } from '../task-id.ts';
import { filesOf } from './explain.ts';
import { queueProblem } from './queue-problem.ts';
import { isArchive, isEnded, isGivenUp, isOpenInArchive } from './status-words.ts';
import { factsOf, type Holders } from './task-facts.ts';

export interface Resolution {
  /** The tasks that the queue is made of. */
  readonly open: readonly Task[];
  /** All that holds an id, by `idKey`. */
  readonly holders: ReadonlyMap<string, Holders>;
  /** Open tasks with the id of another one, by `idKey`, in the order of their folders. */
  readonly shared: ReadonlyMap<string, readonly Task[]>;
  /** Files that are left out because another one stands for the same task. */
  readonly copies: ReadonlyMap<Task, Task>;
  readonly problems: readonly Problem[];
}

/** Decides for every id which files count. */
export function resolveTasks(tasks: readonly Task[]): Resolution {
  const holders = new Map<string, Holders>();
  const groups = new Map<string, Task[]>();
  for (const task of tasks) {
    const { key, alone } = factsOf(task);
    const before = holders.get(key);
    if (before === undefined) holders.set(key, alone);
    else if (groups.get(key)?.push(task) === undefined) groups.set(key, [...before.open, ...before.ended, task]);
  }
  const copies = new Map<Task, Task>();
  const problems: Problem[] = [];
  const open: Task[] = [];
  const shared = new Map<string, readonly Task[]>();
  if (groups.size === 0) {
    // As nearly always: every file stands for itself.
    for (const task of tasks) addAlone(task, open, problems);
    return { open, holders, shared, copies, problems };
  }
  for (const [key, group] of groups) {
    const found = resolveGroup(group, copies, problems);
    holders.set(key, found);
    if (found.open.length > 1) shared.set(key, found.open);
  }
  for (const found of holders.values()) {
    for (const task of found.open) open.push(task);
    for (const task of found.ended) addEnded(task, problems);
    if (found.open.length > 0 && found.open.length + found.ended.length > 1) problems.push(...sharedId(found));
  }
  return { open, holders, shared, copies, problems };
}

function addAlone(task: Task, open: Task[], problems: Problem[]): void {
  if (factsOf(task).alone.open.length > 0) open.push(task);
  else addEnded(task, problems);
}

function addEnded(task: Task, problems: Problem[]): void {
  if (!isArchive(task.folder)) problems.push(unarchived(task));
  else if (isOpenInArchive(task) && factsOf(task).criteria.open > 0) problems.push(archivedOpen(task));
}

/**
 * Of the files with one id and title, the completed one wins, then one that is named after the id (a copy often gets a new
 * name and keeps the id inside), then the one that stands first in the order of folders.
 */
function resolveGroup(group: readonly Task[], copies: Map<Task, Task>, problems: Problem[]): Holders {
  const ordered = group.toSorted((one, other) => rank(one) - rank(other) || (one.file < other.file ? -1 : 1));
  const open: Task[] = [];
  const ended: Task[] = [];
  /** By title, the task that others with this title are copies of. */
  const originals = new Map<string, Task>();
  for (const task of ordered) {
    const title = plain(task.title);
    const original = originals.get(title);
    if (original !== undefined && !isArchive(task.folder)) {
      copies.set(task, original);
      problems.push(copyOf(task, original));
      continue;
    }
    if (original === undefined && task.folder !== 'deprecated') originals.set(title, task);
    (isEnded(task) ? ended : open).push(task);
  }
  return { open, ended };
}

function rank(task: Task): number {
  if (task.folder === 'completed') return -1;
  const place = folders.indexOf(task.folder);
  return isArchive(task.folder) || isNamedAfterId(task) ? place : place + folders.length;
}

/** Whether the file of a task, or the folder of an item, is named after its id. */
function isNamedAfterId({ id, file }: Task): boolean {
  return idsOfPath(file).some((name) => idKey(name) === idKey(id));
}

/** A title without case and repeated blanks. */
function plain(title: string): string {
  return title.toLowerCase().split(/\s+/).filter(Boolean).join(' ');
}

function copyOf(copy: Task, original: Task): Problem {
  const isStale = isArchive(original.folder);
  const what = isStale ? 'is a stale copy of' : 'is a double of';
  const message = `${copy.file} ${what} ${original.file}; it is left out. Delete one of them.`;
  return queueProblem(copy, 'warning', isStale ? 'copy-stale' : 'copy-double', message);
}

function unarchived(task: Task): Problem {
  const name = isGivenUp(task) ? 'deprecated' : 'completed';
  const { open, total } = factsOf(task).criteria;
  const left = open === 0 ? '' : ` ${open} of its ${total} criteria ${open === 1 ? 'is' : 'are'} open.`;
  const { item, archive } = placesOf(task);
  const message = `${task.id} is ${task.status} but not archived: ${item} belongs in ${archive}${name}/.${left}`;
  return queueProblem(task, 'warning', 'not-archived', message);
}

function archivedOpen(task: Task): Problem {
  const { open } = factsOf(task).criteria;
  const left = `${open} open ${open === 1 ? 'criterion' : 'criteria'}`;
  const message = `${task.id} lies in ${folderOf(unitOf(task))}/ with status ${task.status} and ${left}; it counts as done. Move it to ${openPlaceOf(task)}/, or tick what is done and set its status to completed.`;
  return queueProblem(task, 'warning', 'archived-open', message);
}

/** What is moved, and the folder that holds completed/: tasks/, or that of bugs/ and features/. */
function placesOf({ layout, file }: Task): { readonly item: string; readonly archive: string } {
  const match = layout === 'gitops' ? null : /^((?:.*\/)?)(?:bugs|features)\/[^/]+(?=\/)/.exec(file);
  return match === null ? { item: file, archive: 'tasks/' } : { item: match[0], archive: match[1] ?? '' };
}

function sharedId({ open, ended }: Holders): Problem[] {
  const all = [...open, ...ended];
  const message = `${open[0]?.id} is the id of different tasks: ${filesOf(all)}. Give one of them a new id.`;
  return all.map((task) => queueProblem(task, 'error', 'id-shared', message));
}
