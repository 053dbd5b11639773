/** The rule of Pod, case by case. */
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../../src/cluster/health/health.ts';
import { type PodCircumstances, podHealth } from '../../../../src/cluster/health/pod.ts';
import type { ContainerStatus, Pod } from '../../../../src/cluster/kube-object.ts';
import { type PodShape, pod, podWithoutImage } from '../../../support/kubernetes-objects.ts';

const now = Date.parse('2026-01-31T12:00:00Z');
const alone: PodCircumstances = { now, pullGraceMs: 30_000, schedulingGraceMs: 60_000 };
const by = (verdict: Verdict, outdated = false) => ({
  ...alone,
  controller: { text: 'Deployment shop/web', verdict, outdated },
});

const web = (shape: PodShape = {}) => pod('shop/web', shape);
const waiting = (reason: string, more: ContainerStatus = {}): Pod =>
  web({ ready: false, container: { ready: false, state: { waiting: { reason } }, ...more } });
const ended = (exitCode: number, reason?: string) => ({
  terminated: { exitCode, ...(reason === undefined ? {} : { reason }) },
});
const init = (state: ContainerStatus, spec: object = {}): Pod =>
  web({
    phase: 'Pending',
    ready: false,
    spec: { initContainers: [{ name: 'migrate', ...spec }] },
    container: { ready: false, state: { waiting: { reason: 'PodInitializing' } } },
    status: {
      initContainerStatuses: [{ name: 'migrate', ...state }],
      conditions: [
        { type: 'PodScheduled', status: 'True' },
        { type: 'Initialized', status: 'False' },
      ],
    },
  });
const unscheduled = (reason: string, since: string): Pod =>
  web({
    phase: 'Pending',
    ready: false,
    status: {
      conditions: [
        { type: 'PodScheduled', status: 'False', reason, message: '0/3 nodes fit', lastTransitionTime: since },
      ],
      containerStatuses: [],
    },
  });

