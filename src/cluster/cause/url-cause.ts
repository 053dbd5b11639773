/** To which cause a health URL belongs that nothing answers at: by its host, or because there is no other. Pure. */
import type { Failure } from '../verification.ts';
import type { Group } from './cause.ts';

const served = /^(Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|Service|Ingress|Kustomization|HelmRelease) /;

/** Whether the URL fails as one does whose backend is not ready; what it answers otherwise is its own trouble. */
export function isBackendTrouble({ check, reason, message }: Failure): boolean {
  if (check !== 'Health URL') return false;
  return reason === 'Unreachable' || reason === 'Timeout' || /\bHTTP 50[234]\b/.test(message);
}

/**
 * The cause that explains the URL. Several that could: the one whose service or workload the URL names. Undefined where
 * none or more than one is left.
 */
export function causeOfUrl({ object: url }: Failure, groups: readonly Group[]): Group | undefined {
  const objects = ({ roots, followers }: Group) => [...roots, ...followers].map(({ object }) => object);
  const candidates = groups.filter((group) => objects(group).some((object) => served.test(object)));
  const words = wordsOf(url);
  const named = candidates.filter((group) =>
    objects(group).some((object) => served.test(object) && words.has(object.slice(object.lastIndexOf('/') + 1))),
  );
  const [only, ...others] = named.length > 0 ? named : candidates;
  return others.length === 0 ? only : undefined;
}

/** Labels of the host and parts of the path. */
function wordsOf(url: string): Set<string> {
  if (!URL.canParse(url)) return new Set();
  const { hostname, pathname } = new URL(url);
  return new Set([...hostname.split('.'), ...pathname.split('/')]);
}
