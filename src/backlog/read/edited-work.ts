/** What a work file says when its text is not the one on disk. Pure. */
import type { EditedWork } from '../lint/edited-backlog.ts';
import { parseItem } from '../standard/item.ts';
import { type ItemPath, itemPathOf } from '../standard/item-path.ts';
import type { ItemFileName } from '../standard/places.ts';
import { type Folder, folders } from '../task.ts';
import { mayBeTask, taskPiece } from './task-sources.ts';

/** Where a file stands that a task is read from. */
export type WorkPlace = { readonly kind: 'task'; readonly folder: Folder } | ({ readonly kind: 'item' } & ItemPath);

/** The place of a file below the repository root; undefined for files that no task is read from. */
export function workPlaceOf(file: string): WorkPlace | undefined {
  const [top, name = '', leaf = '', more] = file.split('/');
  const folder = folders.find((known) => known === name);
  if (top === 'tasks') {
    return folder !== undefined && more === undefined && mayBeTask(leaf) ? { kind: 'task', folder } : undefined;
  }
  const item = itemPathOf(file);
  return item?.name === undefined ? undefined : { kind: 'item', ...item };
}

/** Reads a task file of the gitops layout. @param file below the repository root, with forward slashes */
export function readEditedTask(text: string, file: string, folder: Folder): EditedWork {
  const { tasks: [task] = [], problems = [] } = taskPiece({ text }, file, folder);
  return task === undefined ? { problems } : { task, problems };
}

/** Reads an item from the texts of its files. */
export function readEditedItem(place: ItemPath, texts: ReadonlyMap<ItemFileName, string>): EditedWork {
  return parseItem({ path: place.path, folder: place.folder, texts });
}
