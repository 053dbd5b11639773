/** A scope of namespaces holds all that can be unhealthy in them, not only what has pods. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { KubeObject } from '../../src/cluster/kube-object.ts';
import { type ClusterStage, clusterStage, putShop } from '../support/cluster-stage.ts';
import { failure } from '../support/kubernetes-status.ts';

let stage: ClusterStage;
beforeEach(async () => {
  stage = await clusterStage();
  putShop(stage.api);
});
afterEach(() => stage.close());

const shop = { namespaces: ['shop'] };
const quick = { patience: { podsMs: 500 } };
const named = (kind: string, name: string, more: object = {}): KubeObject => {
  return { kind, ...more, metadata: { namespace: 'shop', name, ...(more as KubeObject).metadata } };
};
const ended = (type: string) => ({ conditions: [{ type, status: 'True', reason: 'BackoffLimitExceeded' }] });
const to = (service: string) => ({ defaultBackend: { service: { name: service, port: { number: 80 } } } });
const address = { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } };
const owned = (job: string) => ({
  metadata: { ownerReferences: [{ kind: 'CronJob', name: job, controller: true }] },
});

const broken: readonly (readonly [string, string, KubeObject])[] = [
  [
    'StatefulSet shop/db',
    'TimedOut',
    named('StatefulSet', 'db', { spec: { replicas: 3 }, status: { observedGeneration: 1, readyReplicas: 0 } }),
  ],
  [
    'DaemonSet shop/agent',
    'TimedOut',
    named('DaemonSet', 'agent', {
      status: { observedGeneration: 1, desiredNumberScheduled: 3, updatedNumberScheduled: 0, numberAvailable: 0 },
    }),
  ],
  ['Job shop/migrate', 'BackoffLimitExceeded', named('Job', 'migrate', { status: ended('Failed') })],
  [
    'PersistentVolumeClaim shop/data',
    'ClaimLost',
    named('PersistentVolumeClaim', 'data', { status: { phase: 'Lost' } }),
  ],
  ['Ingress shop/front', 'BackendMissing', named('Ingress', 'front', { spec: to('gone'), status: address })],
];

test.each(broken)('%s fails its namespace', async (object, reason, broken) => {
  stage.api.put(broken);
  const { overall, failures } = await stage.verify(shop, quick);
  expect(failures.map((one) => [one.object, one.reason, one.scope])).toEqual([[object, reason, 'task']]);
  expect(overall).toBe('failed');
});

test.each(broken)('%s keeps the whole cluster from passing, and is told', async (object, _reason, broken) => {
  stage.api.put(broken);
  const { overall, warnings } = await stage.verify(undefined, quick);
  expect(overall).toBe('nothing_to_verify');
  expect(warnings.join()).toContain(object);
});

test('what is done, bound and served passes, and so does a claim that waits for its first pod', async () => {
  const { api, verify } = stage;
  api.put(named('Job', 'seed', { status: ended('Complete') }));
  api.put(named('PersistentVolumeClaim', 'data', { status: { phase: 'Bound' } }));
  api.put(named('Ingress', 'front', { spec: to('web'), status: address }));
  api.put({ kind: 'Event', ...waitsForConsumer('later') });
  api.put(named('PersistentVolumeClaim', 'later', { status: { phase: 'Pending' } }));
  const { overall, checks, failures } = await verify(shop, quick);
  expect(failures).toEqual([]);
  expect(overall).toBe('passed');
  const rows = checks.map(({ object }) => object);
  for (const object of ['Job shop/seed', 'PersistentVolumeClaim shop/later', 'Ingress shop/front']) {
    expect(rows).toContain(object);
  }
});

test('a CronJob is judged by its newest Job, and its older ones by nobody', async () => {
  const { api, verify } = stage;
  api.put(named('CronJob', 'report', { status: { lastScheduleTime: '2026-01-02T00:00:00Z' } }));
  const run = (name: string, creationTimestamp: string, type: string) =>
    api.put(
      named('Job', name, {
        status: ended(type),
        metadata: { ...owned('report').metadata, creationTimestamp },
      }),
    );
  run('report-1', '2026-01-01T00:00:00Z', 'Failed');
  run('report-2', '2026-01-02T00:00:00Z', 'Complete');
  const good = await verify(shop, quick);
  expect(good.failures).toEqual([]);
  expect(good.checks.map(({ object }) => object).filter((object) => object.startsWith('Job'))).toEqual([]);
  run('report-3', '2026-01-03T00:00:00Z', 'Failed');
  const bad = await verify(shop, quick);
  expect(bad.failures.map(({ object, reason }) => [object, reason])).toEqual([
    ['CronJob shop/report', 'BackoffLimitExceeded'],
  ]);
});

test('what is named must be there: ingress, claim and CronJob', async () => {
  const workloads = ['shop/ingress/front', 'shop/pvc/data', 'shop/cronjob/report'];
  const { overall, failures } = await stage.verify({ workloads }, { patience: { quickMs: 50 } });
  expect(overall).toBe('failed');
  expect(failures.map(({ object, reason }) => `${object} ${reason}`).toSorted()).toEqual([
    'CronJob shop/report NotFound',
    'Ingress shop/front NotFound',
    'PersistentVolumeClaim shop/data NotFound',
  ]);
});

test('what may not be read blocks its namespace', async () => {
  stage.api.intercept(({ path }) => (path.endsWith('/ingresses') ? failure(403, 'no') : undefined));
  const { overall, message } = await stage.verify(shop, quick);
  expect(overall).toBe('blocked');
  expect(message).toContain('may not list ingresses in shop');
});

test('a kind that the cluster does not serve is told as skipped', async () => {
  const bare = await clusterStage({ without: ['Ingress', 'CronJob'] });
  try {
    putShop(bare.api);
    const { overall, warnings } = await bare.verify(shop, quick);
    expect(overall).toBe('passed');
    expect(warnings).toContain('Skipped: the cluster does not serve ingresses (networking.k8s.io/v1).');
    expect(warnings).toContain('Skipped: the cluster does not serve cronjobs (batch/v1).');
  } finally {
    await bare.close();
  }
});

test('many kinds are followed with no more than eight connections', async () => {
  const { api, verify } = stage;
  api.put(named('StatefulSet', 'db', { spec: { replicas: 1 }, status: { observedGeneration: 1, readyReplicas: 0 } }));
  api.takeMostConnections();
  await verify(shop, quick);
  expect(api.mostConnections).toBeLessThanOrEqual(8);
});

function waitsForConsumer(claim: string): Omit<KubeObject, 'kind'> & { readonly reason: string } {
  return {
    metadata: { namespace: 'shop', name: `${claim}.1` },
    ...{ type: 'Normal', reason: 'WaitForFirstConsumer', message: 'waiting for first consumer' },
    ...{ involvedObject: { kind: 'PersistentVolumeClaim', namespace: 'shop', name: claim } },
  };
}
