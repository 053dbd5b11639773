/** Whether the id of a task file may be set to that of its name: only where no other file has a say in it. */
import type { Backlog, Problem, Task } from '../task.ts';
import { idKey, idOfFileName } from '../task-id.ts';

/** Why the id of a task is left as it is, in one sentence; undefined where it may be set. */
export type IdGuard = (task: Task) => string | undefined;

/** Files that a message names. */
const toldFiles = 3;

/** Makes the guard of a backlog. What it has to know is gathered when it is first asked, which is seldom. */
export function guardIds(backlog: Backlog): IdGuard {
  let known: Register | undefined;
  return (task) => {
    known ??= registerOf(backlog);
    return reasonToKeep(task, known);
  };
}

/** The problem without its fix, and with the reason, where the fix would set an id that has to stay. */
export function guarded(problem: Problem, task: Task, guard: IdGuard): Problem {
  const { fix, ...rest } = problem;
  const reason = fix !== undefined && problem.code.startsWith('id-') ? guard(task) : undefined;
  return reason === undefined
    ? problem
    : { ...rest, message: `${problem.message} It is not mended by itself: ${reason}` };
}

/** Files of tasks by what is looked for. */
interface Register {
  /** By id and title. */
  readonly twins: ReadonlyMap<string, ReadonlySet<string>>;
  /** By the id that a file has, and by that of its name. */
  readonly owners: ReadonlyMap<string, ReadonlySet<string>>;
  /** Of tasks and human actions, by the ids that they name. */
  readonly referrers: ReadonlyMap<string, ReadonlySet<string>>;
}

function registerOf({ tasks, humanActions }: Backlog): Register {
  const twins = new Map<string, Set<string>>();
  const owners = new Map<string, Set<string>>();
  const referrers = new Map<string, Set<string>>();
  for (const task of tasks) {
    const { id, file, dependencies, mergedInto } = task;
    add(twins, twinKey(task), file);
    add(owners, idKey(id), file);
    const ofName = idOfName(task);
    if (ofName !== undefined) add(owners, idKey(ofName), file);
    for (const one of dependencies) add(referrers, idKey(one.id), one.file ?? file);
    if (mergedInto !== undefined) add(referrers, idKey(mergedInto), file);
  }
  for (const { blockingItems, file } of humanActions) {
    for (const id of blockingItems) add(referrers, idKey(id), file);
  }
  return { twins, owners, referrers };
}

function reasonToKeep(task: Task, { twins, owners, referrers }: Register): string | undefined {
  const { id, file } = task;
  const others = (files: ReadonlySet<string> | undefined) => [...(files ?? [])].filter((other) => other !== file);
  const [twin] = others(twins.get(twinKey(task)));
  // Another id would make a task of what is most likely a copy.
  if (twin !== undefined) return `${twin} has the same id and title. Delete one of them.`;
  const ofName = idOfName(task);
  if (ofName === undefined || idKey(ofName) === idKey(id)) return undefined;
  const [owner] = others(owners.get(idKey(ofName)));
  if (owner !== undefined) return `${ofName} is that of ${owner}. Rename this file.`;
  const referring = others(referrers.get(idKey(id)));
  if (referring.length === 0) return undefined;
  const verb = referring.length === 1 ? 'refers' : 'refer';
  return `${listed(referring)} ${verb} to ${id}. Rename this file, or change the id there too.`;
}

function idOfName({ file, layout }: Task): string | undefined {
  return layout === 'gitops' ? idOfFileName(file.slice(file.lastIndexOf('/') + 1)) : undefined;
}

/** Case and blanks make no other title. */
function twinKey({ id, title }: Task): string {
  return `${idKey(id)} ${title.toLowerCase().split(/\s+/).filter(Boolean).join(' ')}`;
}

function listed(files: readonly string[]): string {
  const more = files.length > toldFiles ? ` and ${files.length - toldFiles} more` : '';
  return files.slice(0, toldFiles).join(', ') + more;
}

function add(map: Map<string, Set<string>>, key: string, file: string): void {
  const files = map.get(key);
  if (files === undefined) map.set(key, new Set([file]));
  else files.add(file);
}
