/** Objects judged in the light of each other. */
import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/cluster/judge.ts';
import { controllersToRead } from '../../../src/cluster/judge-pod.ts';
import type { Circumstances, Judgement } from '../../../src/cluster/judgement.ts';
import { type KubeObject, refText } from '../../../src/cluster/kube-object.ts';
import type { Look } from '../../../src/cluster/look.ts';
import { Memory } from '../../../src/cluster/memory.ts';
import { planOf } from '../../../src/cluster/plan.ts';
import { defaultPatience } from '../../../src/cluster/request.ts';
import { atOnce } from '../../support/at-once.ts';
import { deployment, endpointSlice, job, pod, replicaSet, service } from '../../support/kubernetes-objects.ts';

const emptyLook: Look = {
  at: Date.parse('2026-01-31T12:00:00Z'),
  pods: [],
  deployments: [],
  services: [],
  slices: [],
  others: [],
  missingNamespaces: [],
  forbidden: [],
};
const none = { namespaces: [], workloads: [], services: [], urls: [] };

function around(scope: object = { namespaces: ['shop'] }, ...controllers: KubeObject[]): Circumstances {
  return {
    plan: planOf({ ...none, ...scope }),
    memory: new Memory(),
    patience: defaultPatience,
    addressRequired: false,
    controllers: new Map(
      controllers.map((object) => [`${object.kind} ${object.metadata?.namespace}/${object.metadata?.name}`, object]),
    ),
  };
}

/** `Pod shop/web-1: failed CrashLoopBackOff` for everything in the look. */
function verdicts(look: Partial<Look>, circumstances: Circumstances = around()): string[] {
  return atOnce(judge({ ...emptyLook, ...look }, circumstances)).map(
    ({ ref, health }) => `${refText(ref)}: ${health.verdict} ${health.reason}`,
  );
}

const crashing = { ready: false, state: { waiting: { reason: 'CrashLoopBackOff' } } };
const podOf = (name: string, hash: string, shape: object = {}) =>
  pod(`shop/${name}`, {
    app: 'web',
    owner: `ReplicaSet/web-${hash}`,
    metadata: { labels: { app: 'web', 'pod-template-hash': hash } },
    ...shape,
  });
const rolling = deployment('shop/web', {
  replicas: 1,
  ready: 0,
  metadata: { generation: 1, annotations: { 'deployment.kubernetes.io/revision': '2' } },
});

describe('a Deployment and its pods', () => {
  test('a failing pod of the current revision ends the wait for its Deployment', () => {
    const look = { deployments: [rolling], pods: [podOf('web-2', 'new', { ready: false, container: crashing })] };
    expect(verdicts(look, around(undefined, replicaSet('shop/web-new', 2)))).toEqual([
      'Deployment shop/web: failed CrashLoopBackOff',
      'Pod shop/web-2: failed CrashLoopBackOff',
    ]);
  });

  test('a failing pod of the revision that is being replaced does not', () => {
    const look = { deployments: [rolling], pods: [podOf('web-1', 'old', { ready: false, container: crashing })] };
    expect(verdicts(look, around(undefined, replicaSet('shop/web-old', 1)))).toEqual([
      'Deployment shop/web: progressing RolloutProgressing',
      'Pod shop/web-1: progressing BeingReplaced',
    ]);
  });

  test('a pod whose ReplicaSet is gone is of an old revision', () => {
    const look = { deployments: [rolling], pods: [podOf('web-1', 'old', { ready: false, container: crashing })] };
    const circumstances = { ...around(), controllers: new Map([['ReplicaSet shop/web-old', undefined]]) };
    expect(verdicts(look, circumstances)[1]).toBe('Pod shop/web-1: progressing BeingReplaced');
  });

  test('controllers are read for pods in trouble only', () => {
    const look = {
      ...emptyLook,
      pods: [podOf('web-1', 'a'), podOf('web-2', 'b', { ready: false, container: crashing })],
    };
    expect(atOnce(controllersToRead(look, around())).map(refText)).toEqual(['ReplicaSet shop/web-b']);
  });
});

test('what is missing and will not come fails at once, with the reason', () => {
  const circumstances = { ...around({ workloads: ['shop/deployment/web'] }), nothingComes: 'the cluster has no Flux' };
  const [found] = atOnce(judge(emptyLook, circumstances));
  expect(found?.health).toEqual({
    verdict: 'failed',
    reason: 'NotFound',
    message:
      'is in the scope of the verification and does not exist, and Flux will not bring it: the cluster has no Flux',
  });
});

test('a failed pod of a complete Job is no failure', () => {
  const retried = pod('shop/import-1', { owner: 'Job/import', phase: 'Failed', ready: false });
  expect(verdicts({ pods: [retried] }, around(undefined, job('shop/import')))).toEqual([
    'Pod shop/import-1: healthy Healthy',
  ]);
  expect(verdicts({ pods: [retried] })).toEqual(['Pod shop/import-1: failed Failed']);
});

test('a pod of an old revision of a StatefulSet is about to be replaced', () => {
  const set: KubeObject = {
    kind: 'StatefulSet',
    metadata: { namespace: 'shop', name: 'db', generation: 1 },
    status: { observedGeneration: 1, updateRevision: 'db-2' } as object,
  };
  const old = pod('shop/db-0', {
    owner: 'StatefulSet/db',
    ready: false,
    container: crashing,
    metadata: { labels: { 'controller-revision-hash': 'db-1' } },
  });
  expect(verdicts({ pods: [old] }, around(undefined, set))).toEqual(['Pod shop/db-0: progressing BeingReplaced']);
});

