/** What is said of changed resources: before and after the push, gone, skipped. */
import { expect, test } from 'vitest';
import { resourceFindings } from '../../../../src/cluster/changes/resource-findings.ts';
import { failed, type Health, healthy, progressing, troubled } from '../../../../src/cluster/health/health.ts';
import type { TimedJudgement } from '../../../../src/cluster/judgement.ts';

const judged = (health: Health): TimedJudgement => ({
  ref: { kind: 'Ingress', namespace: 'shop', name: 'web' },
  ...{ health, inScope: true, evidence: 'generation 2', waitsFor: 'rollout', durationMs: 3000, timedOut: true },
});
const missing = judged(troubled('NotFound', 'does not exist'));
const waiting = judged(progressing('NoAddress', 'has no address'));

test.each<[string, TimedJudgement, boolean, string, string | undefined]>([
  ['healthy', judged(healthy('exists')), true, 'pass', undefined],
  ['healthy, and not pushed', judged(healthy('exists')), false, 'pass', undefined],
  ['failed', judged(failed('Broken', 'is broken')), true, 'fail', 'Broken'],
  ['failed, and not pushed', judged(failed('Broken', 'is broken')), false, 'warn', undefined],
  ['missing', missing, true, 'fail', 'NotFound'],
  ['missing, and not pushed', missing, false, 'warn', undefined],
  ['still waiting', waiting, true, 'fail', 'TimedOut'],
  ['not seen by its controller', judged(progressing('NotObserved', 'not seen')), true, 'fail', 'NotObserved'],
])('%s', (_name, judgement, isPushed, status, reason) => {
  const { checks, failures, warnings, isSupporting } = resourceFindings(
    { judgements: [judgement], skipped: [] },
    isPushed,
    new Set(),
  );
  expect(checks).toMatchObject([{ name: 'Changed resource', object: 'Ingress shop/web', status }]);
  expect(failures.map((failure) => failure.reason)).toEqual(reason === undefined ? [] : [reason]);
  expect(warnings).toHaveLength(status === 'warn' ? 1 : 0);
  expect(isSupporting === true).toBe(!isPushed);
});

test('what the cluster removes by itself may be gone', () => {
  const { checks, failures, warnings } = resourceFindings(
    { judgements: [missing], skipped: [] },
    true,
    new Set(['Ingress shop/web']),
  );
  expect({ status: checks[0]?.status, failures, warnings }).toEqual({
    ...{ status: 'warn', failures: [] },
    warnings: ['Ingress shop/web has ended and is gone.'],
  });
});

test('what gave no answer blocks, each by its name', () => {
  const skipped = [{ object: 'Ingress shop/web', why: 'HTTP 503', isUnread: true as const }];
  expect(resourceFindings({ judgements: [], skipped }, true, new Set())).toMatchObject({
    ...{ isUnread: true, warnings: [], checks: [{ object: 'Ingress shop/web', status: 'skipped' }] },
    failures: [{ object: 'Ingress shop/web', reason: 'NotRead', scope: 'external' }],
  });
});

test('counts, notes and what was skipped', () => {
  const seen = {
    judgements: [judged(healthy('exists', ['has no rules'])), judged(failed('Broken', 'is broken'))],
    skipped: [{ object: 'Widget shop/a', why: 'the cluster does not serve the kind Widget (example.com/v1)' }],
  };
  const { checks, counts, warnings } = resourceFindings(seen, true, new Set());
  expect(counts).toBe('1 of 2 changed resources healthy');
  expect(checks.at(-1)).toMatchObject({ object: 'Widget shop/a', status: 'skipped' });
  expect(warnings).toEqual([
    'Ingress shop/web: has no rules.',
    'Changed resource: Widget shop/a was skipped: the cluster does not serve the kind Widget (example.com/v1).',
  ]);
});
