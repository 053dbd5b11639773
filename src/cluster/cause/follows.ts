/** Which failures are the first of their chain, and which only follow from others. Pure. */
import type { Failure, Link } from '../verification.ts';
import { isPullReason } from './trouble.ts';

/** These say what is wrong with the object itself, whatever else has failed. */
const ownReasons =
  /^(FailedCreate|ReplicaFailure|Suspended|Terminating|NotObserved|PortWithoutEndpoints|NoLoadBalancerAddress|NoIngressAddress|BackendPortMissing|BuildFailed|PruneFailed|Drifted|OldRevision|RevisionUnknown|ReconcilePending)$/;
/** Helm gives one reason to what it could not render and to what did not become ready. */
const ownMessages =
  /error validating|execution error|parse error|unable to build kubernetes objects|don't meet the specifications/i;
/** `Deployment shop/web` or, as Flux writes it, `Deployment/shop/web`. */
const mention = /\b([A-Z][A-Za-z]+)[ /]([a-z0-9][a-z0-9.-]*\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)/g;
/** `its service web`: in the namespace of the object that says so. */
const ownService = /\bits service ([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)/g;

/** By object: the objects that its failures follow from in the end; itself where it is the first. */
export function rootsOf(failures: readonly Failure[], links: readonly Link[]): ReadonlyMap<string, readonly string[]> {
  const failing = new Set(failures.map(({ object }) => object));
  const below = belowEach(failures, links);
  const reached = new Map([...failing].map((object) => [object, failingBelow(object, failing, below)]));
  const isRoot = (object: string) => {
    const others = [...(reached.get(object) ?? [])];
    // Two that follow from each other: the first one that was told counts.
    return others.every((other) => reached.get(other)?.has(object) === true && isBefore(object, other, failing));
  };
  const roots = new Set([...failing].filter(isRoot));
  return new Map(
    [...failing].map((object) => {
      const own = [...(reached.get(object) ?? [])].filter((other) => roots.has(other));
      return [object, roots.has(object) || own.length === 0 ? [object] : own];
    }),
  );
}

/** Objects on which each object rests, by links and by what the failures say; none where its trouble is its own. */
function belowEach(failures: readonly Failure[], links: readonly Link[]): Map<string, Set<string>> {
  const own = new Set(failures.filter(hasOwnTrouble).map(({ object }) => object));
  const below = new Map<string, Set<string>>();
  const add = (object: string, other: string) => {
    if (own.has(object) || object === other) return;
    const known = below.get(object);
    if (known === undefined) below.set(object, new Set([other]));
    else known.add(other);
  };
  for (const { object, restsOn } of links) add(object, restsOn);
  for (const failure of failures) for (const other of mentionedBy(failure)) add(failure.object, other);
  return below;
}

function hasOwnTrouble({ check, reason, message }: Failure): boolean {
  // A pod rests on its images; one that has them and crashes does not do so because they are gone from the registry.
  if (check === 'Pod') return !isPullReason(reason);
  return ownReasons.test(reason) || ownMessages.test(message);
}

function mentionedBy({ object, message, reason }: Failure): string[] {
  const [, namespace] = /^\S+ ([^/ ]+)\//.exec(object) ?? [];
  const named = [...message.matchAll(mention)].map(([, kind, path]) => `${kind} ${path}`);
  if (namespace === undefined) return named;
  const services = [...message.matchAll(ownService)].map(([, name]) => `Service ${namespace}/${name}`);
  return [...named, ...services, ...(reason === 'NotFound' ? [`Namespace ${namespace}`] : [])];
}

/** All other failing objects that are reached from one, also through objects that are well. */
function failingBelow(
  start: string,
  failing: ReadonlySet<string>,
  below: ReadonlyMap<string, ReadonlySet<string>>,
): Set<string> {
  const seen = new Set([start]);
  for (const object of seen) for (const other of below.get(object) ?? []) seen.add(other);
  seen.delete(start);
  return new Set([...seen].filter((object) => failing.has(object)));
}

function isBefore(one: string, other: string, all: ReadonlySet<string>): boolean {
  for (const object of all) if (object === one || object === other) return object === one;
  return false;
}
