/** What of the user's is in the way of a rollback; it is never touched, and nothing begins. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { gitClient } from '../../git/client.ts';
import { InputError } from '../input-error.ts';
import { pathsOf, type RollbackPlan } from './plan-rollback.ts';
import type { RollbackPlace } from './rollback-place.ts';

/** @throws InputError naming what has uncommitted edits, or stands where a file is to come; nothing was changed */
export async function refuseOverlap({ repository, head, camera }: RollbackPlace, plan: RollbackPlan): Promise<void> {
  const { root } = repository;
  const own = new Set((await camera.compare(head.commit, await camera.take())).map(({ path }) => path));
  const options = ['--cached', '--name-only', '--no-renames', '-z'];
  const staged = await gitClient(root).raw(['diff-index', ...options, 'HEAD', '--']);
  for (const path of staged.split('\0')) own.add(path);
  const edited = pathsOf(plan).filter((path) => own.has(path));
  if (edited.length > 0) {
    throw new InputError(
      `Nothing was rolled back: ${edited.join(', ')} ${edited.length === 1 ? 'has' : 'have'} edits that are not ` +
        'committed. Commit or revert them, then roll back.',
    );
  }
  const known = new Set((await gitClient(root).raw(['ls-files', '-z'])).split('\0'));
  for (const [path, entry] of plan.changes) {
    if (entry === undefined || known.has(path)) continue;
    const there = await inPlaceOf(root, path, known);
    if (there === undefined) continue;
    throw new InputError(
      `Nothing was rolled back: ${there} stands where ${path} is to come back. Move it away, then roll back.`,
    );
  }
}

/**
 * What git does not know and a file would replace: one that it ignores, something on the way to its place, or what lies
 * in a folder there. That folder's other files go, or the file could not come.
 */
async function inPlaceOf(root: string, path: string, known: ReadonlySet<string>): Promise<string | undefined> {
  const names = path.split('/');
  for (let length = 1; length <= names.length; length += 1) {
    const place = names.slice(0, length).join('/');
    const entry = await lstat(join(root, place)).catch(() => undefined);
    if (entry === undefined) return undefined;
    if (entry.isDirectory() && length < names.length) continue;
    if (!entry.isDirectory()) return known.has(place) ? undefined : place;
    const [unknown = ''] = (await gitClient(root).raw(['ls-files', '--others', '-z', '--', place])).split('\0');
    return unknown === '' ? undefined : unknown;
  }
  return undefined;
}
