/** The manifests that changed files are deployed together with. Pure. */
import type { State } from '../gate/build-plan.ts';
import { folderOf, foldersUpFrom, isBelow } from '../gate/files.ts';
import { resourceFilesOf } from '../gate/kustomizations.ts';

/**
 * Rather too many than too few: all of the nearest kustomization, and of each that names a changed file, with what they take
 * from elsewhere, since the change may be one of a generator's, a patch's or a value's. Without a kustomization, the
 * manifests beside it.
 * @param changed paths below the root
 */
export function deployedWith({ files, kustomizations }: State, changed: readonly string[]): string[] {
  const found = new Set<string>();
  for (const path of changed) {
    const nearest = foldersUpFrom(folderOf(path)).find((folder) => kustomizations.has(folder));
    const units = [...kustomizations.values()].filter(
      ({ folder, references }) => folder === nearest || references.some((reference) => reference.path === path),
    );
    const isBeside = (file: string) => units.length === 0 && /\.ya?ml$/.test(path) && folderOf(file) === folderOf(path);
    for (const file of files.paths) {
      if (isBeside(file) || units.some(({ folder }) => isBelow(file, folder))) found.add(file);
    }
    for (const file of resourceFilesOf(units, kustomizations)) found.add(file);
  }
  return [...found];
}
