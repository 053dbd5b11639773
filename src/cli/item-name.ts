/** Other names than its id by which a caller may mean an item: a path, the name of its file or folder. Pure. */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { folderOf, unitOf } from '../backlog/standard/item-path.ts';
import type { Backlog, HumanAction, Task } from '../backlog/task.ts';
import { idNumber, idOfFileName } from '../backlog/task-id.ts';

export type NamedItem =
  | { readonly kind: 'task'; readonly task: Task }
  | { readonly kind: 'human-action'; readonly action: HumanAction };

/** Real paths. */
export interface Standpoint {
  readonly root: string;
  readonly cwd: string;
}

/** The one item at a path, seen from the caller, else from the root, else the one whose file or folder has the name. */
export function itemNamed(name: string, backlog: Backlog, { root, cwd }: Standpoint): NamedItem | undefined {
  const isAt = (from: string) => {
    const path = pathBelow(root, resolve(from, name));
    return (unit: string) => path === unit || path?.startsWith(`${unit}/`) === true;
  };
  for (const isMeant of [isAt(cwd), isAt(root), (unit: string) => baseOf(unit) === name]) {
    const [item, ...others] = itemsIn(backlog, isMeant);
    if (item !== undefined) return others.length === 0 ? item : undefined;
  }
  return undefined;
}

function itemsIn({ tasks, humanActions }: Backlog, isMeant: (unit: string) => boolean): NamedItem[] {
  return [
    ...tasks.filter((task) => isMeant(unitOf(task))).map((task) => ({ kind: 'task', task }) as const),
    ...humanActions
      .filter((action) => isMeant(unitOfAction(action)))
      .map((action) => ({ kind: 'human-action', action }) as const),
  ];
}

/** What to do with a name that means nothing; a bare number may lack its word. */
export function unknownName(name: string, { tasks, humanActions }: Backlog): string {
  const said = JSON.stringify(name);
  const number = /^#?(\d{1,9})$/.exec(name)?.[1];
  const same = [...tasks, ...humanActions].map(({ id }) => id).filter((id) => idNumber(id) === Number(number));
  const ids = [...new Set(same)];
  if (ids.length > 0) return `${said} is not a task id. Did you mean ${ids.join(' or ')}?`;
  return `${said} is not a task id, and no file or folder of a task. Give the id, for example TASK-001, or such a path.`;
}

/** The folder that is named after the action, else its file, which may lie beside others. */
function unitOfAction({ file }: HumanAction): string {
  const folder = folderOf(file);
  return idOfFileName(baseOf(folder)) === undefined ? file : folder;
}

function pathBelow(root: string, path: string): string | undefined {
  const way = relative(root, path);
  const isOutside = way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
  return isOutside ? undefined : way.split(sep).join('/');
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
