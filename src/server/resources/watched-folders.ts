/** The folders in which a change may be one of a resource. Each is watched by itself: a whole work tree would be too much. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Folders } from '../../backlog/read/folders.ts';
import {
  actionPlaces,
  actionTables,
  isActionName,
  itemPlaces,
  mayBeItem,
  summaryTables,
} from '../../backlog/standard/places.ts';
import { folders as taskFolders } from '../../backlog/task.ts';
import { sessionsFolder } from '../../session/sessions-folder.ts';
import { reportFolders } from './report-files.ts';

export interface WatchedFolder {
  /** Real path. */
  readonly path: string;
  /** Tells the folder from another one that comes to its place. */
  readonly ino: number;
  /** Whether a change of an entry counts. */
  counts(name: string): boolean;
}

/** Folders of items that are watched at most; systems allow some ten thousand for all programs together. */
export const mostItemFolders = 2_000;

const allOf = ['tasks', ...taskFolders.map((name) => `tasks/${name}`), ...reportFolders];
const places = [...new Set([...itemPlaces, ...actionPlaces].map(({ path }) => path))];
const tables = [...actionTables, ...summaryTables];

const everything: ReadonlySet<string> = new Set([...allOf, ...places]);
const namesAt = namesByFolder([...everything, ...tables]);

/** The folders above the paths, and which names in them lead there. */
function namesByFolder(paths: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const path of paths) {
    const parts = path.split('/');
    for (const [index, name] of parts.entries()) {
      const folder = parts.slice(0, index).join('/');
      names.set(folder, (names.get(folder) ?? new Set()).add(name));
    }
  }
  return names;
}

/**
 * Those that exist now. Each is given before its entries are asked for: whoever begins to watch it first misses nothing.
 * @param folders of a look that has begun
 */
export function* watchedFolders(folders: Folders, commonDir: string): Generator<WatchedFolder> {
  for (const [path, names] of namesAt) {
    if (!everything.has(path)) yield* watched(folders, path, (name) => names.has(name));
  }
  for (const path of everything) yield* watched(folders, path, isPlain);
  let left = mostItemFolders;
  for (const place of places) {
    for (const { name, isFolder } of folders.list(place).entries) {
      if (!isFolder || !(mayBeItem(name) || isActionName(name)) || everything.has(`${place}/${name}`)) continue;
      if (left === 0) return;
      left -= 1;
      yield* watched(folders, `${place}/${name}`, isPlain);
    }
  }
  const sessions = sessionsFolder(commonDir);
  yield* gitFolder(commonDir, (name) => name === 'agent-toolkit');
  yield* gitFolder(join(sessions, '..'), (name) => name === 'sessions');
  yield* gitFolder(sessions, isPlain);
}

/** Drafts of editors and of our own writing begin with a dot, or end so. */
function isPlain(name: string): boolean {
  return !/^\.|~$|\.swp$/.test(name);
}

function* watched(folders: Folders, path: string, counts: WatchedFolder['counts']): Generator<WatchedFolder> {
  const place = placeOf(folders, path);
  if (place !== undefined && !place.isOutside) yield { path: place.path, ino: place.stats.ino, counts };
}

function placeOf(folders: Folders, path: string): ReturnType<Folders['place']> {
  try {
    return folders.place(path);
  } catch {
    return undefined; // not to be looked at: nothing in it is a resource either
  }
}

function* gitFolder(path: string, counts: WatchedFolder['counts']): Generator<WatchedFolder> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) yield { path, ino: stats.ino, counts };
}
