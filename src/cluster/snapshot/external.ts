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

/** What follows from old failures: what was unwell before as well, and that of which nobody knows whether it would be well without them. */
export interface Followers {
  readonly old: readonly Failure[];
  readonly unsure: readonly Failure[];
}

/** These become unwell at a new attempt, by what was broken all the time. */
const attempts = /^(Kustomization|HelmRelease) /;

/**
 * Sorts the failures that follow from old ones. One of an object that came with the run, that was well before beside
 * the same trouble, or that is the task's, stays with the task.
 * @param following `consequencesOf` the old failures
 */
export function followersOf(
  following: readonly Failure[],
  before: Snapshot,
  { snapshot }: Pick<Taken, 'snapshot'>,
  isTasks: (state: ObjectState) => boolean,
): Followers {
  const then = new Map(before.objects.map((state) => [refText(state), state]));
  const now = new Map(snapshot.objects.map((state) => [refText(state), state]));
  const old: Failure[] = [];
  const unsure: Failure[] = [];
  for (const failure of following) {
    const [was, is] = [then.get(failure.object), now.get(failure.object)];
    if (is === undefined || attempts.test(failure.object)) unsure.push(failure);
    else if (was === undefined || was.verdict === 'healthy' || isTasks(is)) continue;
    else (isUnchanged(was, is) ? old : unsure).push(failure);
  }
  return { old, unsure };
}
