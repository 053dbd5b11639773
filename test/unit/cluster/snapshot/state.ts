/** Snapshots for the tests of comparing them. */
import type { ObjectState, Snapshot } from '../../../../src/cluster/snapshot/snapshot.ts';

/** A healthy Deployment `shop/web` of two replicas, but for what is said. */
export function state(more: Partial<ObjectState> = {}): ObjectState {
  return {
    ...{ kind: 'Deployment', namespace: 'shop', name: 'web', uid: 'u1', generation: 3 },
    ...{ verdict: 'healthy', reason: 'Healthy', ready: 2, desired: 2, restarts: 0, podReasons: [], managers: [] },
    images: [{ image: 'x.test/web:1', digest: `sha256:${'1'.repeat(64)}` }],
    ...more,
  };
}

export function snapshot(objects: readonly ObjectState[], more: Partial<Snapshot> = {}): Snapshot {
  const where = { context: 'kind', server: 'https://kind.test', scope: 'verify: shop' };
  return { at: 0, ...where, objects, warnings: [], ...more };
}
