/** What a path below the repository root has to do with items. */
import type { Folder, Task } from '../task.ts';
import { bases, type ItemFileName, itemFilesAmong, itemPlaces, mayBeItem } from './places.ts';

/** A path in what is, or may be, the folder of an item; only its files can tell for certain. */
export interface ItemPath {
  /** The folder, below the repository root. */
  readonly path: string;
  readonly folder: Folder;
  /** Set when the path is one of the files that are read. */
  readonly name?: ItemFileName;
}

/** Tells which folder of an item a file lies in, at any depth; undefined for all that lies elsewhere. */
export function itemPathOf(file: string): ItemPath | undefined {
  for (const place of itemPlaces) {
    if (!file.startsWith(`${place.path}/`)) continue;
    const below = file.slice(place.path.length + 1);
    const end = below.indexOf('/');
    if (end <= 0 || !mayBeItem(below.slice(0, end))) continue;
    const [name] = itemFilesAmong([below.slice(end + 1)]);
    const path = `${place.path}/${below.slice(0, end)}`;
    return { path, folder: place.folder, ...(name === undefined ? {} : { name }) };
  }
  return undefined;
}

/** What a task is on disk as a whole: its file, or the folder of the item. */
export function unitOf({ layout, file }: Task): string {
  return layout === 'gitops' ? file : folderOf(file);
}

/** The folder in which work of this kind lies while it is open. */
export function openPlaceOf({ id, layout, file }: Task): string {
  if (layout === 'gitops') return 'tasks/active';
  return `${baseOf(file)}${/^FEAT-/i.test(id) ? 'features' : 'bugs'}`;
}

/** The folder that lies before bugs/, features/ and completed/ of an item: nothing, or `feature-management/`. */
export function baseOf(file: string): string {
  return bases.findLast((base) => file.startsWith(base)) ?? '';
}

/** The folder of a file; nothing for one at the root. */
export function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}
