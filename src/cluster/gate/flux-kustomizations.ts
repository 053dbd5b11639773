/** Flux's own Kustomization objects: which folder each deploys, and what it does to it before and after the build. Pure. */
import { type Files, folderOf, foldersUpFrom, inFolder, isBelow, pathFrom } from './files.ts';
import { isKustomizationFile, type Kustomizations } from './kustomizations.ts';
import { isManifestFile, readManifests } from './manifests.ts';
import { isMapping, type Mapping, mappingsOf, readYaml } from './yaml.ts';

export interface FluxKustomization {
  /** `flux-system/apps`. */
  readonly name: string;
  /** The file that it stands in. */
  readonly file: string;
  /** The folder that it deploys, below the root. */
  readonly folder: string;
  /** Variables of its post-build substitution that are known; undefined where it has none. */
  readonly variables: ReadonlyMap<string, string> | undefined;
  /** Whether further variables come from where nobody can look: a Secret, or a ConfigMap that is not in the repository. */
  readonly hasUnknown: boolean;
  /** Whether it makes objects anew that cannot be changed. */
  readonly isForced: boolean;
  readonly spec: Mapping;
}

/** Those that deploy a folder of this repository. One without a path deploys all of it. */
export function readFluxKustomizations(files: Files): FluxKustomization[] {
  const folders = new Set([...files.paths].flatMap((path) => foldersUpFrom(folderOf(path))));
  const configMaps = lazily(() => configMapsIn(files));
  return [...files.texts].flatMap(([file, text]) => {
    if (!text.includes('kustomize.toolkit.fluxcd.io/') || !isManifestFile(file, files)) return [];
    return readManifests(file, text).manifests.flatMap(({ apiVersion, kind, object }): FluxKustomization[] => {
      const { spec, metadata } = object;
      if (kind !== 'Kustomization' || !apiVersion.startsWith('kustomize.toolkit.fluxcd.io/') || !isMapping(spec))
        return [];
      const folder = pathFrom('', String(spec['path'] ?? '.').replace(/^\/+/, ''));
      if (folder === undefined || !folders.has(folder)) return [];
      const namespace = metadata?.namespace ?? 'flux-system';
      const substitution = substitutionOf(spec, namespace, configMaps);
      return [
        {
          name: `${namespace}/${metadata?.name}`,
          file,
          folder,
          ...substitution,
          isForced: spec['force'] === true,
          spec,
        },
      ];
    });
  });
}

function substitutionOf(spec: Mapping, namespace: string, configMaps: () => ReadonlyMap<string, Mapping>) {
  const { postBuild } = spec;
  if (!isMapping(postBuild)) return { variables: undefined, hasUnknown: false };
  const variables = new Map<string, string>();
  let hasUnknown = false;
  const add = (values: unknown) => {
    for (const [name, value] of Object.entries(isMapping(values) ? values : {})) variables.set(name, String(value));
  };
  for (const { kind, name } of mappingsOf(postBuild['substituteFrom'])) {
    const found = kind === 'ConfigMap' ? configMaps().get(`${namespace}/${name}`) : undefined;
    if (found === undefined) hasUnknown = true;
    else add(found['data']);
  }
  // What is stated in place wins.
  add(postBuild['substitute']);
  const isEmpty = variables.size === 0 && !hasUnknown;
  return { variables: isEmpty ? undefined : variables, hasUnknown };
}

function configMapsIn(files: Files): ReadonlyMap<string, Mapping> {
  const found = new Map<string, Mapping>();
  for (const [file, text] of files.texts) {
    if (!/^[ \t]{0,2}kind:[ \t]*["']?ConfigMap\b/m.test(text) || !isManifestFile(file, files)) continue;
    for (const { kind, object } of readManifests(file, text).manifests) {
      const { namespace = 'flux-system', name } = object.metadata ?? {};
      if (kind === 'ConfigMap') found.set(`${namespace}/${name}`, object);
    }
  }
  return found;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What of the spec Flux writes into the kustomization before it builds: fluxcd/pkg/kustomize, Generator. */
export function changesBuild({ spec }: FluxKustomization): boolean {
  return ['targetNamespace', 'patches', 'images', 'components', 'namePrefix', 'nameSuffix'].some(
    (key) => spec[key] !== undefined,
  );
}

/** The kustomization.yaml that Flux builds; where the folder has none, all manifests below it are its resources. */
export function builtKustomization(flux: FluxKustomization, files: Files, all: Kustomizations): Mapping {
  const { spec, folder } = flux;
  const own = all.get(folder);
  const [written] = own === undefined ? [] : readYaml(files.texts.get(own.file) ?? '').values;
  const base: Mapping = isMapping(written) ? written : { resources: resourcesBelow(folder, files, all) };
  const list = (key: string) => (Array.isArray(base[key]) ? base[key] : []);
  const patches = mappingsOf(spec['patches']).map(({ patch, target }) => ({
    patch,
    ...(target === undefined ? {} : { target }),
  }));
  const joined = (key: string, more: readonly unknown[]) =>
    more.length === 0 ? {} : { [key]: [...list(key), ...more] };
  const replaced = mappingsOf(spec['images']);
  const images = [
    ...mappingsOf(base['images']).filter(({ name }) => !replaced.some((image) => image['name'] === name)),
    ...replaced,
  ];
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    ...base,
    ...(typeof spec['targetNamespace'] === 'string' ? { namespace: spec['targetNamespace'] } : {}),
    ...(typeof spec['namePrefix'] === 'string' ? { namePrefix: spec['namePrefix'] } : {}),
    ...(typeof spec['nameSuffix'] === 'string' ? { nameSuffix: spec['nameSuffix'] } : {}),
    ...joined('patches', patches),
    ...(images.length === 0 ? {} : { images }),
    ...joined('components', Array.isArray(spec['components']) ? spec['components'] : []),
  };
}

/** Folders with a kustomization of their own stand for all below them. */
function resourcesBelow(folder: string, files: Files, all: Kustomizations): string[] {
  const inner = [...all.keys()].filter((other) => other !== folder && isBelow(other, folder));
  const outer = inner.filter((one) => !inner.some((other) => other !== one && isBelow(one, other)));
  const loose = [...files.paths].filter(
    (path) =>
      isBelow(path, folder) &&
      !outer.some((one) => isBelow(path, one)) &&
      !isKustomizationFile(path) &&
      isManifestFile(path, files),
  );
  const start = inFolder(folder, '').length;
  return [...outer, ...loose].map((path) => path.slice(start)).sort();
}
