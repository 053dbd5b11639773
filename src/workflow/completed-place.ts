/** Where archived tasks go. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { baseOf, folderOf, openPlaceOf, unitOf } from '../backlog/standard/item-path.ts';
import type { Task } from '../backlog/task.ts';

/**
 * The folder for a finished task: tasks/completed; for an item the completed/ beside bugs/ and features/, or that within
 * them where the repository has such and no other.
 * @param root real path of the repository
 */
export async function completedPlaceOf(root: string, task: Task): Promise<string> {
  if (task.layout === 'gitops') return `${folderOf(openPlaceOf(task))}/completed`;
  const base = baseOf(task.file);
  const beside = `${base}completed`;
  const within = [`${base}bugs/completed`, `${base}features/completed`];
  if ((await exists(root, beside)) || !(await someExist(root, within))) return beside;
  return `${folderOf(unitOf(task))}/completed`;
}

async function someExist(root: string, paths: readonly string[]): Promise<boolean> {
  return (await Promise.all(paths.map((path) => exists(root, path)))).includes(true);
}

/** Whether anything is there, also a link to nothing. */
export async function exists(root: string, path: string): Promise<boolean> {
  return lstat(join(root, path)).then(
    () => true,
    () => false,
  );
}
