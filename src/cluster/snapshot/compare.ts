/** What is another between two snapshots of the same scope. Pure. */
import { type ObjectRef, refText } from '../kube-object.ts';
import { isNamed, needsCluster, type Plan } from '../plan.ts';
import type { Change } from './change.ts';
import { probeChanges } from './probe-changes.ts';
import type { ObjectState, Snapshot } from './snapshot.ts';
import { isUnseenText } from './unseen.ts';
import { groupKey } from './warning-groups.ts';

/** Changes that are told one by one. */
const most = 100;

/**
 * Objects in the order of the later snapshot, then those that went; Flux objects alike, of those that are meant; URLs and
 * images that were looked at both times; new warnings. No more than a hundred.
 */
export function changesBetween(
  before: Snapshot,
  after: Snapshot,
  isMeant: (flux: ObjectState) => boolean = () => true,
): Change[] {
  const flux = objectChanges(before.flux.filter(isMeant), after.flux.filter(isMeant)).filter(
    ({ what }) => what !== 'existence' || (before.hasAllFlux && after.hasAllFlux),
  );
  const known = new Set(before.warnings.map(groupKey));
  const changes: Change[] = [
    ...objectChanges(before.objects, after.objects).filter(
      ({ what, object }) => what !== 'existence' || ![before, after].some((one) => isUnseenText(one, object)),
    ),
    ...flux,
    ...probeChanges(before.probes, after.probes),
    ...after.warnings
      .filter((warning) => !known.has(groupKey(warning)))
      .map((warning): Change => {
        const { object, reason, message, count } = warning;
        return {
          object,
          what: 'warning',
          before: null,
          after: `${reason}: ${message}${count > 1 ? ` (${count} times)` : ''}`,
        };
      }),
  ];
  return changes.slice(0, most);
}

/**
 * What of a snapshot a plan means. What belongs to a task may be known only when its commits are there: the state before
 * is then one of the whole cluster.
 */
export function withinPlan(snapshot: Snapshot, plan: Plan): Snapshot {
  if (!needsCluster(plan)) return snapshot;
  const isMeant = (ref: ObjectRef) =>
    plan.namespaces.includes(ref.namespace) || plan.named.some((wanted) => isNamed(plan, wanted, ref));
  const meant = new Set(snapshot.objects.filter(isMeant).map(refText));
  const isWithin = (text: string) =>
    meant.has(text) || plan.namespaces.some((namespace) => text.includes(` ${namespace}/`));
  return {
    ...snapshot,
    objects: snapshot.objects.filter(isMeant),
    warnings: snapshot.warnings.filter(({ object }) => isWithin(object)),
  };
}

function objectChanges(before: readonly ObjectState[], after: readonly ObjectState[]): Change[] {
  const [then, now] = [presentOf(before), presentOf(after)];
  return [
    ...[...now].flatMap(([text, state]) => changesOf(text, then.get(text), state)),
    ...[...then]
      .filter(([text]) => !now.has(text))
      .map(([text, state]): Change => {
        return { object: text, what: 'existence', before: healthText(state), after: null };
      }),
  ];
}

/** What is only named and does not exist is not there. */
function presentOf(objects: readonly ObjectState[]): Map<string, ObjectState> {
  return new Map(objects.filter(({ reason }) => reason !== 'NotFound').map((state) => [refText(state), state]));
}

function changesOf(object: string, then: ObjectState | undefined, now: ObjectState): Change[] {
  if (then === undefined) return [{ object, what: 'existence', before: null, after: healthText(now) }];
  const sides = (what: Change['what'], text: (state: ObjectState) => string | null): Change[] => {
    const [before, after] = [text(then), text(now)];
    return before === after ? [] : [{ object, what, before, after }];
  };
  return [
    ...sides('health', healthText),
    ...imageChange(object, then, now),
    ...sides('revision', ({ revision }) => revision ?? null),
    ...sides('replicas', (state) => replicasText(state, then.desired !== undefined && now.desired !== undefined)),
    // Fewer only says that pods are new.
    ...(now.restarts > then.restarts ? sides('restarts', ({ restarts }) => String(restarts)) : []),
  ];
}

function healthText({ verdict, reason }: ObjectState): string {
  return verdict === 'healthy' || verdict === reason.toLowerCase() ? verdict : `${verdict} (${reason})`;
}

/** @param isComplete how many are wanted is known of both sides */
function replicasText({ ready, desired }: ObjectState, isComplete: boolean): string | null {
  if (ready === undefined) return null;
  return isComplete ? `${ready} of ${desired} ready` : `${ready} ready`;
}

/** Other images, or the same ones pulled anew under their tags. A digest that is not known yet is no change. */
function imageChange(object: string, then: ObjectState, now: ObjectState): Change[] {
  const names = ({ images }: ObjectState) => [...new Set(images.map(({ image }) => image))];
  const [before, after] = [names(then).join(', '), names(now).join(', ')];
  if (before !== after) return [{ object, what: 'images', before: before || null, after: after || null }];
  return names(now).flatMap((image): Change[] => {
    const [old, fresh] = [digestsOf(then, image), digestsOf(now, image)];
    if (old.length === 0 || fresh.every((digest) => old.includes(digest))) return [];
    const text = (digests: readonly string[]) => digests.map((digest) => `${image}@${digest.slice(0, 19)}`).join(', ');
    return [{ object, what: 'images', before: text(old), after: text(fresh) }];
  });
}

function digestsOf({ images }: ObjectState, image: string): string[] {
  return images.flatMap((one) => (one.image === image && one.digest !== undefined ? [one.digest] : []));
}