describe('a service and its pods', () => {
  const judged = (look: Partial<Look>): Judgement | undefined =>
    atOnce(judge({ ...emptyLook, services: [service('shop/web')], ...look }, around())).find(
      ({ ref }) => ref.kind === 'Service',
    );

  test('waits long while its pods start', () => {
    const found = judged({ pods: [pod('shop/web-1', { app: 'web', ready: false })] });
    expect(found).toMatchObject({
      waitsFor: 'rollout',
      health: { verdict: 'progressing', reason: 'NoReadyEndpoints' },
    });
  });

  test('fails with its pods', () => {
    const found = judged({ pods: [pod('shop/web-1', { app: 'web', ready: false, container: crashing })] });
    expect(found?.health).toMatchObject({ verdict: 'failed', reason: 'NoReadyEndpoints' });
    expect(found?.health.message).toBe('has no endpoints; Pod shop/web-1: CrashLoopBackOff');
  });

  test('waits shortly when no pod is to come', () => {
    const found = judged({ pods: [pod('shop/other-1'), pod('ops/web-1', { app: 'web' })] });
    expect(found).toMatchObject({ waitsFor: 'itself', health: { verdict: 'progressing' } });
    expect(found?.health.message).toBe('has no endpoints; its selector app=web matches no pod');
  });

  test('is healthy with the endpoints of its own namespace only', () => {
    expect(judged({ slices: [endpointSlice('ops/web', ['web-1'])] })?.health.verdict).toBe('progressing');
    expect(judged({ slices: [endpointSlice('shop/web', ['web-1'])] })?.health.verdict).toBe('healthy');
  });
});

describe('what the scope asks for and the cluster does not have', () => {
  test('is waited for', () => {
    const scope = { workloads: ['shop/deployment/web', 'shop/sts/db'], services: ['shop/web'] };
    expect(verdicts({ deployments: [deployment('shop/web')], missingNamespaces: ['ops'] }, around(scope))).toEqual([
      'Deployment shop/web: healthy Healthy',
      'Namespace ops: progressing NotFound',
      'StatefulSet shop/db: progressing NotFound',
      'Service shop/web: progressing NotFound',
    ]);
  });

  test('is not called missing where it may not be read', () => {
    const forbidden = [{ kind: 'Service', permission: 'list services in shop' }];
    expect(verdicts({ forbidden }, around({ services: ['shop/web'] }))).toEqual([]);
  });

  test('is missing where it may be read, although its kind may not be read elsewhere', () => {
    const forbidden = [{ kind: 'Service', namespace: 'ops', permission: 'list services in ops' }];
    expect(verdicts({ forbidden }, around({ services: ['shop/web', 'ops/web'] }))).toEqual([
      'Service shop/web: progressing NotFound',
    ]);
  });

  test('a service whose endpoints may not be read is neither missing nor without endpoints', () => {
    const forbidden = [{ kind: 'EndpointSlice', namespace: 'shop', permission: 'list endpointslices in shop' }];
    const services = [service('shop/web'), service('ops/web')];
    expect(verdicts({ forbidden, services }, around({ services: ['shop/web'] }))).toEqual([
      'Service ops/web: progressing NoReadyEndpoints',
    ]);
  });
});

test('restarts count from the first look on', () => {
  const circumstances = around();
  const restarted = (restartCount: number) =>
    pod('shop/web-1', { container: { restartCount }, metadata: { uid: 'u1' } });
  circumstances.memory.observe([restarted(7)], 0);
  expect(verdicts({ pods: [restarted(7)] }, circumstances)).toEqual(['Pod shop/web-1: healthy Healthy']);
  circumstances.memory.observe([restarted(8)], 1);
  expect(verdicts({ pods: [restarted(8)] }, circumstances)).toEqual(['Pod shop/web-1: failed Restarting']);
});

describe('what fails with what', () => {
  const failing = { ready: false, container: crashing };
  const linksIn = (look: Partial<Look>) =>
    atOnce(judge({ ...emptyLook, ...look }, around())).flatMap(({ links = [] }) =>
      links.map(({ object, restsOn }) => `${object} > ${restsOn}`),
    );
  const flux = { 'kustomize.toolkit.fluxcd.io/name': 'apps', 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' };

  test('a pod with its controllers, a Service with what it selects, what Flux applies with its Kustomization', () => {
    const look = {
      deployments: [deployment('shop/web', { ready: 0, metadata: { generation: 1, labels: flux } })],
      services: [service('shop/web'), service('shop/other')],
      pods: [podOf('web-1', 'abc', failing)],
    };
    expect(linksIn(look)).toEqual([
      'Kustomization flux-system/apps > Deployment shop/web',
      'Service shop/web > Pod shop/web-1',
      'Service shop/web > Deployment shop/web',
      'ReplicaSet shop/web-abc > Pod shop/web-1',
      'Deployment shop/web > Pod shop/web-1',
    ]);
  });

  test('nothing of what is well', () => {
    const look = {
      deployments: [deployment('shop/web', { metadata: { generation: 1, labels: flux } })],
      services: [service('shop/web')],
      slices: [endpointSlice('shop/web', ['web-1'])],
      pods: [podOf('web-1', 'abc')],
    };
    expect(linksIn(look)).toEqual([]);
  });
});
