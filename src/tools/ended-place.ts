/** Where work goes that is over. */
import { join } from 'node:path';
import { baseOf, folderOf, openPlaceOf, unitOf } from '../backlog/standard/item-path.ts';
import type { Task } from '../backlog/task.ts';
import { isThere } from './is-there.ts';

/**
 * The folder for work that is done, or given up: tasks/completed; for an item the completed/ beside bugs/ and features/, or
 * that within them where the repository has such and no other. The same with deprecated/.
 * @param root real path of the repository
 */
export async function endedPlaceOf(root: string, task: Task, name: 'completed' | 'deprecated'): Promise<string> {
  if (task.layout === 'gitops') return `${folderOf(openPlaceOf(task))}/${name}`;
  const base = baseOf(task.file);
  const beside = `${base}${name}`;
  const within = [`${base}bugs/${name}`, `${base}features/${name}`];
  if ((await isThere(join(root, beside))) || !(await someExist(root, within))) return beside;
  return `${folderOf(unitOf(task))}/${name}`;
}

async function someExist(root: string, paths: readonly string[]): Promise<boolean> {
  return (await Promise.all(paths.map((path) => isThere(join(root, path))))).includes(true);
}
