/** What has to be built to see what a change comes to. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { type Files, isBelow } from './files.ts';
import type { FluxKustomization } from './flux-kustomizations.ts';
import { affectedBy, type Kustomizations, resourceFilesOf, rootsAmong } from './kustomizations.ts';

export interface Build {
  readonly folder: string;
  /** The Flux Kustomization whose build it is; undefined for the folder as it stands. */
  readonly flux: FluxKustomization | undefined;
}

/** How a build is called in messages. */
export function buildName({ folder, flux }: Build): string {
  const place = folder === '' ? 'the root' : folder;
  return flux === undefined ? place : `${place} as Flux deploys it (${flux.name})`;
}

export interface State {
  readonly files: Files;
  readonly kustomizations: Kustomizations;
  readonly fluxes: readonly FluxKustomization[];
}

/**
 * The outermost kustomizations that the change concerns, and each folder that Flux deploys and that holds them, changed
 * manifests without a kustomization, or that is deployed in another way now.
 * @param manifests changed files that are manifests
 */
export function planBuilds(
  after: State,
  before: State,
  changed: readonly string[],
  manifests: readonly string[],
): Build[] {
  const affected = affectedBy(after.kustomizations, changed);
  const folders = new Set(affected.filter(({ isComponent }) => !isComponent).map(({ folder }) => folder));
  const roots = rootsAmong(affected).map(({ folder }) => folder);
  const deployed = after.fluxes.filter((flux) => {
    const { folder } = flux;
    if (
      after.kustomizations.has(folder)
        ? folders.has(folder)
        : [...folders, ...manifests].some((path) => isBelow(path, folder))
    ) {
      return true;
    }
    const was = before.fluxes.find(({ name }) => name === flux.name);
    return was === undefined || !isDeepStrictEqual([was.spec, was.variables], [flux.spec, flux.variables]);
  });
  const held = new Set(deployed.map(({ folder }) => folder));
  const plain = roots.filter((folder) => !held.has(folder));
  return [
    ...plain.map((folder) => ({ folder, flux: undefined })),
    ...deployed.map((flux) => ({ folder: flux.folder, flux })),
  ];
}

/** Whether the file's objects are among what the builds come to. */
export function isCovered(file: string, builds: readonly Build[], { kustomizations }: State): boolean {
  const roots = builds.flatMap(({ folder }) => kustomizations.get(folder) ?? []);
  if (resourceFilesOf(roots, kustomizations).has(file)) return true;
  return builds.some(({ folder, flux }) => flux !== undefined && !kustomizations.has(folder) && isBelow(file, folder));
}

/** Whether anybody deploys the file, as far as the repository tells. */
export function isDeployed(file: string, { kustomizations, fluxes }: State): boolean {
  if (fluxes.length === 0 || fluxes.some(({ folder }) => !kustomizations.has(folder) && isBelow(file, folder)))
    return true;
  return resourceFilesOf([...kustomizations.values()], kustomizations).has(file);
}
