/** Which failures were so before the run. */
import { expect, test } from 'vitest';
import { followersOf, oldFailures } from '../../../../src/cluster/snapshot/external.ts';
import type { ObjectState } from '../../../../src/cluster/snapshot/snapshot.ts';
import type { Failure } from '../../../../src/cluster/verification.ts';
import { snapshot, state } from './state.ts';

const web = 'Deployment shop/web';
const plan = { namespaces: ['shop'], named: [], urls: [], unusable: [] };
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

const cases: [string, State, State, string, string, boolean][] = [
  ['the same reason', crashing, crashing, web, late, true],
  ['before its deadline then, past it now, by the same pods', starting, crashing, web, late, true],
  ['a pod with the same reason, whatever its name', crashing, crashing, pod, 'CrashLoopBackOff', true],
  ['a crash by its other name', { ...crashing, podReasons: ['Error'] }, crashing, pod, 'CrashLoopBackOff', true],
  ['a pod that is not ready, which is told as timed out', unready, unready, pod, 'TimedOut', true],
  ['healthy then', {}, crashing, web, late, false],
  ['its pods healthy then', {}, crashing, pod, 'CrashLoopBackOff', false],
  ['another reason', { ...pulling, reason: 'Suspended' }, crashing, web, late, false],
  ['a pod with another reason beside one with the same', crashing, both, pod, 'ImagePullBackOff', false],
  [
    'progressing, for other pods than then',
    starting,
    { ...starting, podReasons: ['CreateContainerConfigError'] },
    web,
    'TimedOut',
    false,
  ],
  [
    'progressing, and no pod says why',
    { ...starting, podReasons: [] },
    { ...starting, podReasons: [] },
    web,
    late,
    true,
  ],
  ['changed on the cluster since', crashing, { ...crashing, generation: 4 }, pod, 'CrashLoopBackOff', false],
  ['made anew', crashing, { ...crashing, uid: 'u2' }, pod, 'CrashLoopBackOff', false],
  ['another image', crashing, { ...crashing, images: [{ image: 'x.test/web:2' }] }, pod, 'CrashLoopBackOff', false],
  ['an object that was not read: nobody knows whether it was changed', unread, unread, pod, 'CrashLoopBackOff', false],
  ['healthy again meanwhile', crashing, {}, web, late, false],
  ['no object of the snapshot', crashing, crashing, 'https://shop.test/', 'HTTP 500', false],
];

test.each(cases)('%s', (_name, then, now, object, reason, isOld) => {
  const taken = { snapshot: snapshot([state(now)]), plan, podObjects: new Map([[pod, web]]) };
  expect(oldFailures([failure(object, reason)], snapshot([state(then)]), taken).length).toBe(isOld ? 1 : 0);
});

test('what is external already stays as it is', () => {
  const taken = { snapshot: snapshot([state(crashing)]), plan, podObjects: new Map<string, string>() };
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
