/** Unfinished work that was kept: listed, shown, applied again or dropped, each only as a person asks for it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dropLeftover, type KeptLeftover, leftoverText, listLeftovers } from '../git/leftover-list.ts';
import { operationInProgress, type Repository } from '../git/repository.ts';
import { type ChangedPath, WorkTreeCamera } from '../git/work-tree.ts';
import { describeHolder } from '../session/lock.ts';
import { InputError } from '../tools/input-error.ts';
import { lockRepository } from '../tools/repository-lock.ts';
import { placesTaken } from './places-taken.ts';

export interface LeftoverView extends KeptLeftover {
  /** Paths that it changed, below the repository root; none of a file that git ignores. */
  readonly paths: readonly string[];
}

/** All leftovers with what they changed, the newest first. */
export async function viewLeftovers(repository: Repository): Promise<LeftoverView[]> {
  return withCamera(repository, async (camera) => {
    const views: LeftoverView[] = [];
    for (const kept of await listLeftovers(repository)) {
      views.push({ ...kept, paths: (await changesOf(camera, kept)).map(({ path }) => path) });
    }
    return views;
  });
}

/** One leftover with its diff, or its text. @throws InputError when there is none of this name */
export async function showLeftover(repository: Repository, name: string) {
  const kept = await findLeftover(repository, name);
  return { ...kept, text: await leftoverText(repository, kept) };
}

/**
 * Makes in the work tree the changes of a leftover again, and commits nothing. All of it, or nothing.
 * @throws InputError when there is none of this name, files are no longer as they were before it, or somebody is at work
 */
export async function applyLeftover(repository: Repository, name: string, signal: AbortSignal) {
  const kept = await findLeftover(repository, name);
  if (kept.kind === 'file') {
    throw new InputError(
      `${kept.name} is one file that git ignores. Write it where it belongs: git show ${kept.ref} > FILE`,
    );
  }
  const operation = operationInProgress(repository);
  if (operation !== undefined) throw new InputError(`A ${operation} is in progress. Finish or abort it first.`);
  const lock = await lockRepository(repository.commonDir, `leftover ${kept.name}`, signal);
  if (lock.status === 'busy') throw new InputError(describeHolder(repository.commonDir, lock.holder));
  try {
    const paths = await withCamera(repository, (camera) => applyTo(repository, camera, kept));
    return { name: kept.name, ref: kept.ref, paths };
  } finally {
    await lock.release();
  }
}

async function applyTo({ root }: Repository, camera: WorkTreeCamera, kept: KeptLeftover): Promise<string[]> {
  const changes = await changesOf(camera, kept);
  const changed = new Set(changes.map(({ path }) => path));
  const now = await camera.take();
  const others = (await camera.compare(`${kept.object}^`, now)).map(({ path }) => path);
  const missing = await camera.compare(kept.object, now);
  const isMissing = new Set(missing.map(({ path }) => path));
  // A file that holds the work already is as good as one that waits for it.
  const inTheWay = others.filter((path) => changed.has(path) && isMissing.has(path));
  if (inTheWay.length > 0) {
    throw new InputError(
      `Nothing was changed: ${inTheWay.join(', ')} ${inTheWay.length === 1 ? 'is' : 'are'} no longer as before ${kept.name}. ` +
        `Take over by hand what you need: git diff ${kept.ref}^ ${kept.ref}`,
    );
  }
  const coming = missing.filter(({ path }) => changed.has(path));
  const added = new Set(changes.filter(({ change }) => change === 'A').map(({ path }) => path));
  const taken = await placesTaken(root, changed, coming, added);
  if (taken.length > 0) {
    throw new InputError(
      `Nothing was changed: ${taken.join(', ')} ${taken.length === 1 ? 'stands' : 'stand'} where files of ${kept.name} are to ` +
        'come. Move that away, then apply it again.',
    );
  }
  await camera.putBack(kept.object, coming);
  return [...changed];
}

/** Removes the leftover from the list. @returns what brings it back. @throws InputError when there is none of this name */
export async function removeLeftover(repository: Repository, name: string) {
  const kept = await findLeftover(repository, name);
  await dropLeftover(repository, kept);
  return { name: kept.name, ref: kept.ref, object: kept.object, undo: `git update-ref ${kept.ref} ${kept.object}` };
}

async function findLeftover(repository: Repository, name: string): Promise<KeptLeftover> {
  const all = await listLeftovers(repository);
  const found = all.find((kept) => kept.name === name || kept.ref === name);
  if (found !== undefined) return found;
  const names = all.map((kept) => kept.name);
  const known = names.length === 0 ? 'There are none.' : `There are: ${names.join(', ')}.`;
  throw new InputError(`There is no leftover "${name}". ${known}`);
}

async function changesOf(camera: WorkTreeCamera, { kind, object }: KeptLeftover): Promise<ChangedPath[]> {
  return kind === 'work' ? camera.compare(`${object}^`, object) : [];
}

/** A camera whose index lives in a folder of its own, as long as it is needed. */
async function withCamera<T>(repository: Repository, use: (camera: WorkTreeCamera) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(repository.gitDir, 'agent-toolkit-leftovers-'));
  try {
    return await use(new WorkTreeCamera(repository, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
