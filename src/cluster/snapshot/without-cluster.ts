/** The snapshot of a scope for which no cluster is looked at: what is asked besides is added to it. Pure. */
import { planOf } from '../plan.ts';
import type { Targeted } from '../resolve-target.ts';
import type { Taken } from './snapshot.ts';

export function withoutCluster(targeted: Targeted): Taken {
  const nothing = { unseenKinds: [], objects: [], warnings: [], flux: [], hasAllFlux: false, probes: [] };
  const snapshot = { at: Date.now(), context: '', server: '', scope: scopeText(targeted), ...nothing };
  return { snapshot, plan: planOf(targeted.target), podObjects: new Map(), gaps: [] };
}

/** What `verify:` states of the cluster. What is not stated may be known only later. */
export function scopeText({ scope, target }: Targeted): string {
  if (scope !== 'verify') return 'cluster';
  return ['verify:', ...[...target.namespaces, ...target.workloads, ...target.services].toSorted()].join(' ');
}
