/** The manifests that files of the repository are, are a part of, or bring along. Pure. */
import type { State } from '../gate/build-plan.ts';
import { folderOf, foldersUpFrom, inFolder, pathFrom } from '../gate/files.ts';
import { isKustomizationFile } from '../gate/kustomizations.ts';
import { isManifestFile, readManifests } from '../gate/manifests.ts';
import { isMapping } from '../gate/yaml.ts';
import { deployedWith } from './deployed-with.ts';
import { filesOf } from './named-places.ts';

/** What a new file in the folder would be deployed with: its kustomization, or the manifests beside it. */
export function besides(folder: string, { files, kustomizations }: State): string[] {
  const nearest = foldersUpFrom(folder).find((one) => kustomizations.has(one));
  const file = nearest === undefined ? undefined : kustomizations.get(nearest)?.file;
  return file === undefined ? filesOf(folder, files) : [file];
}

/** @param start files: a Kustomization of Flux among what they are brings the folder that it deploys */
export function reachedManifests(start: readonly string[], state: State): string[] {
  const { files, fluxes } = state;
  const isManifest = (file: string) => !isKustomizationFile(file) && isManifestFile(file, files);
  const found = new Set<string>();
  const seen = new Set<string>();
  for (let next = [...start]; next.length > 0; ) {
    const fresh = next.filter((file) => !seen.has(file));
    for (const file of fresh) seen.add(file);
    const others = fresh.filter((file) => !isManifest(file) && isPartOfDeployment(file, state));
    const more = [...fresh.filter(isManifest), ...deployedWith(state, others).filter(isManifest)];
    for (const file of more) found.add(file);
    const brought = fluxes.filter((flux) => more.includes(flux.file)).flatMap((flux) => filesOf(flux.folder, files));
    next = [...brought, ...releasesOfCharts(fresh, state)].filter((file) => !seen.has(file));
  }
  return [...found].sort();
}

/** Documents and programs beside manifests are none. */
function isPartOfDeployment(file: string, { kustomizations }: State): boolean {
  if (isKustomizationFile(file)) return true;
  return [...kustomizations.values()].some(({ references }) => references.some(({ path }) => path === file));
}

/** Files with the HelmReleases of the charts, in this repository, that the files belong to. */
function releasesOfCharts(changed: readonly string[], { files }: State): string[] {
  const charts = new Set(
    changed.flatMap((file) =>
      foldersUpFrom(folderOf(file)).filter((folder) => files.paths.has(inFolder(folder, 'Chart.yaml'))),
    ),
  );
  if (charts.size === 0) return [];
  return [...files.texts].flatMap(([file, text]) => {
    if (!text.includes('HelmRelease') || !isManifestFile(file, files)) return [];
    const uses = readManifests(file, text).manifests.some(({ kind, object }) => {
      const chart = kind === 'HelmRelease' && isMapping(object['spec']) ? object['spec']['chart'] : undefined;
      const spec = isMapping(chart) ? chart['spec'] : undefined;
      const path = isMapping(spec) && typeof spec['chart'] === 'string' ? pathFrom('', spec['chart']) : undefined;
      return path !== undefined && charts.has(path);
    });
    return uses ? [file] : [];
  });
}
