/** Which failures were so before the run. */
import { expect, test } from 'vitest';
import { followersOf, oldFailures, unknownBefore } from '../../../../src/cluster/snapshot/external.ts';
import type { ObjectState, Probe, Snapshot } from '../../../../src/cluster/snapshot/snapshot.ts';
import type { Failure } from '../../../../src/cluster/verification.ts';
import { probe, release, snapshot, state } from './state.ts';

const web = 'Deployment shop/web';
const pod = 'Pod shop/web-abc-1';
const failure = (object: string, reason: string, scope: Failure['scope'] = 'task'): Failure => {
  return { check: object.split(' ')[0] ?? '', object, reason, message: '', cause: '', remedy: '', scope };
};
const late = 'ProgressDeadlineExceeded';
type State = Partial<ObjectState>;
const crashing: State = { verdict: 'failed', reason: late, podReasons: ['CrashLoopBackOff'], ready: 0 };
const pulling: State = { ...crashing, reason: 'ImagePullBackOff', podReasons: ['ImagePullBackOff'] };
const starting: State = { ...crashing, verdict: 'progressing', reason: 'RolloutProgressing' };
const unready: State = { ...crashing, podReasons: ['NotReady'] };
const unread: State = { ...crashing, uid: undefined, generation: undefined };
const both: State = { ...crashing, podReasons: ['CrashLoopBackOff', 'ImagePullBackOff'] };

const cases: [string, State, State, string, string, 'external' | 'own' | undefined][] = [
  ['the same reason', crashing, crashing, web, late, 'external'],
  ['before its deadline then, past it now, by the same pods', starting, crashing, web, late, 'external'],
  ['a pod with the same reason, whatever its name', crashing, crashing, pod, 'CrashLoopBackOff', 'external'],
  ['a crash by its other name', { ...crashing, podReasons: ['Error'] }, crashing, pod, 'CrashLoopBackOff', 'external'],
  ['a pod that is not ready, which is told as timed out', unready, unready, pod, 'TimedOut', 'external'],
  ['healthy then', {}, crashing, web, late, undefined],
  ['healthy then, beside a pod that crashed', { podReasons: ['CrashLoopBackOff'] }, crashing, web, late, undefined],
  ['its pods healthy then', {}, crashing, pod, 'CrashLoopBackOff', undefined],
  ['another reason', { ...pulling, reason: 'Suspended' }, crashing, web, late, undefined],
  ['a pod with another reason beside one with the same', crashing, both, pod, 'ImagePullBackOff', undefined],
  [
    'progressing, for other pods than then',
    starting,
    { ...starting, podReasons: ['CreateContainerConfigError'] },
    web,
    'TimedOut',
    undefined,
  ],
  [
    'progressing, and no pod says why',
    { ...starting, podReasons: [] },
    { ...starting, podReasons: [] },
    web,
    late,
    'external',
  ],
  ['changed on the cluster since', crashing, { ...crashing, generation: 4 }, pod, 'CrashLoopBackOff', 'own'],
  ['made anew', crashing, { ...crashing, uid: 'u2' }, pod, 'CrashLoopBackOff', 'own'],
  ['another image', crashing, { ...crashing, images: [{ image: 'x.test/web:2' }] }, pod, 'CrashLoopBackOff', 'own'],
  ['an object that was not read: nobody knows whether it was changed', unread, unread, pod, 'CrashLoopBackOff', 'own'],
  ['healthy again meanwhile', crashing, {}, web, late, undefined],
  ['no object of the snapshot', crashing, crashing, 'https://shop.test/', 'HTTP 500', undefined],
];

test.each(cases)('%s', (_name, then, now, object, reason, expected) => {
  const taken = { snapshot: snapshot([state(now)]), podObjects: new Map([[pod, web]]) };
  const [old] = oldFailures([failure(object, reason)], snapshot([state(then)]), taken);
  expect(old && (old.subject === undefined ? 'own' : 'external')).toBe(expected);
});

test('fewer pods that are ready than before is worse', () => {
  const one = failure(web, late);
  const worse = (then: State, now: State) => {
    const taken = { snapshot: snapshot([state({ ...crashing, ...now })]), podObjects: new Map<string, string>() };
    return oldFailures([one], snapshot([state({ ...crashing, ...then })]), taken).map(({ isNoWorse }) => isNoWorse);
  };
  expect(worse({ ready: 1 }, { ready: 0 })).toEqual([false]);
  expect(worse({ ready: 1 }, { ready: 1 })).toEqual([true]);
  expect(worse({ ready: undefined }, { ready: 0 })).toEqual([true]);
});

const redis = 'HelmRelease shop/redis';
const attempted = 'redis 1.0.0 sha256:1';
const releases: [string, State, State, 'external' | 'own' | undefined][] = [
  ['in the same words', {}, {}, 'external'],
  ['in other words', {}, { trouble: 'no such chart' }, undefined],
  [
    'in other words, of the same chart with the same values',
    { attempted },
    { attempted, trouble: 'tries are up' },
    'external',
  ],
  ['in the same words, of other values', { attempted }, { attempted: 'redis 1.0.0 sha256:2' }, 'own'],
  ['changed since', {}, { generation: 9 }, 'own'],
  ['at work then', { verdict: 'progressing', reason: 'Progressing', trouble: undefined }, {}, undefined],
  ['ready then', { verdict: 'healthy', reason: 'Healthy', trouble: undefined }, {}, undefined],
  [
    'failed then and suspended now',
    { attempted },
    { attempted, verdict: 'suspended', trouble: 'Suspended' },
    undefined,
  ],
];

