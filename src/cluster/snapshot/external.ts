/** Failures of objects that were broken in the same way before the run, and that are none of the task's business. Pure. */
import { refText } from '../kube-object.ts';
import type { Failure } from '../verification.ts';
import { haveSameTrouble, isSameTrouble, isUnchanged } from './same-trouble.ts';
import type { ObjectState, Snapshot, Taken } from './snapshot.ts';

/** A failure that was so before, with the state of its object. */
export interface OldFailure {
  readonly failure: Failure;
  readonly state: ObjectState;
}

/** Failures of the task that were so before: the same object, unchanged, with the same trouble. */
export function oldFailures(
  failures: readonly Failure[],
  before: Snapshot,
  { snapshot, podObjects }: Taken,
): OldFailure[] {
  const then = new Map(before.objects.map((state) => [refText(state), state]));
  const now = new Map(snapshot.objects.map((state) => [refText(state), state]));
  return failures.flatMap((failure): OldFailure[] => {
    if (failure.scope !== 'task') return [];
    const owner = podObjects.get(failure.object);
    const [old, state] = [then.get(owner ?? failure.object), now.get(owner ?? failure.object)];
    if (old === undefined || state === undefined || !isUnchanged(old, state)) return [];
    const isOld =
      owner === undefined
        ? isSameTrouble(old, state)
        : haveSameTrouble(
            old.podReasons,
            state.podReasons.filter((reason) => isReasonOf(failure, reason)),
          );
    return isOld ? [{ failure, state }] : [];
  });
}

/** A pod that only waits is told as timed out. */
function isReasonOf({ reason }: Failure, podReason: string): boolean {
  return reason === 'TimedOut' || reason === podReason || haveSameTrouble([reason], [podReason]);
}
