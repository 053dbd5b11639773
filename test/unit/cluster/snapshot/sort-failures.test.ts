/** The failures of a verification, sorted by how it was before the run and by whose they are. */
import { expect, test } from 'vitest';
import type { Snapshot } from '../../../../src/cluster/snapshot/snapshot.ts';
import { type SortedFailures, sortFailures } from '../../../../src/cluster/snapshot/sort-failures.ts';
import { type Check, emptySummary, type Failure, type Verification } from '../../../../src/cluster/verification.ts';
import { probe, release, snapshot, state } from './state.ts';

const failure = (object: string, reason: string, check = object.split(' ')[0] ?? ''): Failure => {
  return { check, object, reason, message: 'm', cause: '', remedy: '', scope: 'task' };
};
const row = (object: string, status: Check['status']): Check => {
  const name = object.split(' ')[0] ?? '';
  return { name, object, asked: '', expected: '', actual: '', status, evidence: '', duration_ms: 0 };
};
const crashing = {
  verdict: 'failed',
  reason: 'ProgressDeadlineExceeded',
  podReasons: ['ImagePullBackOff'],
  ready: 0,
} as const;
const pod = 'Pod shop/web-abc-1';
const podObjects = new Map([[pod, 'Deployment shop/web']]);

function sorted(
  failures: readonly Failure[],
  parts: {
    before: Partial<Snapshot>;
    now?: Partial<Snapshot>;
    more?: Partial<Verification>;
    isTasks?: boolean;
  },
): Record<string, string[]> {
  const { before, now = before, more = {}, isTasks = false } = parts;
  const verification: Verification = {
    ...{ overall: 'failed', summary: emptySummary, checks: [], failures, warnings: [], message: '', context: 'kind' },
    ...more,
  };
  const taken = { snapshot: snapshot([], now), podObjects };
  const all: SortedFailures = sortFailures(verification, snapshot([], before), taken, () => isTasks);
  const texts = (one: ReadonlySet<Failure | string>) => [...one].map((x) => (typeof x === 'string' ? x : x.object));
  return Object.fromEntries(Object.entries(all).flatMap(([key, one]) => (one.size === 0 ? [] : [[key, texts(one)]])));
}

const redis = failure('HelmRelease shop/redis', 'UpgradeFailed');

test('so before and of others: old; the task’s: broken; where nobody could look: unknown; else nothing', () => {
  const before = { flux: [release()] };
  expect(sorted([redis], { before })).toEqual({ old: [redis.object] });
  expect(sorted([redis], { before, isTasks: true })).toEqual({ broken: [redis.object] });
  expect(sorted([redis], { before: { hasAllFlux: false }, now: before })).toEqual({ unknown: [redis.object] });
  expect(sorted([redis], { before: {}, now: before })).toEqual({});
});

test('what is the task’s and has fewer pods that are ready is not only as broken as before', () => {
  const web = failure('Deployment shop/web', 'ProgressDeadlineExceeded');
  const before = { objects: [state({ ...crashing, ready: 1 })] };
  expect(sorted([web], { before, now: { objects: [state(crashing)] }, isTasks: true })).toEqual({});
  expect(sorted([web], { before, isTasks: true })).toEqual({ broken: [web.object] });
});

test('what has to show what was pushed stands in the way', () => {
  const more = { awaited: [redis.object] };
  expect(sorted([redis], { before: { flux: [release()] }, more })).toEqual({ standing: [redis.object] });
});

test('what follows from the task’s old trouble, and came with a new attempt: unknown', () => {
  const web = failure('Deployment shop/web', 'ProgressDeadlineExceeded');
  const apps = failure('Kustomization flux-system/apps', 'HealthCheckFailed');
  const before = { objects: [state(crashing)] };
  const more = { links: [{ object: apps.object, restsOn: web.object }] };
  expect(sorted([web, apps], { before, more, isTasks: true })).toEqual({
    broken: [web.object],
    unknown: [apps.object],
  });
  expect(sorted([web, apps], { before, more })).toEqual({ old: [web.object], unsure: [apps.object] });
});

test('an image that nobody stated fails with the pods that use it', () => {
  const stuck = failure(pod, 'ImagePullBackOff');
  const image = failure('x.test/web:1', 'NotFound', 'Image');
  const before = { objects: [state(crashing)] };
  const more = { images: [{ image: image.object, pods: [pod], isNeverPulled: false, isReady: false }] };
  expect(sorted([stuck, image], { before, more })).toEqual({ old: [pod, image.object] });
  expect(sorted([stuck, image], { before, more, isTasks: true })).toEqual({ broken: [pod, image.object] });
  const well = { objects: [state()] };
  expect(sorted([stuck, image], { before: well, now: before, more })).toEqual({ unknown: [image.object] });
  const there = probe({ check: 'Image', object: image.object });
  expect(sorted([stuck, image], { before: { ...before, probes: [there] }, more })).toEqual({ old: [pod] });
});

test('a row of Flux that only waits, in the same words as before', () => {
  const late = 'Kustomization shop/late';
  const waiting = release({ kind: 'Kustomization', name: 'late', verdict: 'progressing', trouble: 'waits' });
  const more = { checks: [row(late, 'fail'), row(redis.object, 'fail')] };
  const before = { flux: [release(), waiting] };
  expect(sorted([redis], { before, more })).toEqual({ old: [redis.object], waiting: [late] });
  const awaited = { ...more, awaited: [late] };
  expect(sorted([redis], { before, more: awaited })).toEqual({ old: [redis.object] });
  const now = { flux: [release(), { ...waiting, trouble: 'waits for another' }] };
  expect(sorted([redis], { before, now, more })).toEqual({ old: [redis.object] });
});
