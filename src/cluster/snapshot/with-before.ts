/** Compares a verification after a run with the state that was kept before it. Reads only. */
import { refText } from '../kube-object.ts';
import type { Plan } from '../plan.ts';
import type { Verification } from '../verification.ts';
import { changesBetween, withinPlan } from './compare.ts';
import type { Subject } from './external.ts';
import { probesOf } from './probes.ts';
import type { ObjectState, Snapshot, Taken } from './snapshot.ts';
import { sortFailures } from './sort-failures.ts';
import { type SnapshotRequest, takeSnapshot } from './take-snapshot.ts';
import { withChanges } from './with-changes.ts';
import { withoutCluster } from './without-cluster.ts';

export interface Before {
  readonly snapshot: Snapshot;
  /** What it was taken of. */
  readonly request: SnapshotRequest;
  /** Masks what is secret in a snapshot, as it was done with the one that was kept. */
  masked(snapshot: Snapshot): Snapshot;
  /**
   * Tells what the task is meant to change or repair, which stays its own however it was before. Asked where it matters.
   * @param plan of the verification
   */
  ownership(plan: Plan): Promise<(subject: Subject) => boolean>;
}

/**
 * The verification with what changed since then. One that did not take place is left as it is; where the cluster cannot be
 * looked at again, a warning says so.
 * @throws the signal's reason
 */
export async function withBefore(
  verification: Verification,
  { snapshot, request, masked, ownership }: Before,
  signal: AbortSignal,
): Promise<Verification> {
  if (verification.overall === 'blocked') return verification;
  const again = await takeSnapshot(request, signal);
  if (again.status === 'missed') return withWarning(verification, again.why);
  const seen = again.status === 'taken' ? again.taken : withoutCluster(request.targeted);
  // URLs and images were asked by the verification itself.
  const taken: Taken = {
    ...seen,
    snapshot: masked({ ...seen.snapshot, probes: probesOf(verification.checks, verification.failures) }),
  };
  if (!isComparable(snapshot, taken.snapshot)) {
    const why = 'The scope or the cluster is another one than before the run.';
    return withWarning(verification, again.status === 'taken' ? why : 'No cluster is configured any more.');
  }
  const isFailed = verification.failures.some(({ scope }) => scope === 'task');
  const isTasks = isFailed ? await ownership(taken.plan) : () => true;
  return withChanges(
    verification,
    changesBetween(withinPlan(snapshot, taken.plan), taken.snapshot, isMeant(verification, taken.plan, taken.snapshot)),
    sortFailures(verification, snapshot, taken, isTasks),
  );
}

/** Whether both are of the same objects of the same cluster. */
export function isComparable(one: Snapshot, other: Snapshot): boolean {
  return one.server === other.server && one.scope === other.scope;
}

/** The Flux objects that the verification has looked at, and those in its namespaces that are gone. */
function isMeant({ checks }: Verification, plan: Plan, { flux }: Snapshot): (state: ObjectState) => boolean {
  const looked = new Set(checks.map(({ object }) => object));
  const present = new Set(flux.map(refText));
  return (state) => {
    const text = refText(state);
    return looked.has(text) || (!present.has(text) && plan.namespaces.includes(state.namespace));
  };
}

function withWarning(verification: Verification, why: string): Verification {
  const text = `What changed since the run began is not known: ${why}`;
  return { ...verification, warnings: [...verification.warnings, text] };
}
