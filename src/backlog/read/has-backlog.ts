/** Whether a folder holds task files at all, told without reading one. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { idOfItemName, itemPlaces } from '../standard/places.ts';

/**
 * Whether there is a tasks folder, or a folder of the standard layout with an item in it: `features/` alone is a
 * common name for other things. What may not be read counts as not there.
 */
export async function hasBacklog(root: string): Promise<boolean> {
  if (await isFolder(join(root, 'tasks'))) return true;
  const found = await Promise.all(itemPlaces.map(({ path }) => holdsItem(join(root, path))));
  return found.includes(true);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

async function holdsItem(path: string): Promise<boolean> {
  const names = await readdir(path).catch(() => []);
  return names.some((name) => idOfItemName(name) !== undefined);
}
