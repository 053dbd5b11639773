/** Which YAML files are Kubernetes manifests, and the objects in them. Pure. */
import type { KubeObject } from '../kube-object.ts';
import { refText } from '../kube-object.ts';
import { type Files, folderOf, foldersUpFrom, inFolder, isBelow } from './files.ts';
import { isMapping, type Mapping, readYaml } from './yaml.ts';

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly object: KubeObject & Mapping;
}

export interface ManifestReading {
  readonly manifests: readonly Manifest[];
  /** What is wrong with the file, one sentence each. */
  readonly problems: readonly string[];
}

/** Groups of objects that tools read on a person's machine; no cluster has them. */
const localGroups: ReadonlySet<string> = new Set(
  `kustomize.config.k8s.io kind.x-k8s.io kubeadm.k8s.io kubelet.config.k8s.io kubeproxy.config.k8s.io
  kubescheduler.config.k8s.io apiserver.config.k8s.io apiserver.k8s.io audit.k8s.io client.authentication.k8s.io
  k3d.io skaffold backstage.io ctlptl.dev config.kubernetes.io viaduct.ai builtin`.split(/\s+/),
);

/** `apps` of `apps/v1`; an empty text for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}

/** Whether the text has, at the left margin, what every manifest has. */
export function looksLikeManifest(text: string): boolean {
  return /^(?:- )?apiVersion:[ \t]*\S/m.test(text) && /^[ \t]{0,2}kind:[ \t]*\S/m.test(text);
}

/** Whether the file is a template of a Helm chart, which is no manifest before Helm has rendered it. */
export function isChartTemplate(path: string, { paths }: Pick<Files, 'paths'>): boolean {
  return foldersUpFrom(folderOf(path)).some(
    (folder) => isBelow(path, inFolder(folder, 'templates')) && paths.has(inFolder(folder, 'Chart.yaml')),
  );
}

/** Whether the file counts: YAML that looks like a manifest, and no template. */
export function isManifestFile(path: string, files: Files): boolean {
  if (!/\.ya?ml$/.test(path)) return false;
  return looksLikeManifest(files.texts.get(path) ?? '') && !isChartTemplate(path, files);
}

/** Reads the objects of a file, those of lists one by one. Objects that no cluster has (kustomize's own …) are left out. */
export function readManifests(path: string, text: string): ManifestReading {
  const { values, problem } = readYaml(text);
  if (problem !== undefined) return { manifests: [], problems: yamlProblems(path, text) };
  const manifests: Manifest[] = [];
  const problems: string[] = [];
  for (const value of values.flatMap(itemsOf)) {
    const lack = lackOf(value);
    if (lack === 'local') continue;
    if (lack !== undefined) problems.push(`${path}: ${lack}.`);
    else manifests.push(manifestOf(value as Mapping));
  }
  return { manifests, problems };
}

/** What makes the file no YAML. In a template of another tool that is nothing: nobody can tell what becomes of it. */
export function yamlProblems(path: string, text: string): string[] {
  const { problem } = readYaml(text);
  return problem === undefined || text.includes('{{') ? [] : [`${path} is no YAML: ${problem}.`];
}

/** A value that `lackOf` found complete. */
function manifestOf(value: Mapping): Manifest {
  return { apiVersion: String(value['apiVersion']), kind: String(value['kind']), object: value };
}

/** `kind: List` is its items. */
function itemsOf(value: unknown): unknown[] {
  if (!isMapping(value) || !Array.isArray(value['items']) || !/List$/.test(String(value['kind']))) return [value];
  return value['items'].flatMap(itemsOf);
}

function lackOf(value: unknown): string | undefined {
  if (!isMapping(value)) return 'a document is not a mapping with apiVersion, kind and metadata';
  const { apiVersion, kind, metadata } = value;
  if (typeof apiVersion !== 'string' || apiVersion === '') return `${named(value)} has no apiVersion`;
  if (localGroups.has(groupOf(apiVersion)) || (apiVersion === 'v1' && kind === 'Config')) return 'local';
  if (typeof kind !== 'string' || kind === '') return `${named(value)} has no kind`;
  const { name, generateName } = isMapping(metadata) ? metadata : {};
  const isNamed = [name, generateName].some((text) => typeof text === 'string' && text !== '');
  return isNamed ? undefined : `a ${kind} has no metadata.name`;
}

function named({ kind, metadata }: Mapping): string {
  const name = isMapping(metadata) ? metadata['name'] : undefined;
  return `${typeof kind === 'string' ? kind : 'a document'}${typeof name === 'string' ? ` ${name}` : ''}`;
}

/** `Deployment shop/web`. */
export function calledOf({ kind, object: { metadata } }: Manifest): string {
  return refText({ kind, namespace: metadata?.namespace ?? '', name: metadata?.name ?? metadata?.generateName ?? '' });
}

/** What tells one object from all others; the version of its group does not. */
export function identityOf(manifest: Manifest): string {
  return `${groupOf(manifest.apiVersion)} ${calledOf(manifest)}`;
}

/** Whether SOPS has encrypted values of it: they fit no schema, and nobody should send them anywhere. */
export function isEncrypted({ object }: Manifest): boolean {
  const { sops } = object;
  return isMapping(sops) && typeof sops['mac'] === 'string';
}
