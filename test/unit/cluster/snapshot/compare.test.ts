/** What is another between two snapshots. */
import { expect, test } from 'vitest';
import { refText } from '../../../../src/cluster/kube-object.ts';
import { type Plan, planOf } from '../../../../src/cluster/plan.ts';
import type { Change } from '../../../../src/cluster/snapshot/change.ts';
import { changesBetween, withinPlan } from '../../../../src/cluster/snapshot/compare.ts';
import type { ObjectState } from '../../../../src/cluster/snapshot/snapshot.ts';
import { probe, release, snapshot, state } from './state.ts';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const web = 'Deployment shop/web';
type Case = [string, Partial<ObjectState>, Partial<ObjectState>, Omit<Change, 'object'>[]];

const cases: Case[] = [
  ['nothing', {}, {}, []],
  ['only what nobody reads: generation and uid', {}, { generation: 4, uid: 'u2' }, []],
  [
    'another image',
    {},
    { images: [{ image: 'x.test/web:2' }] },
    [{ what: 'images', before: 'x.test/web:1', after: 'x.test/web:2' }],
  ],
  [
    'a tag that was pushed again',
    {},
    { images: [{ image: 'x.test/web:1', digest: digest('2') }] },
    [{ what: 'images', before: 'x.test/web:1@sha256:111111111111', after: 'x.test/web:1@sha256:222222222222' }],
  ],
  ['a digest that is not known yet', {}, { images: [{ image: 'x.test/web:1' }] }, []],
  ['a digest that is known only now', { images: [{ image: 'x.test/web:1' }] }, {}, []],
  [
    'more replicas',
    {},
    { ready: 3, desired: 3 },
    [{ what: 'replicas', before: '2 of 2 ready', after: '3 of 3 ready' }],
  ],
  [
    'pods of a workload that was not read itself',
    { ready: 1, desired: undefined },
    { ready: 2, desired: undefined },
    [{ what: 'replicas', before: '1 ready', after: '2 ready' }],
  ],
  [
    'repaired',
    { verdict: 'failed', reason: 'ProgressDeadlineExceeded' },
    {},
    [{ what: 'health', before: 'failed (ProgressDeadlineExceeded)', after: 'healthy' }],
  ],
  [
    'broken in another way',
    { verdict: 'failed', reason: 'CrashLoopBackOff' },
    { verdict: 'failed', reason: 'ImagePullBackOff' },
    [{ what: 'health', before: 'failed (CrashLoopBackOff)', after: 'failed (ImagePullBackOff)' }],
  ],
  ['more restarts', {}, { restarts: 4 }, [{ what: 'restarts', before: '0', after: '4' }]],
  ['fewer restarts, since the pods are new', { restarts: 4 }, {}, []],
];

test.each(cases)('%s', (_name, before, after, changes) => {
  const wanted = changes.map((change) => ({ object: web, ...change }));
  expect(changesBetween(snapshot([state(before)]), snapshot([state(after)]))).toEqual(wanted);
});

test('what came and what went, the latter last; what is only named and not there is neither', () => {
  const cart = state({ name: 'cart', verdict: 'progressing', reason: 'NotReady' });
  const old = state({ kind: 'Service', name: 'old' });
  const named = state({ name: 'later', verdict: 'progressing', reason: 'NotFound' });
  expect(changesBetween(snapshot([state(), old, named]), snapshot([state(), cart, named]))).toEqual([
    { object: 'Deployment shop/cart', what: 'existence', before: null, after: 'progressing (NotReady)' },
    { object: 'Service shop/old', what: 'existence', before: 'healthy', after: null },
  ]);
});

test('warning events that were not there before, with how often', () => {
  const known = { object: web, reason: 'BackOff', message: 'Back-off restarting', count: 3 };
  const fresh = { object: web, reason: 'Failed', message: 'Failed to pull image', count: 2 };
  const before = snapshot([state()], { warnings: [known] });
  const after = snapshot([state()], { warnings: [{ ...known, count: 90 }, fresh] });
  expect(changesBetween(before, after)).toEqual([
    { object: web, what: 'warning', before: null, after: 'Failed: Failed to pull image (2 times)' },
  ]);
  expect(changesBetween(after, before)).toEqual([]);
});

