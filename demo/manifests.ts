/** From manifests in git to objects: as much of kustomize as the demo repository uses, and a plain error for the rest. */
import { posix } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubeObject } from '../src/cluster/kube-object.ts';

/** Text of files by path below the repository root. */
export type Files = ReadonlyMap<string, string>;

/** What a real controller would report as BuildFailed. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}

const clusterWide = new Set(['Namespace', 'Node']);
const understood = new Set(['apiVersion', 'kind', 'namespace', 'resources']);

/**
 * Builds a folder as `kustomize build` does; without a kustomization.yaml all manifests below it, as Flux does.
 * @throws BuildError naming the file
 */
export function build(files: Files, folder: string): KubeObject[] {
  const path = posix.normalize(folder).replace(/\/$/, '');
  const file = `${path}/kustomization.yaml`;
  const text = files.get(file);
  if (text === undefined) {
    const found = [...files.keys()].filter((name) => name.startsWith(`${path}/`) && /\.ya?ml$/.test(name)).sort();
    if (found.length === 0)
      throw new BuildError(`kustomization path not found: stat ${folder}: no such file or directory`);
    return found.flatMap((name) => objects(files, name));
  }
  const [kustomization] = documents(text, file) as [Record<string, unknown>?];
  const strange = Object.keys(kustomization ?? {}).filter((key) => !understood.has(key));
  if (strange.length > 0) {
    throw new BuildError(`${file}: the simulated cluster does not know ${strange.join(', ')}`);
  }
  const { resources = [], namespace } = (kustomization ?? {}) as { resources?: string[]; namespace?: string };
  const built = resources.flatMap((resource) => {
    const target = posix.join(path, resource);
    if (files.has(target)) return objects(files, target);
    if (files.has(`${target}/kustomization.yaml`)) return build(files, target);
    throw new BuildError(`${file}: accumulating resources: '${resource}' is neither a file nor a kustomization`);
  });
  return namespace === undefined ? built : built.map((object) => inNamespace(object, namespace));
}

function inNamespace(object: KubeObject, namespace: string): KubeObject {
  if (clusterWide.has(object.kind ?? '')) return object;
  return { ...object, metadata: { ...object.metadata, namespace } };
}

function objects(files: Files, file: string): KubeObject[] {
  return documents(files.get(file) ?? '', file).map((value) => {
    const object = value as KubeObject | undefined;
    if (object?.kind === undefined || object.metadata?.name === undefined) {
      throw new BuildError(`${file}: a manifest needs apiVersion, kind and metadata.name`);
    }
    return object;
  });
}

function documents(text: string, file: string): unknown[] {
  return [...parseAllDocuments(text)].flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new BuildError(`${file}: MalformedYAMLError: ${error.message.split('\n')[0]}`);
    const value: unknown = document.toJS();
    return value === null || value === undefined ? [] : [value];
  });
}
