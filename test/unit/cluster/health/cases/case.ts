/** What a case is, and the parts that objects of all kinds are made of. */
import type { Known } from '../../../../../src/cluster/health/around.ts';
import type { Verdict } from '../../../../../src/cluster/health/health.ts';
import type { Condition, KubeObject } from '../../../../../src/cluster/kube-object.ts';

export interface Case {
  readonly name: string;
  readonly object: KubeObject;
  /** Other objects that are judged with it. */
  readonly related?: readonly KubeObject[];
  /** What is known beside the objects; a first look when left out. */
  readonly known?: Partial<Omit<Known, 'objects'>>;
  /** Verdict and reason. */
  readonly is: `${Verdict} ${string}`;
  /** A part of the message or of a note. */
  readonly says?: string;
}

/** When the objects are looked at. */
export const now = Date.parse('2026-01-31T12:00:00Z');

/** So many seconds before the look, as Kubernetes writes times. */
export function ago(seconds: number): string {
  return new Date(now - seconds * 1000).toISOString().replace('.000Z', 'Z');
}

export type Fields = Readonly<Record<string, unknown>>;

/** Metadata of an object in the namespace shop, an hour old, as the API server and controllers fill it. */
export function meta(name: string, more: Fields = {}): Fields {
  return {
    name,
    namespace: 'shop',
    uid: `6f1d2c3b-0000-4000-8000-${String(name.length).padStart(12, '0')}`,
    resourceVersion: '184467',
    creationTimestamp: ago(3600),
    ...more,
  };
}

/** The same for an object that belongs to no namespace. */
export function clusterMeta(name: string, more: Fields = {}): Fields {
  const { namespace: _, ...rest } = meta(name, more);
  return rest;
}

/** An object of any kind. */
export function object(apiVersion: string, kind: string, metadata: Fields, rest: Fields = {}): KubeObject {
  return { apiVersion, kind, metadata, ...rest } as KubeObject;
}

/** The owner that controls an object. */
export function ownedBy(apiVersion: string, kind: string, name: string): Fields {
  const owner = { apiVersion, kind, name, uid: `0d9e8f7a-0000-4000-8000-${kind.length}`, controller: true };
  return { ownerReferences: [{ ...owner, blockOwnerDeletion: true }] };
}

/** A condition that has had its status for ten minutes. */
export function condition(
  type: string,
  status: 'True' | 'False' | 'Unknown',
  reason = '',
  more: Fields = {},
): Condition {
  return { type, status, ...(reason === '' ? {} : { reason }), message: '', lastTransitionTime: ago(600), ...more };
}

/** Being deleted since a minute ago, as `kubectl delete` leaves it. */
export const deleted = { deletionTimestamp: ago(60), deletionGracePeriodSeconds: 30 };