test.each(releases)('a HelmRelease that fails %s', (_name, then, now, expected) => {
  const taken = { snapshot: snapshot([], { flux: [release(now)] }), podObjects: new Map<string, string>() };
  const [old] = oldFailures([failure(redis, 'UpgradeFailed')], snapshot([], { flux: [release(then)] }), taken);
  expect(old && (old.subject === undefined ? 'own' : 'external')).toBe(expected);
});

const down = probe({ verdict: 'failed', reason: 'HttpStatus', actual: 'HTTP 503' });
const missing = probe({ check: 'Image', object: 'x.test/web:2', verdict: 'failed', reason: 'NotFound', actual: '' });
const probes: [string, Probe, Probe, boolean][] = [
  ['a URL with the same answer', down, down, true],
  ['with another sign that its backend is away', down, { ...down, reason: 'Timeout', actual: 'no answer' }, true],
  ['with another answer', down, { ...down, actual: 'HTTP 404' }, false],
  ['that answered', probe(), down, false],
  ['that could not be asked', { ...down, verdict: 'unknown' }, down, false],
  ['an image that was missing', missing, missing, true],
  ['that is broken now', missing, { ...missing, reason: 'Broken' }, false],
];

test.each(probes)('%s', (_name, then, now, isOld) => {
  const taken = { snapshot: snapshot([], { probes: [now] }), podObjects: new Map<string, string>() };
  const one = { ...failure(now.object, now.reason), check: now.check };
  expect(oldFailures([one], snapshot([], { probes: [then] }), taken).map(({ subject }) => subject)).toEqual(
    isOld ? [now] : [],
  );
});

test('a Flux object that the scope names and that was not there is not there still', () => {
  const one: Failure = { ...failure('helmrelease/redis', 'NotFound'), check: 'HelmRelease' };
  const taken = { snapshot: snapshot([]), podObjects: new Map<string, string>() };
  const old = (before: Partial<Snapshot>) => oldFailures([one], snapshot([], before), taken).length;
  expect(old({})).toBe(1);
  expect(old({ flux: [release()] })).toBe(0);
  expect(old({ hasAllFlux: false })).toBe(0);
});

test('of what could not be looked at, it is not known whether it failed', () => {
  const url = { ...failure('https://shop.test/', 'HttpStatus'), check: 'Health URL' };
  const helm = failure(redis, 'UpgradeFailed');
  const all = [url, helm, failure(web, late)];
  expect(unknownBefore(all, snapshot([], { probes: [probe()] }))).toEqual([]);
  expect(unknownBefore(all, snapshot([], { probes: [probe({ verdict: 'unknown' })] }))).toEqual([url]);
  expect(unknownBefore(all, snapshot([], { hasAllFlux: false }))).toEqual([url, helm]);
  expect(unknownBefore(all, snapshot([], { hasAllFlux: false, flux: [release()] }))).toEqual([url]);
  expect(unknownBefore([{ ...url, scope: 'external' }], snapshot([]))).toEqual([]);
});

test('what is external already stays as it is', () => {
  const taken = { snapshot: snapshot([state(crashing)]), podObjects: new Map<string, string>() };
  expect(oldFailures([failure(web, late, 'external')], taken.snapshot, taken)).toEqual([]);
});

const service: State = { kind: 'Service', verdict: 'failed', reason: 'NoReadyEndpoints', images: [] };
const followers: [string, State | undefined, State | undefined, string, 'old' | 'unsure' | 'own'][] = [
  ['broken before as well', service, service, 'Service shop/web', 'old'],
  ['changed since', service, { ...service, generation: 9 }, 'Service shop/web', 'unsure'],
  ['well before, beside the same trouble', { ...service, verdict: 'healthy' }, service, 'Service shop/web', 'own'],
  ['came with the run', undefined, service, 'Service shop/web', 'own'],
  ['a URL, of which nothing was known', undefined, undefined, 'https://shop.test/', 'unsure'],
  [
    'a Kustomization that was ready until it tried again',
    undefined,
    undefined,
    'Kustomization flux-system/apps',
    'unsure',
  ],
];

test.each(followers)('what follows: %s', (_name, then, now, object, expected) => {
  const one = failure(object, 'NoReadyEndpoints');
  const of = (some: State | undefined) => snapshot(some === undefined ? [] : [state(some)]);
  const sides = { own: { old: [], unsure: [] }, old: { old: [one], unsure: [] }, unsure: { old: [], unsure: [one] } };
  expect(followersOf([one], of(then), { snapshot: of(now) }, () => false)).toEqual(sides[expected]);
});

test('what is the task’s and follows stays the task’s', () => {
  const both = snapshot([state(service)]);
  const one = failure('Service shop/web', 'NoReadyEndpoints');
  expect(followersOf([one], both, { snapshot: both }, () => true)).toEqual({ old: [], unsure: [] });
});

test('a URL that answered beside the same trouble stays the task’s', () => {
  const url = { ...failure('https://shop.test/', 'HttpStatus'), check: 'Health URL' };
  const sorted = (then: Probe) =>
    followersOf([url], snapshot([], { probes: [then] }), { snapshot: snapshot([]) }, () => false);
  expect(sorted(probe())).toEqual({ old: [], unsure: [] });
  expect(sorted(probe({ verdict: 'unknown' }))).toEqual({ old: [], unsure: [url] });
});