test('never more than a hundred', () => {
  const many = Array.from({ length: 300 }, (_, index) => state({ name: `web-${index}` }));
  expect(changesBetween(snapshot([]), snapshot(many))).toHaveLength(100);
});

test('of a workload that is read itself on one side only, what is known of both', () => {
  const read = state({ kind: 'StatefulSet', ready: 2, desired: 2 });
  const unread = state({ kind: 'StatefulSet', ready: 2, desired: undefined });
  expect(changesBetween(snapshot([unread]), snapshot([read]))).toEqual([]);
  expect(changesBetween(snapshot([unread]), snapshot([{ ...read, ready: 1 }]))).toEqual([
    { object: 'StatefulSet shop/web', what: 'replicas', before: '2 ready', after: '1 ready' },
  ]);
});

test('of the whole cluster, only what the plan means', () => {
  const about = (object: string) => ({ object, reason: 'BackOff', message: '', count: 1 });
  const objects = [
    state({ namespace: 'other' }),
    state({ namespace: 'fresh' }),
    state({ kind: 'Service', namespace: 'fresh', name: 'cart' }),
  ];
  const warnings = [about('Deployment fresh/web'), about('Pod fresh/gone'), about('Pod other/x')];
  const whole = snapshot(objects, { warnings });
  const none = { namespaces: [], workloads: [], services: [], urls: [] };
  const names = (plan: Plan) => {
    const within = withinPlan(whole, plan);
    return [within.objects.map(refText), within.warnings.map(({ object }) => object)];
  };
  expect(withinPlan(whole, planOf(none))).toBe(whole);
  expect(names(planOf({ ...none, namespaces: ['fresh'] }))).toEqual([
    ['Deployment fresh/web', 'Service fresh/cart'],
    ['Deployment fresh/web', 'Pod fresh/gone'],
  ]);
  expect(names(planOf({ ...none, workloads: ['fresh/deployment/web'] }))).toEqual([
    ['Deployment fresh/web'],
    ['Deployment fresh/web'],
  ]);
});

test('Flux objects that are meant: health and revision, and what came and went where all were seen', () => {
  const well = release({ verdict: 'healthy', reason: 'Healthy', revision: '2.0.0', trouble: undefined });
  const before = snapshot([], { flux: [release({ revision: '1.0.0' }), release({ name: 'gone' })] });
  const after = snapshot([], { flux: [well, release({ name: 'other' })] });
  const isMeant = ({ name }: ObjectState) => name !== 'other';
  const changed = [
    { object: 'HelmRelease shop/redis', what: 'health', before: 'failed (UpgradeFailed)', after: 'healthy' },
    { object: 'HelmRelease shop/redis', what: 'revision', before: '1.0.0', after: '2.0.0' },
  ];
  const went = { object: 'HelmRelease shop/gone', what: 'existence', before: 'failed (UpgradeFailed)', after: null };
  expect(changesBetween(before, after, isMeant)).toEqual([...changed, went]);
  expect(changesBetween({ ...before, hasAllFlux: false }, after, isMeant)).toEqual(changed);
});

test('URLs and images that were looked at both times', () => {
  const image = probe({ check: 'Image', object: 'x.test/web:1', actual: digest('1') });
  const url = probe({ verdict: 'failed', reason: 'HttpStatus', actual: 'HTTP 503' });
  const unseen = { object: 'https://b.test/', verdict: 'unknown' } as const;
  const before = snapshot([], { probes: [url, image, probe(unseen)] });
  const after = snapshot([], {
    probes: [probe(), { ...image, actual: digest('2') }, probe({ object: 'https://b.test/' })],
  });
  expect(changesBetween(before, after)).toEqual([
    { object: 'https://shop.test/', what: 'health', before: 'failed (HTTP 503)', after: 'healthy' },
    { object: 'x.test/web:1', what: 'images', before: 'sha256:111111111111', after: 'sha256:222222222222' },
  ]);
  expect(changesBetween(before, before)).toEqual([]);
});
