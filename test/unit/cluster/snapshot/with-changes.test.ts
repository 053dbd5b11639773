/** A verification after the comparison with the state before the run. */
import { expect, test } from 'vitest';
import { changesSection } from '../../../../src/cluster/snapshot/changes-table.ts';
import { withChanges } from '../../../../src/cluster/snapshot/with-changes.ts';
import { type Check, emptySummary, type Failure, type Verification } from '../../../../src/cluster/verification.ts';

const check = (object: string, status: Check['status']): Check => {
  const name = object.split(' ')[0] ?? '';
  return { name, object, asked: '', expected: '', actual: '', status, evidence: '', duration_ms: 0 };
};
const failure = (object: string, reason = 'CrashLoopBackOff'): Failure => {
  const advice = { cause: 'It crashes.', remedy: 'Read its log.' };
  return { check: object.split(' ')[0] ?? '', object, reason, message: 'crashes', ...advice, scope: 'task' };
};
const [web, cart] = [failure('Deployment shop/web'), failure('Pod shop/cart-1')];
const failed = (failures: Failure[], checks: Check[]): Verification => ({
  ...{
    overall: 'failed',
    summary: { ...emptySummary, pods_healthy: 1, pods_total: 2 },
    checks,
    failures,
    warnings: [],
  },
  ...{ message: 'As it was told.', context: 'kind' },
});

test('without a failure of before only the changes are added', () => {
  const verification = failed([web], [check(web.object, 'fail')]);
  expect(withChanges(verification, [], new Set())).toEqual({ ...verification, changes: [] });
});

test('all failures were so before and the rest is well: passed, with warnings', () => {
  const checks = [check('Kube context', 'pass'), check(web.object, 'fail'), check('Service shop/web', 'pass')];
  expect(withChanges(failed([web], checks), [], new Set([web]))).toMatchObject({
    overall: 'passed',
    failures: [{ object: web.object, scope: 'external', message: 'crashes It was so before this run.' }],
    checks: [{ status: 'pass' }, { object: web.object, status: 'warn' }, { status: 'pass' }],
    warnings: ['Deployment shop/web: CrashLoopBackOff: crashes It was so before this run.'],
    message: 'Verified on kind: 1 of 2 pods healthy. 1 problem was there before this run and is not counted.',
  });
});

test('nothing else was looked at: that is no pass', () => {
  const checks = [{ ...check('x', 'pass'), name: 'Kubernetes API' }, check(web.object, 'fail')];
  const result = withChanges(failed([web], checks), [], new Set([web]));
  expect(result.overall).toBe('nothing_to_verify');
  expect(result.message).toBe(
    'Nothing else is in the scope on kind: 1 problem was there before this run and is not counted.',
  );
});

test('what the scope needs and nobody may read still blocks', () => {
  const barred: Failure = { ...failure('list pods in shop', 'Forbidden'), check: 'Permission', scope: 'external' };
  const result = withChanges(failed([web, barred], [check('Service shop/web', 'pass')]), [], new Set([web]));
  expect(result.overall).toBe('blocked');
});

test('a failure of the task leads the message, whatever was so before', () => {
  const result = withChanges(failed([web, cart], []), [], new Set([web]));
  expect([result.overall, result.failures.map(({ scope }) => scope)]).toEqual(['failed', ['external', 'task']]);
  expect(result.message).toBe(
    'Pod shop/cart-1: CrashLoopBackOff. It crashes. Read its log. 1 problem was there before this run and is not counted.',
  );
});

test('the table is short, and says when nothing changed', () => {
  expect(changesSection(undefined)).toEqual([]);
  expect(changesSection([]).at(-1)).toBe('Nothing in the scope of the task.');
  const after = `a|b\n${'x'.repeat(300)}`;
  const change = { object: 'Deployment shop/web', what: 'warning', before: null, after } as const;
  const lines = changesSection(Array.from({ length: 30 }, () => change));
  expect(lines.filter((line) => line.startsWith('| Deployment'))).toHaveLength(25);
  expect(lines[5]).toMatch(/^\| Deployment shop\/web \| warning \| – \| a\\\|b x+… \|$/);
  expect(lines.at(-1)).toBe('And 5 more.');
});
