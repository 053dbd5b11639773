/** The texts that tell what git cannot take back: of the files that a rollback changes, and of Flux's Kustomizations. */
import { readBlobs } from '../../git/blobs.ts';
import { gitResult } from '../../git/git-result.ts';
import type { Repository } from '../../git/repository.ts';
import type { TreeEntry } from '../../git/tree-entries.ts';
import type { ChangedFile } from './by-hand.ts';
import { objectsOf } from './manifest-objects.ts';
import { type Applier, appliersAmong } from './pruning.ts';

/** Manifests are smaller, in bytes; what is cut would be read wrongly. */
const largest = 2_000_000;

/** @param now entries of the branch as it is @param changes entries as they will be, where they are others */
export async function changedFiles(
  repository: Repository,
  now: ReadonlyMap<string, TreeEntry>,
  changes: ReadonlyMap<string, TreeEntry | undefined>,
): Promise<ChangedFile[]> {
  const sides = [...changes].map(([path, after]) => ({ path, before: now.get(path)?.object, after: after?.object }));
  const objects = sides.flatMap(({ before, after }) => [before, after].filter((object) => object !== undefined));
  const blobs = await readBlobs(repository, objects, largest);
  const textOf = (object: string | undefined) => {
    const blob = object === undefined ? undefined : blobs.get(object);
    return blob === undefined || blob.size > largest ? undefined : blob.bytes.toString('utf8');
  };
  return sides.map(({ path, before, after }) => ({ path, before: textOf(before), after: textOf(after) }));
}

/** The Kustomizations of Flux in a commit. */
export async function appliersIn(repository: Repository, commit: string): Promise<Applier[]> {
  const find = ['grep', '--files-with-matches', '-z', '--fixed-strings', '-e', 'kustomize.toolkit.fluxcd.io/', commit];
  // Exit code 1 is: nowhere.
  const names = (await gitResult(repository.root, find)).stdout.split('\0').filter((name) => name !== '');
  const blobs = await readBlobs(repository, names, largest);
  return names.flatMap((name) =>
    appliersAmong(objectsOf(name.slice(commit.length + 1), blobs.get(name)?.bytes.toString('utf8'))),
  );
}
