/** Objects of a dump, judged together. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeDump } from '../../../../src/cluster/dump/judge-dump.ts';
import { readDump } from '../../../../src/cluster/dump/read-dump.ts';
import type { KubeObject } from '../../../../src/cluster/kube-object.ts';
import { tables } from '../health/cases/all.ts';
import { ago, now } from '../health/cases/case.ts';
import { deployment, replicaSet } from '../health/cases/deployment.ts';
import { pod, waiting } from '../health/cases/pod-object.ts';
import { service, slice } from '../health/cases/service.ts';

const told = (objects: readonly KubeObject[]) =>
  judgeDump(objects, now).map(({ kind, name, verdict, reason }) => `${kind} ${name}: ${verdict} ${reason}`);
const unpulled = (status: object = {}) =>
  pod({ phase: 'Pending', app: waiting('ImagePullBackOff'), status: { ...status } });
const scheduled = (seconds: number) => ({
  conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: ago(seconds) }],
});

test('a verdict for each object, in their order, with what is known of it', () => {
  expect(judgeDump([service(), deployment(), slice([{ ready: true }])], now)).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Service',
      namespace: 'shop',
      name: 'web',
      verdict: 'healthy',
      reason: 'Healthy',
      message: '1 ready endpoint',
    },
    expect.objectContaining({ apiVersion: 'apps/v1', kind: 'Deployment', verdict: 'healthy' }),
    expect.objectContaining({ kind: 'EndpointSlice', message: '1 of 1 endpoint ready' }),
  ]);
});

test('what is to be noted stands in the message', () => {
  const [balancer] = judgeDump([service({ type: 'LoadBalancer' }), slice([{ ready: true }])], now);
  expect(balancer?.message).toBe(
    '1 ready endpoint; has no load balancer address; its endpoints are ready inside the cluster',
  );
});

test('an object of the cluster has no namespace', () => {
  expect(judgeDump([{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' } }], now)[0]?.namespace).toBe('');
});

describe('a dump has one look', () => {
  test.each([
    ['the pod has had its node for a minute', unpulled(scheduled(60)), 'failed'],
    ['the pod has had its node for ten seconds', unpulled(scheduled(10)), 'progressing'],
    ['only the start of the pod is told', unpulled({ conditions: [], startTime: ago(5) }), 'progressing'],
    ['nothing is told', { ...unpulled({ conditions: [], startTime: undefined }), metadata: { name: 'web' } }, 'failed'],
  ])('an image that cannot be pulled: %s', (_name, object, verdict) => {
    expect(judgeDump([object], now)[0]?.verdict).toBe(verdict);
  });

  test('restarts of before do not count', () => {
    expect(told([pod({ app: { restartCount: 40 } })])).toEqual(['Pod web-7d4b9c6f5-x2k8p: healthy Healthy']);
  });
});

test('objects of several files belong together', () => {
  const crashing = pod({ app: waiting('CrashLoopBackOff') });
  const files = [[deployment({ ready: 2 })], [replicaSet()], [crashing], [service()], [slice([{ ready: false }])]];
  const objects = files.flatMap((file) => readDump(Buffer.from(JSON.stringify(file))).objects);
  expect(told(objects)).toEqual([
    'Deployment web: failed CrashLoopBackOff',
    'ReplicaSet web-7d4b9c6f5: healthy Healthy',
    'Pod web-7d4b9c6f5-x2k8p: failed CrashLoopBackOff',
    'Service web: failed NoReadyEndpoints',
    'EndpointSlice web-x7k2p: progressing NoReadyEndpoints',
  ]);
});

test('fields of another type than their kind gives them take no other object with them', () => {
  const broken = [
    { ...pod(), status: { phase: 'Running', containerStatuses: 7 } },
    { ...deployment({ ready: 2 }), status: { observedGeneration: 7, conditions: { Available: 'True' } } },
    { ...service(), spec: { ports: 'http' } },
  ] as unknown as KubeObject[];
  expect(told([...broken, replicaSet('web-2')]).at(-1)).toBe('ReplicaSet web-2: healthy Healthy');
  expect(told(broken)[0]).toBe('Pod web-7d4b9c6f5-x2k8p: unknown Malformed');
});

describe('anything in the place of any field', () => {
  const seed = Number(process.env['PROPERTY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  const runs = 500 * Number(process.env['PROPERTY_FACTOR'] ?? 1);
  const objects = Object.values(tables).flatMap((cases) =>
    cases.map(({ object, related = [] }) => [object, ...related]),
  );
  const verdicts = ['healthy', 'progressing', 'failed', 'terminating', 'suspended', 'unknown'];

  /** The value with one of its fields, however deep, replaced. */
  function replaced(value: unknown, path: readonly number[], by: unknown): unknown {
    const [step = 0, ...others] = path;
    if (typeof value !== 'object' || value === null || path.length === 0) return by;
    const keys = Object.keys(value);
    if (keys.length === 0) return by;
    const key = keys[step % keys.length] ?? '';
    const changed = replaced((value as Record<string, unknown>)[key], others, by);
    if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? changed : item));
    return { ...value, [key]: changed };
  }

  test(`is judged, PROPERTY_SEED=${seed}`, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...objects),
        fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(null, 0, -1, 'x', '', true, [], {}, [null], [[]], [{}], { a: 1 }, [1, 'x']),
        fc.nat(3),
        (group, path, by, index) => {
          const changed = group.map((object, place) =>
            place === index % group.length ? replaced(object, path, by) : object,
          );
          const read = readDump(Buffer.from(JSON.stringify(changed)));
          for (const { verdict, reason, message } of judgeDump(read.objects, now)) {
            expect(verdicts).toContain(verdict);
            expect({ reason: typeof reason, message: typeof message }).toEqual({ reason: 'string', message: 'string' });
          }
        },
      ),
      { seed, numRuns: runs },
    );
  }, 120_000);
});
