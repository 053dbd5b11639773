/** The verdict of it all, from what was seen. */
import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../src/cluster/api-error.ts';
import { failed, type Health, healthy, progressing, suspended, troubled } from '../../../src/cluster/health/health.ts';
import type { TimedJudgement } from '../../../src/cluster/judgement.ts';
import { outcomeOf } from '../../../src/cluster/outcome.ts';
import { planOf } from '../../../src/cluster/plan.ts';
import type { Seen } from '../../../src/cluster/seen.ts';
import type { UrlVerdict } from '../../../src/cluster/url-check.ts';

const none = { namespaces: [], workloads: [], services: [], urls: [] };
const seen = (change: Partial<Seen> = {}): Seen => ({
  cluster: { context: 'staging', server: 'https://staging.example', version: 'v1.33.0' },
  plan: planOf({ ...none, namespaces: ['shop'] }),
  wholeCluster: false,
  judgements: [],
  forbidden: [],
  lost: undefined,
  urls: [],
  notes: [],
  ...change,
});
const judged = (kind: string, name: string, health: Health, inScope = true): TimedJudgement => ({
  ref: { kind, namespace: 'shop', name },
  health,
  inScope,
  evidence: '',
  waitsFor: 'rollout',
  durationMs: 300_000,
  timedOut: false,
});
const url = (passed: boolean, attempts = 1): UrlVerdict => ({
  url: 'https://shop.example/health',
  passed,
  reason: 'HttpStatus',
  actual: passed ? 'HTTP 200' : 'HTTP 500',
  attempts,
  durationMs: 12,
  advice: { cause: 'c', remedy: 'r' },
});

const good = judged('Pod', 'web-1', healthy('Running'));
const crash = judged('Pod', 'web-2', failed('CrashLoopBackOff', 'CrashLoopBackOff: container app'));

describe('overall', () => {
  test.each<[string, Partial<Seen>, string]>([
    ['all healthy', { judgements: [good], urls: [url(true)] }, 'passed'],
    ['a failing pod', { judgements: [good, crash] }, 'failed'],
    ['a failing pod outside the scope', { judgements: [good, { ...crash, inScope: false }] }, 'passed'],
    [
      'a pod that is still starting',
      { judgements: [judged('Pod', 'a', progressing('NotReady', 'not ready'))] },
      'failed',
    ],
    ['a paused Deployment', { judgements: [judged('Deployment', 'a', suspended('is paused'))] }, 'failed'],
    [
      'something that is being deleted for ever',
      { judgements: [judged('Pod', 'a', { verdict: 'terminating', reason: 'Terminating', message: '' })] },
      'failed',
    ],
    ['a URL that does not answer', { judgements: [good], urls: [url(false)] }, 'failed'],
    ['nothing in scope', {}, 'nothing_to_verify'],
    ['nothing in scope, problems elsewhere', { judgements: [{ ...crash, inScope: false }] }, 'nothing_to_verify'],
    ['nothing that may be read', { forbidden: ['list pods in shop'] }, 'blocked'],
    ['some may not be read', { judgements: [good], forbidden: ['list services in shop'] }, 'passed'],
    ['the API went away', { judgements: [good], lost: new ApiError('unreachable', 'gone') }, 'blocked'],
    ['whole cluster, with problems', { wholeCluster: true, judgements: [{ ...crash, inScope: false }] }, 'passed'],
    ['whole cluster, empty', { wholeCluster: true }, 'nothing_to_verify'],
    [
      'entries that are not checked, and nothing else',
      { plan: planOf({ ...none, workloads: ['widget/x'] }) },
      'nothing_to_verify',
    ],
  ])('%s', (_name, change, expected) => {
    expect(outcomeOf(seen(change)).overall).toBe(expected);
  });
});

test('a failure names reason, cause and remedy, and belongs to the task', () => {
  expect(outcomeOf(seen({ judgements: [crash] })).failures).toEqual([
    {
      check: 'Pod',
      object: 'Pod shop/web-2',
      reason: 'CrashLoopBackOff',
      message: 'CrashLoopBackOff: container app',
      cause: 'A container starts and ends with an error.',
      remedy: 'Read its last words: `kubectl -n shop logs pod/web-2 --all-containers --previous`.',
      scope: 'task',
    },
  ]);
});

