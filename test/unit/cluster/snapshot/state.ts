/** Snapshots for the tests of comparing them. */
import type { ObjectState, Probe, Snapshot } from '../../../../src/cluster/snapshot/snapshot.ts';

/** A healthy Deployment `shop/web` of two replicas, but for what is said. */
export function state(more: Partial<ObjectState> = {}): ObjectState {
  return {
    ...{ kind: 'Deployment', namespace: 'shop', name: 'web', uid: 'u1', generation: 3 },
    ...{ verdict: 'healthy', reason: 'Healthy', ready: 2, desired: 2, restarts: 0, podReasons: [], managers: [] },
    images: [{ image: 'x.test/web:1', digest: `sha256:${'1'.repeat(64)}` }],
    ...more,
  };
}

/** A HelmRelease `shop/redis` that could not be upgraded, but for what is said. */
export function release(more: Partial<ObjectState> = {}): ObjectState {
  const unwell = { verdict: 'failed', reason: 'UpgradeFailed', trouble: 'timed out' } as const;
  const none = { images: [], ready: undefined, desired: undefined };
  return state({ kind: 'HelmRelease', name: 'redis', ...none, ...unwell, ...more });
}

/** A health URL that answers, but for what is said. */
export function probe(more: Partial<Probe> = {}): Probe {
  const well = { verdict: 'healthy', reason: 'Healthy', actual: 'HTTP 200' } as const;
  return { check: 'Health URL', object: 'https://shop.test/', ...well, ...more };
}

export function snapshot(objects: readonly ObjectState[], more: Partial<Snapshot> = {}): Snapshot {
  const where = { context: 'kind', server: 'https://kind.test', scope: 'verify: shop' };
  const others = { unseenKinds: [], warnings: [], flux: [], hasAllFlux: true, probes: [] };
  return { at: 0, ...where, objects, ...others, ...more };
}
