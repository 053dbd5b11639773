/** Sorts the failures of a verification by how it was before the run, and by whose they are. Pure. */
import { consequencesOf } from '../cause/consequences.ts';
import { imageCheck } from '../registry/image-verdict.ts';
import type { Failure, Verification } from '../verification.ts';
import { followersOf, oldFailures, type Subject, statesOf, unknownBefore } from './external.ts';
import { isFluxKind } from './same-flux-trouble.ts';
import { isSameTrouble, isUnchanged } from './same-trouble.ts';
import type { Snapshot, Taken } from './snapshot.ts';

export interface SortedFailures {
  /** None of the task's: they were so before, and are not counted. */
  readonly old: ReadonlySet<Failure>;
  /** The same of what has to show what was pushed: until it does, nothing is verified. */
  readonly standing: ReadonlySet<Failure>;
  /** None of the task's: they follow from old ones, and nobody knows what they would be without. */
  readonly unsure: ReadonlySet<Failure>;
  /** The task's to mend, and not mended: they were so before, so this run did not break it. */
  readonly broken: ReadonlySet<Failure>;
  /** The task's, and nobody knows whether they were so before. */
  readonly unknown: ReadonlySet<Failure>;
  /** Objects that only wait for others, as they did before: they have a row and no failure. */
  readonly waiting: ReadonlySet<string>;
}

/** @param isTasks what the task is meant to change or repair stays its own */
export function sortFailures(
  { failures, links, checks, images = [], awaited = [] }: Verification,
  before: Snapshot,
  taken: Pick<Taken, 'snapshot' | 'podObjects'>,
  isTasks: (subject: Subject) => boolean,
): SortedFailures {
  const found = oldFailures(failures, before, taken);
  const isExternal = ({ subject }: { subject: Subject | undefined }) => subject !== undefined && !isTasks(subject);
  const external = found.filter(isExternal).map(({ failure }) => failure);
  const own = found.filter((one) => !isExternal(one) && one.isNoWorse).map(({ failure }) => failure);
  const arriving = new Set(awaited);
  const ofOthers = followersOf(consequencesOf(new Set(external), failures, links), before, taken, isTasks);
  const isSorted = (failure: Failure) => ofOthers.old.includes(failure) || ofOthers.unsure.includes(failure);
  const ofOwn = followersOf(
    consequencesOf(new Set([...external, ...own]), failures, links).filter((failure) => !isSorted(failure)),
    before,
    taken,
    () => false,
  );
  const old = new Set([...external.filter(({ object }) => !arriving.has(object)), ...ofOthers.old]);
  const broken = new Set([...own, ...ofOwn.old]);
  for (const image of failures.filter(({ check, scope }) => check === imageCheck && scope === 'task')) {
    if (before.probes.some(({ check, object }) => check === imageCheck && object === image.object)) continue;
    // Nobody stated it: it is looked up for the pods that use it, and fails with them.
    const pods = images.flatMap((used) => (used.image === image.object ? used.pods : []));
    const failing = failures.filter(({ object }) => pods.includes(object));
    if (failing.length === 0) continue;
    if (failing.every((failure) => old.has(failure))) old.add(image);
    else if (failing.every((failure) => old.has(failure) || broken.has(failure))) broken.add(image);
  }
  const sorted = new Set([...old, ...external, ...ofOthers.unsure, ...broken]);
  return {
    ...{ old, broken, unsure: new Set(ofOthers.unsure) },
    standing: new Set(external.filter(({ object }) => arriving.has(object))),
    unknown: new Set([...ofOwn.unsure, ...unknownBefore(failures, before)].filter((failure) => !sorted.has(failure))),
    waiting: waitingBefore({ checks, failures }, before, taken, isTasks, arriving),
  };
}

/** Flux objects that are only kept waiting, unchanged and in the same words as before. */
function waitingBefore(
  { checks, failures }: Pick<Verification, 'checks' | 'failures'>,
  before: Snapshot,
  { snapshot }: Pick<Taken, 'snapshot'>,
  isTasks: (subject: Subject) => boolean,
  arriving: ReadonlySet<string>,
): Set<string> {
  const told = new Set(failures.map(({ object }) => object));
  const [then, now] = [statesOf(before), statesOf(snapshot)];
  const rows = checks.filter(({ name, status, object }) => isFluxKind(name) && status === 'fail' && !told.has(object));
  const waiting = rows.filter(({ object }) => {
    const [was, is] = [then.get(object), now.get(object)];
    if (arriving.has(object) || was === undefined || is === undefined) return false;
    return isSameTrouble(was, is) && isUnchanged(was, is) && !isTasks(is);
  });
  return new Set(waiting.map(({ object }) => object));
}
