/** Compares the cluster after a run with the state that was kept before it. Reads only. */
import { consequencesOf } from '../cause/consequences.ts';
import type { Plan } from '../plan.ts';
import type { Verification } from '../verification.ts';
import { changesBetween, withinPlan } from './compare.ts';
import { followersOf, oldFailures } from './external.ts';
import type { ObjectState, Snapshot } from './snapshot.ts';
import { type SnapshotRequest, takeSnapshot } from './take-snapshot.ts';
import { withChanges } from './with-changes.ts';

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
  ownership(plan: Plan): Promise<(state: ObjectState) => boolean>;
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
  const why = again.status === 'missed' ? again.why : 'No cluster is configured any more.';
  if (again.status !== 'taken') return withWarning(verification, why);
  const { taken } = again;
  if (!isComparable(snapshot, taken.snapshot)) {
    return withWarning(verification, 'The scope or the cluster is another one than before the run.');
  }
  const old = oldFailures(verification.failures, snapshot, taken);
  const isTasks = old.length === 0 ? () => true : await ownership(taken.plan);
  const external = old.filter(({ state }) => !isTasks(state)).map(({ failure }) => failure);
  const following = consequencesOf(new Set(external), verification.failures, verification.links);
  const followers = followersOf(following, snapshot, taken, isTasks);
  return withChanges(
    verification,
    changesBetween(withinPlan(snapshot, taken.plan), masked(taken.snapshot)),
    new Set([...external, ...followers.old]),
    new Set(followers.unsure),
  );
}

/** Whether both are of the same objects of the same cluster. */
export function isComparable(one: Snapshot, other: Snapshot): boolean {
  return one.server === other.server && one.scope === other.scope;
}

function withWarning(verification: Verification, why: string): Verification {
  const text = `What changed since the run began is not known: ${why}`;
  return { ...verification, warnings: [...verification.warnings, text] };
}
