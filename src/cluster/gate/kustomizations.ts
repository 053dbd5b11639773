/** The kustomizations of a repository, what each refers to, and which of them a change concerns. Pure. */
import { type Files, folderOf, foldersUpFrom, isBelow, pathFrom } from './files.ts';
import { isMapping, type Mapping, mappingsOf, readYaml, textsOf } from './yaml.ts';

export interface Reference {
  /** As the kustomization has it. */
  readonly written: string;
  /** Path below the root; undefined when it leads out of the repository. */
  readonly path: string | undefined;
  /** resources: of manifests or of another kustomization; patch: a part of an object; data: any other file. */
  readonly sort: 'resources' | 'patch' | 'data';
}

export interface Kustomization {
  /** Its folder below the root. */
  readonly folder: string;
  readonly file: string;
  /** `kind: Component`, which is no build of its own. */
  readonly isComponent: boolean;
  readonly references: readonly Reference[];
  /** What it sets as the namespace of all objects. */
  readonly namespace: string | undefined;
  /** Why it cannot be read. */
  readonly problem: string | undefined;
}

export type Kustomizations = ReadonlyMap<string, Kustomization>;

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
const names: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Whether a path is that of a kustomization, by its name. */
export function isKustomizationFile(path: string): boolean {
  return names.some((name) => path === name || path.endsWith(`/${name}`));
}

/** All of them, by folder. */
export function readKustomizations(files: Files): Kustomizations {
  const found = new Map<string, Kustomization>();
  for (const path of files.paths) {
    if (!isKustomizationFile(path)) continue;
    const folder = folderOf(path);
    found.set(folder, readKustomization(folder, path, files.texts.get(path) ?? ''));
  }
  return found;
}

function readKustomization(folder: string, file: string, text: string): Kustomization {
  const { values, problem } = readYaml(text);
  const value = isMapping(values[0]) ? values[0] : {};
  const namespace = typeof value['namespace'] === 'string' ? value['namespace'] : undefined;
  const wrong = problem === undefined ? undefined : `${file} is no YAML: ${problem}.`;
  return {
    folder,
    file,
    isComponent: value['kind'] === 'Component',
    references: referencesOf(folder, value),
    namespace,
    problem: wrong,
  };
}

function referencesOf(folder: string, value: Mapping): Reference[] {
  const refer = (sort: Reference['sort'], ...written: readonly unknown[]): Reference[] =>
    written.flatMap((text) => {
      // What is written in place has lines, or is a mapping.
      if (typeof text !== 'string' || text === '' || text.includes('\n') || isRemote(text)) return [];
      return [{ written: text, path: pathFrom(folder, text), sort }];
    });
  const pathsOf = (field: string, key: string) => mappingsOf(value[field]).map((item) => item[key]);
  const generators = ['configMapGenerator', 'secretGenerator'].flatMap((field) => mappingsOf(value[field]));
  const files = generators.flatMap(({ files: list, envs, env }) => [
    ...textsOf(list).map(fileOf),
    ...textsOf(envs),
    env,
  ]);
  const openapi = isMapping(value['openapi']) ? value['openapi']['path'] : undefined;
  return [
    ...refer('resources', ...['resources', 'bases', 'components'].flatMap((field) => textsOf(value[field]))),
    ...refer('patch', ...textsOf(value['patchesStrategicMerge'])),
    ...refer('patch', ...pathsOf('patches', 'path'), ...pathsOf('patchesJson6902', 'path')),
    ...refer(
      'data',
      ...['crds', 'configurations', 'generators', 'transformers', 'validators'].flatMap((field) =>
        textsOf(value[field]),
      ),
    ),
    ...refer('data', ...pathsOf('replacements', 'path'), ...files, openapi, ...pathsOf('helmCharts', 'valuesFile')),
  ];
}

/** `key=path` of a generator. */
function fileOf(written: string): string {
  return written.includes('=') ? written.slice(written.indexOf('=') + 1) : written;
}

/** A repository or file elsewhere: https://github.com/kubernetes-sigs/kustomize/blob/master/examples/remoteBuild.md */
function isRemote(written: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/|^git@|^git::|^[\w-]+(?:\.[\w-]+)+\/[^/]+\/[^/]+|[?&]ref=/i.test(written);
}

/** What it refers to and is not there, one sentence each. */
export function missingOf({ file, references }: Kustomization, files: Files, all: Kustomizations): string[] {
  return references.flatMap(({ written, path, sort }) => {
    if (path === undefined) return []; // out of the repository: nobody can tell
    if (files.paths.has(path) || (sort !== 'patch' && all.has(path))) return [];
    const isFolder = path === '' || [...files.paths].some((one) => isBelow(one, path));
    return [`${file} names ${written}, which is ${isFolder ? 'a folder without a kustomization.yaml' : 'not there'}.`];
  });
}

/** Those that refer to one of the paths, or lie above one that nobody refers to, and those that refer to these. */
export function affectedBy(all: Kustomizations, changed: readonly string[]): Kustomization[] {
  const wanted = new Set(changed);
  const referred = new Set([...all.values()].flatMap(({ references }) => references.map(({ path }) => path)));
  const affected = new Map<string, Kustomization>();
  for (const path of changed) {
    if (referred.has(path) || !/\.ya?ml$/.test(path)) continue;
    const nearest = foldersUpFrom(folderOf(path)).find((folder) => all.has(folder));
    const kustomization = nearest === undefined ? undefined : all.get(nearest);
    if (kustomization !== undefined) affected.set(kustomization.folder, kustomization);
  }
  for (let size = -1; size !== affected.size; ) {
    size = affected.size;
    for (const kustomization of all.values()) {
      const { file, folder, references } = kustomization;
      const concerns = references.some(({ path }) => path !== undefined && (wanted.has(path) || affected.has(path)));
      if (concerns || wanted.has(file)) affected.set(folder, kustomization);
    }
  }
  return [...affected.values()];
}

/** Those that no other of them holds: building these builds all. Components are only ever a part. */
export function rootsAmong(affected: readonly Kustomization[]): Kustomization[] {
  const held = new Set(affected.flatMap(({ references }) => references.map(({ path }) => path)));
  return affected.filter(({ folder, isComponent }) => !isComponent && !held.has(folder));
}

/** Files that these and all that they hold take as manifests. */
export function resourceFilesOf(roots: readonly Kustomization[], all: Kustomizations): ReadonlySet<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const visit = ({ folder, references }: Kustomization): void => {
    if (seen.has(folder)) return;
    seen.add(folder);
    for (const { path, sort } of references) {
      const inner = path === undefined ? undefined : all.get(path);
      if (inner !== undefined) visit(inner);
      else if (path !== undefined && sort === 'resources') files.add(path);
    }
  };
  for (const root of roots) visit(root);
  return files;
}

/** Whether a kustomization takes the file as something else than a manifest. */
export function isPart(all: Kustomizations, file: string): boolean {
  return [...all.values()].some(({ references }) =>
    references.some(({ path, sort }) => path === file && sort !== 'resources'),
  );
}

/** Where a manifest lies beside a kustomization that does not name it, that kustomization's file. */
export function overlooking(all: Kustomizations, file: string): string | undefined {
  const referred = [...all.values()].some(({ references }) => references.some(({ path }) => path === file));
  const beside = all.get(folderOf(file));
  return referred ? undefined : beside?.file;
}
