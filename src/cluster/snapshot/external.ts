/** Failures of what was broken in the same way before the run, and what only follows from them. Pure. */
import { fluxNameOf, isFluxNamed } from '../flux/flux-scope.ts';
import { refText } from '../kube-object.ts';
import type { Failure } from '../verification.ts';
import { isProbed, isSameProbe, probeKey } from './probes.ts';
import { isFluxKind } from './same-flux-trouble.ts';
import { haveSameTrouble, isNoWorse, isSameTrouble, isUnchanged } from './same-trouble.ts';
import type { ObjectState, Probe, Snapshot, Taken } from './snapshot.ts';
import { isUnseenText } from './unseen.ts';

/** What a failure is about, as a snapshot has it. */
export type Subject = ObjectState | Probe;

/** A failure that was so before. */
export interface OldFailure {
  readonly failure: Failure;
  /** As it is now; undefined where somebody has changed since then what is asked for. */
  readonly subject: Subject | undefined;
  /** Whether as much of it is well as then. */
  readonly isNoWorse: boolean;
}

/** Failures of the task that were so before: the same object with the same trouble. */
export function oldFailures(
  failures: readonly Failure[],
  before: Snapshot,
  { snapshot, podObjects }: Pick<Taken, 'snapshot' | 'podObjects'>,
): OldFailure[] {
  const [then, now] = [statesOf(before), statesOf(snapshot)];
  const [probesThen, probesNow] = [probesIn(before), probesIn(snapshot)];
  return failures.flatMap((failure): OldFailure[] => {
    if (failure.scope !== 'task') return [];
    if (wasMissing(failure, before)) return [{ failure, subject: undefined, isNoWorse: true }];
    const key = probeKey(failure);
    const [probeThen, probeNow] = [probesThen.get(key), probesNow.get(key)];
    if (probeThen !== undefined && probeNow !== undefined) {
      return isSameProbe(probeThen, probeNow) ? [{ failure, subject: probeNow, isNoWorse: true }] : [];
    }
    const owner = podObjects.get(failure.object);
    const [old, state] = [then.get(owner ?? failure.object), now.get(owner ?? failure.object)];
    if (old === undefined || state === undefined) return [];
    const isOld =
      owner === undefined
        ? isSameTrouble(old, state)
        : haveSameTrouble(
            old.podReasons,
            state.podReasons.filter((reason) => isReasonOf(failure, reason)),
          );
    const subject = isUnchanged(old, state) ? state : undefined;
    return isOld ? [{ failure, subject, isNoWorse: isNoWorse(old, state) }] : [];
  });
}

/** Failures of the task of which nobody knows whether they were so before, since nobody could look. */
export function unknownBefore(failures: readonly Failure[], before: Snapshot): Failure[] {
  const known = new Set(before.flux.map(refText));
  const probes = probesIn(before);
  return failures.filter(({ check, object, scope }) => {
    if (scope !== 'task') return false;
    if (isProbed(check)) return (probes.get(probeKey({ check, object }))?.verdict ?? 'unknown') === 'unknown';
    if (isOfFlux(check)) return !before.hasAllFlux && !known.has(object);
    return isUnseenText(before, object);
  });
}

/** The objects of a snapshot, by what refText calls them. */
export function statesOf({ objects, flux }: Snapshot): Map<string, ObjectState> {
  return new Map([...objects, ...flux].map((state) => [refText(state), state]));
}

function probesIn({ probes }: Snapshot): Map<string, Probe> {
  return new Map(probes.map((probe) => [probeKey(probe), probe]));
}

/** What the scope names and no object has is told without a kind where none is written. */
function isOfFlux(check: string): boolean {
  return check === 'Flux' || isFluxKind(check);
}

/** A Flux object that the scope names and that was not there then either. */
function wasMissing({ check, object, reason }: Failure, { flux, hasAllFlux }: Snapshot): boolean {
  if (reason !== 'NotFound' || !isOfFlux(check) || !hasAllFlux) return false;
  const name = fluxNameOf(object);
  return name !== undefined && !flux.some((state) => isFluxNamed(name, state));
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
  isTasks: (subject: Subject) => boolean,
): Followers {
  const [then, now, probes] = [statesOf(before), statesOf(snapshot), probesIn(before)];
  const old: Failure[] = [];
  const unsure: Failure[] = [];
  for (const failure of following) {
    if (probes.get(probeKey(failure))?.verdict === 'healthy') continue;
    const [was, is] = [then.get(failure.object), now.get(failure.object)];
    if (is === undefined || attempts.test(failure.object)) unsure.push(failure);
    else if (was === undefined || was.verdict === 'healthy' || isTasks(is)) continue;
    else (isUnchanged(was, is) ? old : unsure).push(failure);
  }
  return { old, unsure };
}
