/** A pod as the kubelet and the scheduler write it. */
import type { KubeObject } from '../../../../../src/cluster/kube-object.ts';
import { ago, condition, type Fields, meta, object, ownedBy } from './case.ts';

export const image = 'registry.example/shop/web:1.5.0';
export const hash = '7d4b9c6f5';

/** The state of a container, with what is told of it. */
const running: Fields = { ready: true, started: true, state: { running: { startedAt: ago(3500) } } };
export const waiting = (reason: string, message = ''): Fields => ({
  ready: false,
  started: false,
  state: { waiting: { reason, ...(message === '' ? {} : { message }) } },
});
export const ended = (exitCode: number, reason: string, more: Fields = {}): Fields => ({
  terminated: { exitCode, reason, startedAt: ago(90), finishedAt: ago(60), containerID: 'containerd://4e5f', ...more },
});
export const container = (name: string, more: Fields): Fields => ({
  name,
  image,
  imageID: 'registry.example/shop/web@sha256:1b2c',
  containerID: 'containerd://8a9b',
  restartCount: 0,
  lastState: {},
  ...running,
  ...more,
});

export interface PodShape {
  readonly phase?: string;
  readonly metadata?: Fields;
  readonly spec?: Fields;
  /** What is different of the container `app`. */
  readonly app?: Fields;
  readonly status?: Fields;
  readonly ready?: boolean;
}

/** A pod of the Deployment web, running and ready unless something else is said. */
export function pod({
  phase = 'Running',
  metadata = {},
  spec = {},
  app = {},
  status = {},
  ready,
}: PodShape = {}): KubeObject {
  const isReady = ready ?? (phase === 'Running' && app['ready'] !== false);
  return object(
    'v1',
    'Pod',
    meta('web-7d4b9c6f5-x2k8p', {
      generateName: `web-${hash}-`,
      labels: { app: 'web', 'pod-template-hash': hash },
      ...ownedBy('apps/v1', 'ReplicaSet', `web-${hash}`),
      ...metadata,
    }),
    {
      spec: {
        containers: [{ name: 'app', image, ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }] }],
        restartPolicy: 'Always',
        nodeName: 'node-1',
        serviceAccountName: 'default',
        ...spec,
      },
      status: {
        phase,
        conditions: [
          condition('PodReadyToStartContainers', 'True'),
          condition('Initialized', 'True'),
          condition('Ready', isReady ? 'True' : 'False', isReady ? '' : 'ContainersNotReady'),
          condition('ContainersReady', isReady ? 'True' : 'False', isReady ? '' : 'ContainersNotReady'),
          condition('PodScheduled', 'True'),
        ],
        hostIP: '192.168.49.2',
        podIP: '10.244.0.17',
        qosClass: 'BestEffort',
        startTime: ago(3590),
        containerStatuses: [container('app', app)],
        ...status,
      },
    },
  );
}