const cases: readonly [string, Pod, PodCircumstances, Verdict, string][] = [
  ['running and ready', web(), alone, 'healthy', 'Healthy'],
  [
    'being deleted',
    web({ metadata: { deletionTimestamp: '2026-01-31T11:59:00Z' } }),
    alone,
    'terminating',
    'Terminating',
  ],
  [
    'resized, and the kubelet has not seen it',
    web({ metadata: { generation: 3 }, status: { observedGeneration: 2 } }),
    alone,
    'progressing',
    'NotObserved',
  ],
  [
    'many restarts, all before we looked',
    web({ container: { restartCount: 90 } }),
    { ...alone, restartsBefore: { app: 90 } },
    'healthy',
    'Healthy',
  ],
  [
    'restarted while we look, ready again',
    web({ container: { restartCount: 91 } }),
    { ...alone, restartsBefore: { app: 90 } },
    'failed',
    'Restarting',
  ],
  ['new pod: its first counts are no increase', web({ container: { restartCount: 2 } }), alone, 'healthy', 'Healthy'],
  ['running, not ready yet', web({ ready: false }), alone, 'progressing', 'NotReady'],
  [
    'running, not ready, readiness gate open',
    web({ ready: false, container: { ready: true } }),
    alone,
    'progressing',
    'NotReady',
  ],
  [
    'running, not ready, has crashed before',
    web({ ready: false, container: { ready: false, lastState: ended(1, 'Error') } }),
    alone,
    'failed',
    'CrashedNotReady',
  ],
  [
    'one container unready, the other one crashed long ago and is ready',
    web({
      ready: false,
      status: {
        containerStatuses: [
          { name: 'proxy', ready: true, restartCount: 1, state: { running: {} }, lastState: ended(1) },
          { name: 'app', ready: false, state: { running: {} } },
        ],
      },
    }),
    alone,
    'progressing',
    'NotReady',
  ],

  ['crash loop', waiting('CrashLoopBackOff', { lastState: ended(1, 'Error') }), alone, 'failed', 'CrashLoopBackOff'],
  [
    'crash loop of a pod that a healthy Deployment replaces',
    waiting('CrashLoopBackOff'),
    by('progressing', true),
    'progressing',
    'BeingReplaced',
  ],
  [
    'crash loop of an old pod whose rollout has failed',
    waiting('CrashLoopBackOff'),
    by('failed', true),
    'failed',
    'CrashLoopBackOff',
  ],
  [
    'crash loop of a pod of the current revision',
    waiting('CrashLoopBackOff'),
    by('progressing'),
    'failed',
    'CrashLoopBackOff',
  ],
  ['missing config', waiting('CreateContainerConfigError'), alone, 'failed', 'CreateContainerConfigError'],
  ['runtime error', waiting('CreateContainerError'), alone, 'failed', 'CreateContainerError'],
  ['run error', waiting('RunContainerError'), alone, 'failed', 'RunContainerError'],
  ['bad image name', waiting('InvalidImageName'), alone, 'failed', 'InvalidImageName'],
  ['image never pulled', waiting('ErrImageNeverPull'), alone, 'failed', 'ErrImageNeverPull'],
  ['container being created', waiting('ContainerCreating'), alone, 'progressing', 'NotReady'],
  [
    'ended badly, not restarted yet',
    web({ ready: false, container: { ready: false, state: ended(137, 'OOMKilled') } }),
    alone,
    'failed',
    'OOMKilled',
  ],
  [
    'ended well, about to be restarted',
    web({ ready: false, container: { ready: false, state: ended(0, 'Completed') } }),
    alone,
    'progressing',
    'NotReady',
  ],
  [
    'ended badly in a pod that retries by itself',
    web({ ready: false, spec: { restartPolicy: 'OnFailure' }, container: { ready: false, state: ended(1, 'Error') } }),
    alone,
    'progressing',
    'NotReady',
  ],

  ['pull error, first look', podWithoutImage('shop/web'), alone, 'progressing', 'ImagePullBackOff'],
  [
    'pull error, 29 s later',
    podWithoutImage('shop/web'),
    { ...alone, pullTroubleSince: now - 29_000 },
    'progressing',
    'ImagePullBackOff',
  ],
  [
    'pull error, 30 s later',
    podWithoutImage('shop/web'),
    { ...alone, pullTroubleSince: now - 30_000 },
    'failed',
    'ImagePullBackOff',
  ],
  [
    'the other name of it',
    waiting('ErrImagePull'),
    { ...alone, pullTroubleSince: now - 60_000 },
    'failed',
    'ErrImagePull',
  ],

  ['init container runs', init({ state: { running: {} } }), alone, 'progressing', 'Init:0/1'],
  [
    'init container in a crash loop',
    init({ state: { waiting: { reason: 'CrashLoopBackOff' } } }),
    alone,
    'failed',
    'CrashLoopBackOff',
  ],
  ['init container ended badly', init({ state: ended(2, 'Error') }), alone, 'failed', 'Error'],
  [
    'init container without its image',
    init({ state: { waiting: { reason: 'ImagePullBackOff' } } }),
    { ...alone, pullTroubleSince: now - 40_000 },
    'failed',
    'ImagePullBackOff',
  ],
  [
    'sidecar in a crash loop',
    init({ state: { waiting: { reason: 'CrashLoopBackOff' } } }, { restartPolicy: 'Always' }),
    alone,
    'failed',
    'CrashLoopBackOff',
  ],

  [
    'unschedulable for 20 s',
    unscheduled('Unschedulable', '2026-01-31T11:59:40Z'),
    alone,
    'progressing',
    'Unschedulable',
  ],
  [
    'unschedulable for a minute',
    unscheduled('Unschedulable', '2026-01-31T11:59:00Z'),
    alone,
    'failed',
    'Unschedulable',
  ],
  [
    'held back by a scheduling gate',
    unscheduled('SchedulingGated', '2026-01-01T00:00:00Z'),
    alone,
    'progressing',
    'SchedulingGated',
  ],
  ['node lost', web({ phase: 'Unknown', ready: false }), alone, 'unknown', 'NodeUnreachable'],

  ['succeeded, owned by a Job', web({ phase: 'Succeeded', owner: 'Job/import' }), alone, 'healthy', 'Healthy'],
  [
    'succeeded, restartPolicy Never',
    web({ phase: 'Succeeded', spec: { restartPolicy: 'Never' } }),
    alone,
    'healthy',
    'Healthy',
  ],
  ['succeeded, but should run for ever', web({ phase: 'Succeeded' }), alone, 'failed', 'Completed'],
  [
    'failed, alone',
    web({ phase: 'Failed', ready: false, container: { ready: false, state: ended(1, 'Error') } }),
    alone,
    'failed',
    'Error',
  ],
  [
    'evicted, its Deployment is healthy',
    web({ phase: 'Failed', status: { reason: 'Evicted', containerStatuses: [] } }),
    by('healthy'),
    'healthy',
    'Healthy',
  ],
  [
    'evicted, its Deployment still recovers',
    web({ phase: 'Failed', status: { reason: 'Evicted', containerStatuses: [] } }),
    by('progressing'),
    'progressing',
    'Evicted',
  ],
  [
    'evicted, its Deployment has failed',
    web({ phase: 'Failed', status: { reason: 'Evicted', containerStatuses: [] } }),
    by('failed'),
    'failed',
    'Evicted',
  ],
  ['no status at all', { kind: 'Pod', metadata: { name: 'web' } }, alone, 'progressing', 'Pending'],
];

describe('podHealth', () => {
  test.each(cases)('%s', (_name, object, circumstances, verdict, reason) => {
    const health = podHealth(object, circumstances);
    expect({ verdict: health.verdict, reason: health.reason }).toEqual({ verdict, reason });
  });

  test('says what kubectl shows, which container, which image, and what the registry said', () => {
    expect(podHealth(podWithoutImage('shop/web', { image: 'registry.example/web:2.0' }), alone).message).toBe(
      'ImagePullBackOff: container app (image registry.example/web:2.0): ' +
        'Back-off pulling image "registry.example/web:2.0": manifest unknown',
    );
  });

  test('says how a crashing container ended', () => {
    const health = podHealth(waiting('CrashLoopBackOff', { lastState: ended(137, 'OOMKilled') }), alone);
    expect(health.message).toContain('container app ended (OOMKilled, exit code 137)');
  });

  test('an evicted pod beside a healthy controller is a note', () => {
    const evicted = web({
      phase: 'Failed',
      status: { reason: 'Evicted', message: 'low on memory', containerStatuses: [] },
    });
    expect(podHealth(evicted, by('healthy')).notes).toEqual([
      'failed (Evicted: low on memory), but Deployment shop/web is healthy without it',
    ]);
  });
});
