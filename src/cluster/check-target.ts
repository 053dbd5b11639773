/** What of the cluster belongs to a task: what it states, else what its commits touched, else what its text names. Pure. */

import type { Touched, TouchedObject } from './changes/touched.ts';
import { groupKind } from './group-kind.ts';
import { mentionedNamespaces } from './mentioned-namespaces.ts';
import { mentionedObjects } from './mentioned-objects.ts';
import { workloadResource } from './resource.ts';

/** What `verify:` of the task or of the repository lists; all lists may be empty. */
export interface StatedScope {
  readonly namespaces: readonly string[];
  readonly workloads: readonly string[];
  readonly services: readonly string[];
  readonly urls: readonly string[];
  readonly commands: readonly string[];
  readonly images?: readonly string[];
  readonly flux?: readonly string[];
}

/** Where the scope comes from; `cluster`: nothing is stated, touched or named, so that the whole cluster is looked at. */
export type ScopeSource = 'none' | 'verify' | 'commits' | 'text' | 'cluster';

export interface Target {
  /** Everything in these belongs to the task, and they must be there. */
  readonly namespaces: readonly string[];
  /** The same where the cluster has them; of one that it does not have, that is told. */
  readonly candidates: readonly string[];
  /** The same, and nothing is told: words of a text, some of which are no namespaces. */
  readonly words: readonly string[];
  /** `kind/name` or `namespace/kind/name`. */
  readonly workloads: readonly string[];
  /** `name` or `namespace/name`. */
  readonly services: readonly string[];
  readonly urls: readonly string[];
  /** Whether workloads and services may be missing: commits that were not pushed made them, or a text may mean others. */
  readonly mayLack: boolean;
}

export interface TargetReading {
  readonly scope: ScopeSource;
  /** One sentence on what belongs to the task. */
  readonly about: string;
  readonly target: Target;
}

export const emptyTarget: Target = {
  namespaces: [],
  candidates: [],
  words: [],
  workloads: [],
  services: [],
  urls: [],
  mayLack: false,
};

/** Reads the scope of a task. */
export function targetOf(stated: StatedScope | undefined, touched: Touched | undefined, text: string): TargetReading {
  if (stated !== undefined) return statedTarget(stated);
  const ofCommits = touched === undefined ? emptyTarget : touchedTarget(touched);
  const places = [...ofCommits.namespaces, ...ofCommits.candidates];
  const named = [...ofCommits.workloads, ...ofCommits.services];
  if (places.length + named.length > 0) {
    const where = places.length === 0 ? named.join(', ') : `everything in ${places.join(', ')}`;
    return { scope: 'commits', about: `The commits of the task touched the scope: ${where}.`, target: ofCommits };
  }
  const { certain, possible } = mentionedNamespaces(text);
  const found = [...certain, ...possible];
  if (found.length > 0) {
    // Objects by themselves are too often folders, or of another namespace.
    const target = { ...emptyTarget, candidates: certain, words: possible, ...mentionedObjects(text), mayLack: true };
    const about = `The text names namespaces; those that the cluster has are the scope: ${found.join(', ')}.`;
    return { scope: 'text', about, target };
  }
  const about = 'Nothing is stated, touched or named: the whole cluster, and its problems are warnings.';
  return { scope: 'cluster', about, target: emptyTarget };
}

function statedTarget({ namespaces, workloads, services, urls }: StatedScope): TargetReading {
  const where = namespaces.length === 0 ? 'what it names' : `everything in ${namespaces.join(', ')}, and what it names`;
  const target = { ...emptyTarget, namespaces, workloads, services, urls };
  return { scope: 'verify', about: `verify: states the scope: ${where}.`, target };
}

function touchedTarget({ objects, isPushed }: Touched): Target {
  const made = objects.filter(({ kind, apiVersion }) => kind === 'Namespace' && apiVersion === 'v1');
  const makes = new Set(isPushed ? made.map(({ name }) => name) : []);
  const places = [
    ...made.map(({ name }) => name),
    ...objects.flatMap(({ namespace, targetNamespace }) => [namespace, targetNamespace]),
  ];
  const all = [...new Set(places.filter((place) => place !== undefined))];
  const kept = objects.filter(({ isFleeting }) => isFleeting !== true);
  return {
    ...emptyTarget,
    namespaces: all.filter((place) => makes.has(place)),
    candidates: all.filter((place) => !makes.has(place)),
    workloads: unique(kept.filter(isWorkload).map((object) => placed(object, `${object.kind}/${object.name}`))),
    services: unique(kept.filter(isService).map((object) => placed(object, object.name))),
    mayLack: !isPushed,
  };
}

function isWorkload({ kind, apiVersion }: TouchedObject): boolean {
  const resource = workloadResource(kind);
  return resource !== undefined && groupKind(kind, apiVersion) === groupKind(resource.kind, resource.apiVersion);
}

function isService({ kind, apiVersion }: TouchedObject): boolean {
  return kind === 'Service' && apiVersion === 'v1';
}

function placed({ namespace }: TouchedObject, written: string): string {
  return namespace === undefined ? written : `${namespace}/${written}`;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