test('what still waits at the end has timed out; what was in trouble already keeps its reason', () => {
  const slow = judged('Deployment', 'web', progressing('RolloutProgressing', '2 wanted: 1 ready'));
  const stuck = judged('Service', 'web', troubled('NoReadyEndpoints', 'has no endpoints'));
  const failures = outcomeOf(seen({ judgements: [slow, stuck] })).failures.map(({ reason, message }) => [
    reason,
    message,
  ]);
  expect(failures).toEqual([
    ['TimedOut', 'timed out after 300 s: 2 wanted: 1 ready'],
    ['NoReadyEndpoints', 'timed out after 300 s: has no endpoints'],
  ]);
});

test('an API that went away is external', () => {
  const { failures, checks } = outcomeOf(seen({ lost: new ApiError('unauthorized', 'token expired') }));
  expect(failures).toMatchObject([{ object: 'Kubernetes API', reason: 'unauthorized', scope: 'external' }]);
  expect(checks.find(({ name }) => name === 'Kubernetes API')?.status).toBe('fail');
});

test('problems outside the scope are warnings, twenty by name', () => {
  const others = Array.from({ length: 25 }, (_, index) => ({
    ...crash,
    ref: { ...crash.ref, name: `x-${index}` },
    inScope: false,
  }));
  const { warnings, checks, failures } = outcomeOf(seen({ judgements: [good, ...others] }));
  expect(failures).toEqual([]);
  expect(warnings[0]).toBe('Outside the scope of the task: Pod shop/x-0: CrashLoopBackOff: container app');
  expect(warnings.at(-1)).toBe('Outside the scope of the task: 5 more problems.');
  expect(checks.filter(({ status }) => status === 'warn')).toHaveLength(20);
});

test('of the whole cluster one row a kind is told, not every pod', () => {
  const judgements = Array.from({ length: 200 }, (_, index) => ({
    ...judged('Pod', `p-${index}`, healthy('Running')),
    inScope: false,
  }));
  const { checks, summary, message } = outcomeOf(seen({ wholeCluster: true, judgements }));
  expect(checks.map(({ object, actual }) => `${object}: ${actual}`)).toContain(
    'whole cluster: 200 of 200 without a problem',
  );
  expect(checks).toHaveLength(3);
  expect(summary).toMatchObject({ pods_healthy: 200, pods_total: 200 });
  expect(message).toContain('as warnings only');
});

test('what is skipped and what needed two attempts is said', () => {
  const { warnings, checks } = outcomeOf(
    seen({
      plan: planOf({ ...none, namespaces: ['empty'], workloads: ['widget/x'] }),
      judgements: [{ ...good, health: healthy('Running', ['a note']) }],
      urls: [url(true, 2)],
      notes: ['Tried once more'],
    }),
  );
  expect(warnings).toEqual([
    'Tried once more',
    '"widget/x" of the scope was skipped: health of the kind "widget" is not judged.',
    'Namespace empty is in the scope and holds no pod, deployment or service.',
    'Pod shop/web-1: a note.',
    'https://shop.example/health answered only at the second attempt.',
  ]);
  expect(checks.filter(({ status }) => status === 'skipped').map(({ object }) => object)).toEqual(['widget/x']);
});

test('counts, and a message that a pod leads', () => {
  const rollout = judged('Deployment', 'web', failed('CrashLoopBackOff', 'x'));
  const { summary, message } = outcomeOf(seen({ judgements: [rollout, good, crash], urls: [url(true), url(false)] }));
  expect(summary).toEqual({
    pods_healthy: 1,
    pods_total: 2,
    services_up: 0,
    services_total: 0,
    deployments_healthy: 0,
    deployments_total: 1,
    endpoints_accessible: 1,
    endpoints_total: 2,
  });
  expect(message).toMatch(/^Pod shop\/web-2: CrashLoopBackOff\. .*\(and 2 more failures\)$/);
});
