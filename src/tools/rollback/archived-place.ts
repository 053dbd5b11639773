/** Where an archived task goes when its criteria are open again: back among the work. */
import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { openPlaceOf, unitOf } from '../../backlog/standard/item-path.ts';
import type { Task } from '../../backlog/task.ts';
import type { TreeEntry } from '../../git/tree-entries.ts';
import { InputError } from '../input-error.ts';

/** A file or folder that moves, below the root. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** The move of a task that is archived; undefined for all others. @throws InputError when its place is taken */
export async function moveOf(root: string, task: Task): Promise<Move | undefined> {
  if (task.folder !== 'completed') return undefined;
  const from = unitOf(task);
  const to = `${openPlaceOf(task)}/${basename(from)}`;
  const there = await lstat(join(root, to)).catch(() => undefined);
  if (there === undefined) return { from, to };
  throw new InputError(
    `${task.id} is archived in ${from}, and ${to} is there too, so it cannot be work again. Remove one of the two, commit that, then roll back.`,
  );
}

/** A path after the move. */
export function movedPath(path: string, move: Move | undefined): string {
  if (move === undefined || (path !== move.from && !path.startsWith(`${move.from}/`))) return path;
  return move.to + path.slice(move.from.length);
}

/** The changes with the move among them: every file of it that is still there then. */
export function withMove(
  now: ReadonlyMap<string, TreeEntry>,
  changes: ReadonlyMap<string, TreeEntry | undefined>,
  move: Move | undefined,
): ReadonlyMap<string, TreeEntry | undefined> {
  if (move === undefined) return changes;
  const all = new Map(changes);
  for (const path of new Set([...now.keys(), ...changes.keys()])) {
    const place = movedPath(path, move);
    const entry = changes.has(path) ? changes.get(path) : now.get(path);
    if (place === path || entry === undefined) continue;
    all.set(path, undefined);
    all.set(place, entry);
  }
  return all;
}
