/** The failures of a verification by root cause: ten pods that lack one image, their Service and its URL are one. Pure. */
import { createHash } from 'node:crypto';
import type { Failure, Link, Verification } from '../verification.ts';
import type { Cause, Group } from './cause.ts';
import { rootsOf } from './follows.ts';
import { imagesOutOfReach, troubleOf } from './trouble.ts';
import { causeOfUrl, isBackendTrouble } from './url-cause.ts';

const workload = /^(Deployment|StatefulSet|DaemonSet|ReplicaSet|Job) /;

/**
 * One cause for each distinct trouble, those of the task before external ones, those that explain more first. Every
 * failure stands in at least one of them.
 */
export function causesOf({
  failures,
  links = [],
  context = '',
}: Pick<Verification, 'failures' | 'links'> & { readonly context?: string | undefined }): Cause[] {
  const owners = ownersOf(links);
  const groups = groupsOf(failures, links);
  const causes = groups.map((group) => causeOf(group, owners, context));
  const rank = ({ scope }: Cause) => (scope === 'task' ? 0 : 1);
  return causes.toSorted((a, b) => rank(a) - rank(b) || b.explains.length - a.explains.length);
}

/** The failures by trouble: those that are the first of their chain, and what follows from them. Each stands in at least one group. */
export function groupsOf(failures: readonly Failure[], links: readonly Link[]): Group[] {
  const owners = ownersOf(links);
  const urls = failures.filter(isBackendTrouble);
  const others = failures.filter((failure) => !urls.includes(failure));
  const roots = rootsOf(others, links);
  const unreached = imagesOutOfReach(others);
  const groups = new Map<string, Group>();
  const groupOf = (failure: Failure): Group => {
    const trouble = troubleOf(failure, owners.get(failure.object) ?? failure.object, unreached);
    const group = groups.get(trouble) ?? { trouble, roots: [], followers: [] };
    groups.set(trouble, group);
    return group;
  };
  const byRoot = new Map<string, Set<Group>>();
  for (const failure of others) {
    if (roots.get(failure.object)?.includes(failure.object) !== true) continue;
    const group = groupOf(failure);
    group.roots.push(failure);
    byRoot.set(failure.object, (byRoot.get(failure.object) ?? new Set()).add(group));
  }
  for (const failure of others) {
    const above = (roots.get(failure.object) ?? []).filter((root) => root !== failure.object);
    const explaining = new Set(above.flatMap((root) => [...(byRoot.get(root) ?? [])]));
    for (const group of explaining) group.followers.push(failure);
  }
  const known = [...groups.values()];
  for (const url of urls) {
    const group = causeOfUrl(url, known);
    if (group === undefined) groupOf(url).roots.push(url);
    else group.followers.push(url);
  }
  return [...groups.values()];
}

/** The workload of each pod: the last that is named, which is the Deployment above the ReplicaSet. */
function ownersOf(links: readonly Link[]): Map<string, string> {
  return new Map(
    links
      .filter(({ object, restsOn }) => workload.test(object) && restsOn.startsWith('Pod '))
      .map(({ object, restsOn }) => [restsOn, object]),
  );
}

function causeOf({ trouble, roots, followers }: Group, owners: ReadonlyMap<string, string>, context: string): Cause {
  const lead = leadOf(roots);
  const object = roots
    .filter(({ check }) => check === lead.check)
    .map((failure) => owners.get(failure.object) ?? failure.object)
    .reduce((first, other) => (other < first ? other : first));
  const objects = new Set([...roots, ...followers].map((failure) => failure.object));
  objects.delete(object);
  const { reason, message, cause, remedy } = lead;
  return {
    key: createHash('sha256').update(`${context}\n${trouble}`).digest('hex').slice(0, 12),
    ...{ object, reason, message, cause, remedy },
    scope: roots.some(({ scope }) => scope === 'task') ? 'task' : 'external',
    ...beforeOf([...roots, ...followers]),
    explains: [...objects],
  };
}

/** One failure that the run may have caused makes the cause one that it may have. */
function beforeOf(failures: readonly Failure[]): Pick<Cause, 'before'> {
  const own = failures.filter(({ scope }) => scope === 'task');
  if (own.length === 0 || own.some(({ before }) => before === undefined)) return {};
  return { before: own.every(({ before }) => before === 'broken') ? 'broken' : 'unknown' };
}

/** The failure that tells most: what the registry says, else a pod, else the first. */
function leadOf(roots: readonly Failure[]): Failure {
  const telling = ['Registry', 'Image', 'Pod'].flatMap((wanted) => roots.find(({ check }) => check === wanted) ?? []);
  const [lead] = [...telling, ...roots];
  if (lead === undefined) throw new RangeError('A cause without a failure');
  return lead;
}
