/** The objects of a look as they are kept: pods count for their workload. */
import { expect, test } from 'vitest';
import { failed, healthy, progressing, troubled } from '../../../../src/cluster/health/health.ts';
import type { Judgement } from '../../../../src/cluster/judgement.ts';
import { type KubeObject, type Pod, refOf } from '../../../../src/cluster/kube-object.ts';
import type { Look } from '../../../../src/cluster/look.ts';
import { objectStates } from '../../../../src/cluster/snapshot/object-states.ts';
import { deployment, pod, podWithoutImage, service } from '../../../support/kubernetes-objects.ts';

const image = 'registry.example/app:1.0.0';
const digest = `sha256:${'a'.repeat(64)}`;
const owned = { owner: 'ReplicaSet/web-abc', metadata: { labels: { app: 'web', 'pod-template-hash': 'abc' } } };
const container = { name: 'app', image, ready: true, restartCount: 2, imageID: `docker-pullable://x@${digest}` };

function statesOf(
  parts: Partial<Look>,
  healths: readonly (readonly [KubeObject, Judgement['health']])[],
  controllers: readonly KubeObject[] = [],
) {
  const none = { deployments: [], services: [], slices: [], others: [], missingNamespaces: [], forbidden: [] };
  const look: Look = { at: 0, pods: [], ...none, ...parts };
  const judgements = healths.map(([object, health]): Judgement => {
    return { ref: refOf(object), health, inScope: true, evidence: '', waitsFor: 'rollout' };
  });
  return objectStates(look, judgements, controllers);
}

test('a Deployment with its pods: replicas, images with digests, restarts, what its pods lack', () => {
  const labels = { 'kustomize.toolkit.fluxcd.io/name': 'apps', 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' };
  const web = deployment('shop/web', { replicas: 2, ready: 1, image, metadata: { uid: 'u', labels } });
  const good: Pod = pod('shop/web-abc-1', { ...owned, container });
  const stuck = podWithoutImage('shop/web-abc-2', owned);
  const { objects, podObjects } = statesOf({ deployments: [web], pods: [good, stuck] }, [
    [web, troubled('RolloutProgressing', '')],
    [good, healthy('Running')],
    [stuck, troubled('ImagePullBackOff', '')],
  ]);
  expect(objects).toEqual([
    {
      ...{ kind: 'Deployment', namespace: 'shop', name: 'web', uid: 'u', generation: 1 },
      ...{ verdict: 'progressing', reason: 'RolloutProgressing', ready: 1, desired: 2, restarts: 2 },
      images: [{ image, digest }],
      podReasons: ['ImagePullBackOff'],
      managers: ['Kustomization flux-system/apps'],
    },
  ]);
  expect([...podObjects]).toEqual([
    ['Pod shop/web-abc-1', 'Deployment shop/web'],
    ['Pod shop/web-abc-2', 'Deployment shop/web'],
  ]);
});

test.each([
  ['StatefulSet/db', 'StatefulSet shop/db'],
  ['Job/report-29384756', 'CronJob shop/report'],
  ['Job/migrate', 'Job shop/migrate'],
  [undefined, 'Pod shop/one'],
])('a pod of %s counts for %s, which its pods speak for', (owner, object) => {
  const one = pod('shop/one', owner === undefined ? {} : { owner });
  const { objects } = statesOf({ pods: [one] }, [[one, failed('OOMKilled', '')]]);
  expect(objects.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`)).toEqual([object]);
  const wanted = { verdict: 'failed', reason: 'OOMKilled', ready: 0, podReasons: ['OOMKilled'], images: [{ image }] };
  expect(objects[0]).toMatchObject(wanted);
  expect(objects[0]?.desired).toBeUndefined();
});

test('a controller that was read for its pods gives them what only it knows', () => {
  const labels = { 'helm.toolkit.fluxcd.io/name': 'redis', 'helm.toolkit.fluxcd.io/namespace': 'shop' };
  const db: KubeObject = {
    ...{ kind: 'StatefulSet', apiVersion: 'apps/v1', spec: { replicas: 3 }, status: { readyReplicas: 1 } },
    metadata: { namespace: 'shop', name: 'db', uid: 'u', generation: 4, labels },
  };
  const one = pod('shop/db-0', { owner: 'StatefulSet/db' });
  const { objects } = statesOf({ pods: [one] }, [[one, failed('OOMKilled', '')]], [db]);
  expect(objects).toMatchObject([
    { kind: 'StatefulSet', name: 'db', uid: 'u', generation: 4, ready: 1, desired: 3, reason: 'OOMKilled' },
  ]);
  expect(objects[0]?.managers).toEqual(['HelmRelease shop/redis']);
});

test('a pod that nobody controls is its own object', () => {
  const one = pod('shop/one', { metadata: { uid: 'p' } });
  expect(statesOf({ pods: [one] }, [[one, failed('OOMKilled', '')]]).objects).toMatchObject([
    { kind: 'Pod', uid: 'p' },
  ]);
});

test('a pod that a rollout is about to replace has its own trouble', () => {
  const one = pod('shop/one');
  const message = 'is of an older revision (CrashLoopBackOff) that Deployment shop/web replaces';
  const { objects } = statesOf({ pods: [one] }, [[one, progressing('BeingReplaced', message)]]);
  expect(objects[0]?.podReasons).toEqual(['CrashLoopBackOff']);
});

test('a service has neither replicas nor images; a named object that is not there has its reason', () => {
  const web = service('shop/web');
  const missing = { kind: 'Deployment', metadata: { namespace: 'shop', name: 'later' } };
  const { objects } = statesOf({ services: [web] }, [
    [web, failed('NoReadyEndpoints', '')],
    [missing, troubled('NotFound', '')],
  ]);
  expect(objects).toMatchObject([
    { kind: 'Service', verdict: 'failed', reason: 'NoReadyEndpoints', images: [] },
    { kind: 'Deployment', name: 'later', reason: 'NotFound', images: [] },
  ]);
  expect(objects.map(({ ready }) => ready)).toEqual([undefined, undefined]);
});
