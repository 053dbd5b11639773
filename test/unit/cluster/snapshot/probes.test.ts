/** Health URLs and images from the rows of a verification. */
import { expect, test } from 'vitest';
import { probesOf } from '../../../../src/cluster/snapshot/probes.ts';
import { gapsOf } from '../../../../src/cluster/snapshot/take-probes.ts';
import type { Check, Failure } from '../../../../src/cluster/verification.ts';

const row = (name: string, object: string, status: Check['status'], actual: string): Check => {
  return { name, object, asked: '', expected: '', actual, status, evidence: '', duration_ms: 0 };
};
const failure = (check: string, object: string, reason: string, scope: Failure['scope']): Failure => {
  return { check, object, reason, message: '', cause: '', remedy: '', scope };
};
const digest = `sha256:${'1'.repeat(64)}`;

test('what is well, what fails, and what could not be looked at', () => {
  const checks = [
    row('Deployment', 'Deployment shop/web', 'fail', 'x'),
    row('Health URL', 'https://a.test/', 'pass', 'HTTP 200'),
    row('Health URL', 'https://b.test/', 'fail', 'HTTP 503'),
    row('Health URL', 'nonsense', 'fail', 'not an http or https address'),
    row('Image', 'x.test/web:1', 'pass', `${digest}, linux/amd64 12.3 MB`),
    row('Image', 'x.test/web:2', 'fail', 'no such tag'),
    row('Image', 'x.test/web:3', 'fail', 'a login is needed'),
    row('Image', 'x.test/web:4', 'skipped', 'never pulled'),
  ];
  const failures = [
    failure('Health URL', 'https://b.test/', 'HttpStatus', 'task'),
    failure('Health URL', 'nonsense', 'InvalidUrl', 'external'),
    failure('Image', 'x.test/web:2', 'NotFound', 'task'),
    failure('Image', 'x.test/web:3', 'unauthorized', 'external'),
  ];
  const probes = probesOf(checks, failures);
  expect(probes.map(({ object, verdict, reason, actual }) => [object, verdict, reason, actual])).toEqual([
    ['https://a.test/', 'healthy', 'Healthy', 'HTTP 200'],
    ['https://b.test/', 'failed', 'HttpStatus', 'HTTP 503'],
    ['nonsense', 'unknown', '', 'not an http or https address'],
    ['x.test/web:1', 'healthy', 'Healthy', digest],
    ['x.test/web:2', 'failed', 'NotFound', ''],
    ['x.test/web:3', 'unknown', '', 'a login is needed'],
    ['x.test/web:4', 'unknown', '', 'never pulled'],
  ]);
  expect(gapsOf(probes)[1]).toBe('x.test/web:3: a login is needed.');
});

test('of two that are shown alike, the one that is well counts', () => {
  const url = 'https://a.test/?key=***';
  const rows = [row('Health URL', url, 'pass', 'HTTP 200'), row('Health URL', url, 'fail', 'HTTP 404')];
  const failures = [failure('Health URL', url, 'HttpStatus', 'task')];
  for (const checks of [rows, rows.toReversed()]) {
    expect(probesOf(checks, failures).map(({ verdict }) => verdict)).toEqual(['healthy']);
  }
});
