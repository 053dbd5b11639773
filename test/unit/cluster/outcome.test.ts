/** The verdict of it all, from what was seen. */
import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../src/cluster/api-error.ts';
import { failed, type Health, healthy, progressing, suspended, troubled } from '../../../src/cluster/health/health.ts';
import type { TimedJudgement } from '../../../src/cluster/judgement.ts';
import { refText } from '../../../src/cluster/kube-object.ts';
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
  expected: 'HTTP 2xx or 3xx',
  actual: passed ? 'HTTP 200' : 'HTTP 500',
  attempts,
  durationMs: 12,
  advice: { cause: 'c', remedy: 'r' },
});

const good = judged('Pod', 'web-1', healthy('Running'));
const crash = judged('Pod', 'web-2', failed('CrashLoopBackOff', 'CrashLoopBackOff: container app'));
const rolledOut = judged('Deployment', 'web', healthy('1 wanted'), false);
const onlyService = planOf({ ...none, services: ['shop/web'] });
const shopForbidden = ['pods', 'services', 'endpointslices'].map((plural) => `list ${plural} in shop`);
const whole = { wholeCluster: true, plan: planOf(none) };

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
    ['an entry that is no URL', { judgements: [good], urls: [{ ...url(false), reason: 'InvalidUrl' }] }, 'blocked'],
    [
      'an entry that is no URL, and something has failed',
      { judgements: [crash], urls: [{ ...url(false), reason: 'InvalidUrl' }] },
      'failed',
    ],
    ['nothing in scope', {}, 'nothing_to_verify'],
    ['nothing in scope, problems elsewhere', { judgements: [{ ...crash, inScope: false }] }, 'nothing_to_verify'],
    ['nothing that may be read', { forbidden: ['list pods in shop'] }, 'blocked'],
    ['some of the scope may not be read', { judgements: [good], forbidden: ['list services in shop'] }, 'blocked'],
    [
      'some of the scope may not be read, and something else has failed',
      { judgements: [crash], forbidden: ['list services in shop'] },
      'failed',
    ],
    [
      'the named service may not be read, something else is healthy',
      { plan: onlyService, judgements: [rolledOut], forbidden: shopForbidden },
      'blocked',
    ],
    [
      'what only explains the named service may not be read',
      { plan: onlyService, judgements: [judged('Service', 'web', healthy('ready'))], forbidden: ['list pods in shop'] },
      'passed',
    ],
    ['the API went away', { judgements: [good], lost: new ApiError('unreachable', 'gone') }, 'blocked'],
    ['whole cluster, healthy', { ...whole, judgements: [{ ...good, inScope: false }] }, 'passed'],
    ['whole cluster, with problems', { ...whole, judgements: [{ ...crash, inScope: false }] }, 'nothing_to_verify'],
    [
      'whole cluster, something paused',
      { ...whole, judgements: [judged('Deployment', 'a', suspended('is paused'), false)] },
      'nothing_to_verify',
    ],
    [
      'whole cluster, some may not be read',
      { ...whole, judgements: [{ ...good, inScope: false }], forbidden: ['list services in all namespaces'] },
      'nothing_to_verify',
    ],
    ['whole cluster, nothing may be read', { ...whole, forbidden: ['list pods in all namespaces'] }, 'blocked'],
    ['whole cluster, empty', whole, 'nothing_to_verify'],
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
  const { checks, summary, message } = outcomeOf(seen({ ...whole, judgements }));
  expect(checks.map(({ object, actual }) => `${object}: ${actual}`)).toContain('whole cluster: 200 of 200 healthy');
  expect(checks).toHaveLength(3);
  expect(summary).toMatchObject({ pods_healthy: 200, pods_total: 200 });
  expect(message).toBe(
    'Nothing in particular was named; the whole cluster was looked at, as warnings only (staging): 200 of 200 pods healthy.',
  );
});

test('problems of a whole cluster are warnings; the message says how many, and how to scope', () => {
  const rolling = judged('Deployment', 'web', progressing('RolloutProgressing', '2 wanted: 1 ready'), false);
  const judgements = [{ ...good, inScope: false }, { ...crash, inScope: false }, rolling];
  const { warnings, message, failures } = outcomeOf(seen({ ...whole, judgements }));
  expect(failures).toEqual([]);
  expect(warnings).toEqual([
    'Pod shop/web-2: CrashLoopBackOff: container app',
    'Deployment shop/web: 2 wanted: 1 ready',
  ]);
  expect(message).toBe(
    'Nothing is scoped to this task, so nothing was verified. The whole cluster was looked at, as warnings only ' +
      '(staging): 2 problems exist (1 of 2 pods healthy, 0 of 1 deployments rolled out). Name what belongs to the ' +
      'task under `verify:` in its front matter, for example `verify: { namespaces: [NAME] }`, then verify again.',
  );
});

test('a whole cluster that may be read in part was not looked at as a whole', () => {
  const forbidden = ['list services in all namespaces'];
  const { warnings, message } = outcomeOf(seen({ ...whole, judgements: [{ ...good, inScope: false }], forbidden }));
  expect(warnings).toEqual(['Skipped: the user of the kubeconfig may not list services in all namespaces.']);
  expect(message).toContain('no problem was seen');
  expect(message).toContain('may not list services in all namespaces');
});

describe('what the scope names and may not be read', () => {
  const shown = outcomeOf(seen({ plan: onlyService, judgements: [rolledOut], forbidden: shopForbidden }));

  test('is named in the message, with the remedy', () => {
    expect(shown.message).toBe(
      'Not verified on staging: the user of the kubeconfig may not list services in shop, list endpointslices in ' +
        'shop, and the scope of the task needs it. Grant this, or use a context whose user may read it, then verify again.',
    );
  });

  test('is a failed check and an external failure; what the scope does not need is a skipped check and a warning', () => {
    expect(shown.failures.map(({ object, scope }) => `${object}: ${scope}`)).toEqual([
      'list services in shop: external',
      'list endpointslices in shop: external',
    ]);
    expect(shown.warnings).toEqual(['Skipped: the user of the kubeconfig may not list pods in shop.']);
    const rows = shown.checks.filter(({ name }) => name === 'Permission');
    expect(rows.map(({ object, status }) => `${object}: ${status}`)).toEqual([
      'list services in shop: fail',
      'list endpointslices in shop: fail',
      'list pods in shop: skipped',
    ]);
  });

  test('is told beside another failure', () => {
    const { message, failures } = outcomeOf(seen({ judgements: [crash], forbidden: ['list services in shop'] }));
    expect(message).toMatch(
      /^Pod shop\/web-2: CrashLoopBackOff\. .* Besides, the user of the kubeconfig may not list services in shop\.$/,
    );
    expect(failures.map(({ reason }) => reason)).toEqual(['CrashLoopBackOff', 'Forbidden']);
  });
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

test('counts, and a message that the root cause leads, in the words of its pod', () => {
  const rollout = judged('Deployment', 'web', failed('ProgressDeadlineExceeded', 'x'));
  const pod = { ...crash, links: [{ object: refText(rollout.ref), restsOn: refText(crash.ref) }] };
  const { summary, message } = outcomeOf(seen({ judgements: [rollout, good, pod], urls: [url(true), url(false)] }));
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
  expect(message).toMatch(/^Deployment shop\/web: CrashLoopBackOff\. .*\(and 1 more root cause\)$/);
});
