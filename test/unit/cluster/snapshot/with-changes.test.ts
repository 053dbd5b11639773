/** A verification after the comparison with the state before the run. */
import { expect, test } from 'vitest';
import { withFindings } from '../../../../src/cluster/findings.ts';
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
  expect(withChanges(verification, [])).toEqual({ ...verification, changes: [] });
});

test('all failures were so before and the rest is well: passed, with warnings', () => {
  const checks = [check('Kube context', 'pass'), check(web.object, 'fail'), check('Service shop/web', 'pass')];
  expect(withChanges(failed([web], checks), [], { old: new Set([web]) })).toMatchObject({
    overall: 'passed',
    failures: [{ object: web.object, scope: 'external', message: 'crashes It was so before this run.' }],
    checks: [{ status: 'pass' }, { object: web.object, status: 'warn' }, { status: 'pass' }],
    warnings: ['Deployment shop/web: CrashLoopBackOff: crashes It was so before this run.'],
    message: 'Verified on kind: 1 of 2 pods healthy. 1 problem was there before this run and is not counted.',
  });
});

test('nothing else was looked at: that is no pass', () => {
  const checks = [{ ...check('x', 'pass'), name: 'Kubernetes API' }, check(web.object, 'fail')];
  const result = withChanges(failed([web], checks), [], { old: new Set([web]) });
  expect(result.overall).toBe('nothing_to_verify');
  expect(result.message).toBe(
    'Nothing else is in the scope on kind: 1 problem was there before this run and is not counted.',
  );
});

test('what the scope needs and nobody may read still blocks', () => {
  const barred: Failure = { ...failure('list pods in shop', 'Forbidden'), check: 'Permission', scope: 'external' };
  const verification = { ...failed([web, barred], [check('Service shop/web', 'pass')]), isUnread: true as const };
  const result = withChanges(verification, [], { old: new Set([web]) });
  expect(result.overall).toBe('blocked');
});

const external = (name: string, object: string, reason: string): Failure => {
  const advice = { message: 'm', cause: 'It has not arrived.', remedy: 'Wait for it.' };
  return { check: name, object, reason, ...advice, scope: 'external' };
};

test.each([
  ['what was pushed has not arrived', external('Kustomization', 'Kustomization flux-system/apps', 'OldRevision')],
  ['a registry refuses', external('Image', 'x.test/web:1', 'unauthorized')],
  ['the API was lost', external('Kubernetes API', 'Kubernetes API', 'unreachable')],
  ['Flux may not be read', external('Permission', 'kustomization/apps', 'Forbidden')],
])('beside failures that were so before, it still blocks that %s', (_what, unread) => {
  const before = failed([web], [check(web.object, 'fail'), check('Service shop/web', 'pass')]);
  const row = { ...check(unread.object, 'fail'), name: unread.check };
  const verification = withFindings(before, { checks: [row], failures: [unread], warnings: [], isUnread: true });
  const result = withChanges(verification, [], { old: new Set([web]) });
  expect(result).toMatchObject({
    overall: 'blocked',
    message: `Not verified on kind: ${unread.object}: ${unread.reason}. It has not arrived. Wait for it. 1 problem was there before this run and is not counted.`,
  });
  expect(result.checks.at(-1)?.status).toBe('fail');
});

test('what is not the task’s and fails all the same blocks, though nobody said that it was not read', () => {
  const other = external('Image', 'x.test/web:1', 'timeout');
  const checks = [check(web.object, 'fail'), check(other.object, 'fail'), check('Service shop/web', 'pass')];
  expect(withChanges(failed([web, other], checks), [], { old: new Set([web]) }).overall).toBe('blocked');
});

test('what follows from failures of before is external, and no pass', () => {
  const url: Failure = { ...failure('https://shop.test/', 'HttpStatus'), check: 'Health URL' };
  const checks = [check(web.object, 'fail'), check(url.object, 'fail'), check('Service shop/web', 'pass')];
  expect(withChanges(failed([web, url], checks), [], { old: new Set([web]), unsure: new Set([url]) })).toMatchObject({
    overall: 'blocked',
    failures: [
      { scope: 'external' },
      { scope: 'external', message: 'crashes It follows from what was broken before this run.' },
    ],
    checks: [{ status: 'warn' }, { status: 'fail' }, { status: 'pass' }],
  });
});

test('what was so before and has not taken what was pushed is external, and no pass', () => {
  const apps = failure('Kustomization flux-system/apps', 'BuildFailed');
  const checks = [check(apps.object, 'fail'), check('Service shop/web', 'pass')];
  const result = withChanges(failed([apps], checks), [], { standing: new Set([apps]) });
  expect(result).toMatchObject({
    overall: 'blocked',
    failures: [{ scope: 'external', message: 'crashes It was so before this run.' }],
    checks: [{ status: 'fail' }, { status: 'pass' }],
    message: 'Not verified on kind: Kustomization flux-system/apps: BuildFailed. It crashes. Read its log.',
  });
});

test('what only waited then and waits now is a warning', () => {
  const waits = check('Kustomization shop/late', 'fail');
  const result = withChanges(failed([web], [check(web.object, 'fail'), waits, check('Service shop/web', 'pass')]), [], {
    old: new Set([web]),
    waiting: new Set([waits.object]),
  });
  expect([result.overall, result.checks[1]?.status]).toEqual(['passed', 'warn']);
});

test('what the task has not mended fails, and says that it was so before; of some it is not known', () => {
  const result = withChanges(failed([web, cart], [check(web.object, 'fail')]), [], {
    broken: new Set([web]),
    unknown: new Set([cart]),
  });
  expect(result).toMatchObject({
    overall: 'failed',
    failures: [
      { scope: 'task', before: 'broken', message: 'crashes It was so before this run.' },
      { scope: 'task', before: 'unknown', message: 'crashes' },
    ],
    checks: [{ status: 'fail' }],
    message: 'As it was told.',
  });
});

test('that a change builds, or that a registry answers, is no pass either', () => {
  for (const name of ['Kustomize build', 'Registry']) {
    const checks = [{ ...check('x', 'pass'), name }, check(web.object, 'fail')];
    expect(withChanges(failed([web], checks), [], { old: new Set([web]) }).overall).toBe('nothing_to_verify');
  }
});

test('a row of an object that was broken before fails on where the object fails anew', () => {
  const anew = { ...external(web.check, web.object, 'OldRevision') };
  const result = withChanges(failed([web, anew], [check(web.object, 'fail')]), [], { old: new Set([web]) });
  expect([result.overall, result.checks[0]?.status]).toEqual(['blocked', 'fail']);
});

test('a failure of the task leads the message, whatever was so before', () => {
  const result = withChanges(failed([web, cart], []), [], { old: new Set([web]) });
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
