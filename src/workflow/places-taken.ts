/** What stands where a leftover's files are to come, and no picture of the work tree tells: it would be gone. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChangedPath } from '../git/work-tree.ts';

/**
 * Paths below the root that writing the changes would replace: a file that git ignores, a file or a link in the place of a
 * folder, and all that lies in a folder in the place of a file. What the leftover itself changes is compared by its content.
 * @param changed what the leftover changed
 * @param missing those of them that are to be made again; A where the file is there and has to go
 * @param added paths that were not there before the leftover
 */
export async function placesTaken(
  root: string,
  changed: ReadonlySet<string>,
  missing: readonly ChangedPath[],
  added: ReadonlySet<string>,
): Promise<string[]> {
  const taken = new Set<string>();
  for (const { path, change } of missing) {
    if (change === 'A') continue;
    for (const place of await standing(root, path)) {
      if (!changed.has(place) || (place === path && added.has(path))) taken.add(place);
    }
  }
  return [...taken].toSorted();
}

/** Files and links on the way to a path and in its place, and those in a folder there. */
async function standing(root: string, path: string): Promise<string[]> {
  const names = path.split('/');
  for (let length = 1; length <= names.length; length += 1) {
    const place = names.slice(0, length).join('/');
    const entry = await lstat(join(root, place)).catch(() => undefined);
    if (entry === undefined) return [];
    if (!entry.isDirectory()) return [place];
  }
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true });
  return entries.flatMap((entry) => {
    const below = join(entry.parentPath, entry.name).slice(join(root, path).length + 1);
    return entry.isDirectory() ? [] : [`${path}/${below}`];
  });
}
