/** The objects of the Kubernetes API of the tests, with the bookkeeping that a real API server does. */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { KubeObject, ObjectMeta, ObjectRef } from '../../src/cluster/kube-object.ts';
import type { Kind } from './kubernetes-kinds.ts';

/** An object as it is served. `kind`, `apiVersion` and the server's metadata are always there. */
export interface StoredObject extends KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta & {
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly creationTimestamp: string;
  };
}

export interface StoreEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly version: number;
  readonly object: StoredObject;
}

export class KubernetesStore {
  readonly #kinds: readonly Kind[];
  readonly #objects = new Map<string, StoredObject>();
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  #history: StoreEvent[] = [];
  #version = 1000;
  #forgottenBefore = 0;

  constructor(kinds: readonly Kind[]) {
    this.#kinds = kinds;
  }

  /** The newest resourceVersion. */
  get version(): number {
    return this.#version;
  }

  /**
   * Creates or replaces an object. uid and creationTimestamp stay, resourceVersion grows, generation grows with a
   * changed spec. A put that changes nothing is no event. The namespace is made where it is missing.
   */
  put(object: KubeObject): StoredObject {
    const kind = this.kindOf(object.kind ?? '');
    const name = object.metadata?.name;
    if (name === undefined) throw new Error(`A ${kind.kind} without metadata.name`);
    const namespace = kind.namespaced ? (object.metadata?.namespace ?? 'default') : undefined;
    const key = keyOf(kind.kind, namespace, name);
    const old = this.#objects.get(key);
    if (namespace !== undefined && !this.#objects.has(keyOf('Namespace', undefined, namespace))) {
      this.put({ kind: 'Namespace', metadata: { name: namespace }, status: { phase: 'Active' } as object });
    }
    const specChanged = old !== undefined && !isDeepStrictEqual(old.spec, object.spec);
    const metadata = {
      ...structuredClone(object.metadata),
      name,
      ...(namespace === undefined ? {} : { namespace }),
      uid: old?.metadata.uid ?? object.metadata?.uid ?? randomUUID(),
      creationTimestamp: old?.metadata.creationTimestamp ?? object.metadata?.creationTimestamp ?? timestamp(),
      generation: (old?.metadata.generation ?? object.metadata?.generation ?? 1) + (specChanged ? 1 : 0),
      resourceVersion: old?.metadata.resourceVersion ?? '',
    };
    const stored = { ...structuredClone(object), apiVersion: kind.apiVersion, kind: kind.kind, metadata };
    if (old !== undefined && isDeepStrictEqual(old, stored)) return old;
    metadata.resourceVersion = String(++this.#version);
    this.#objects.set(key, stored);
    this.#tell({ type: old === undefined ? 'ADDED' : 'MODIFIED', version: this.#version, object: stored });
    return stored;
  }

  /** Removes an object; undefined when it was not there. */
  remove(ref: ObjectRef): StoredObject | undefined {
    const kind = this.kindOf(ref.kind);
    const key = keyOf(kind.kind, kind.namespaced ? ref.namespace : undefined, ref.name);
    const old = this.#objects.get(key);
    if (old === undefined) return undefined;
    this.#objects.delete(key);
    const last = { ...old, metadata: { ...old.metadata, resourceVersion: String(++this.#version) } };
    this.#tell({ type: 'DELETED', version: this.#version, object: last });
    return last;
  }

  get(ref: ObjectRef): StoredObject | undefined {
    const kind = this.kindOf(ref.kind);
    return this.#objects.get(keyOf(kind.kind, kind.namespaced ? ref.namespace : undefined, ref.name));
  }

  /** Objects of a kind, by namespace and name as etcd has them. */
  list(kind: string, namespace?: string): StoredObject[] {
    const name = this.kindOf(kind).kind;
    return [...this.#objects.entries()]
      .filter(([, object]) => object.kind === name)
      .filter(([, { metadata }]) => namespace === undefined || metadata.namespace === namespace)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, object]) => object);
  }

  /** Events after a resourceVersion; undefined when they are no longer known (410 Gone). */
  eventsAfter(version: number): StoreEvent[] | undefined {
    if (version < this.#forgottenBefore) return undefined;
    return this.#history.filter((event) => event.version > version);
  }

  /** Forgets the history, as compaction does: watches from before now get 410. */
  compact(): void {
    this.#forgottenBefore = this.#version;
    this.#history = [];
  }

  /** Calls the listener for every change; returns how to stop. */
  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  kindOf(kind: string): Kind {
    const known = this.#kinds.find((candidate) => candidate.kind === kind);
    if (known === undefined) throw new Error(`The Kubernetes API of the tests does not serve the kind "${kind}"`);
    return known;
  }

  #tell(event: StoreEvent): void {
    this.#history.push(event);
    for (const listener of this.#listeners) listener(event);
  }
}

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}\0${namespace ?? ''}\0${name}`;
}

/** Now, to the second, as Kubernetes writes it. */
export function timestamp(date = new Date()): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
