/** The rule of Namespace. Source: core/v1 API reference. */
import { conditionOf, type KubeObject } from '../kube-object.ts';
import { beforeKind } from './any-kind.ts';
import { type Health, healthy } from './health.ts';

export interface Namespace extends KubeObject {
  readonly status?: { readonly phase?: string };
}

/** What keeps a namespace from going away, as its conditions say. */
const obstacles = [
  'NamespaceDeletionDiscoveryFailure',
  'NamespaceDeletionGroupVersionParsingFailure',
  'NamespaceDeletionContentFailure',
  'NamespaceContentRemaining',
  'NamespaceFinalizersRemaining',
];

/** Active passes. One that goes away says what keeps it. */
export function namespaceHealth(namespace: Namespace): Health {
  const first = beforeKind(namespace, false);
  const isLeaving = first?.verdict === 'terminating' || namespace.status?.phase === 'Terminating';
  if (!isLeaving) return first ?? healthy(namespace.status?.phase ?? 'exists');
  const held = obstacles
    .map((type) => conditionOf(namespace, type))
    .filter((condition) => condition?.status === 'True')
    .map((condition) => condition?.message || condition?.type || '');
  return { verdict: 'terminating', reason: 'Terminating', message: ['is being deleted', ...held].join('; ') };
}
