import { expect, test } from 'vitest';
import { type Findings, withFindings } from '../../../src/cluster/findings.ts';
import { type Check, emptySummary, type Failure, type Verification } from '../../../src/cluster/verification.ts';

const check: Check = {
  name: 'Image',
  object: 'web:1',
  asked: 'Is it in the registry?',
  expected: 'a manifest',
  actual: 'found',
  status: 'pass',
  evidence: 'sha256:1',
  duration_ms: 3,
};
const failure: Failure = {
  check: 'Image',
  object: 'web:2',
  reason: 'NotFound',
  message: 'no such tag',
  cause: 'The tag is not there.',
  remedy: 'Push it.',
  scope: 'task',
};
const external: Failure = { ...failure, scope: 'external' };
const nothing: Findings = { checks: [], failures: [], warnings: [] };

function looked(overall: Verification['overall']): Verification {
  const warnings = ['Unverified: nothing was found.'];
  return { overall, summary: emptySummary, checks: [], failures: [], warnings, message: 'Looked.', context: undefined };
}

test.each<[Verification['overall'], Findings, Verification['overall'], string | RegExp]>([
  ['passed', nothing, 'passed', /^Looked\.$/],
  ['passed', { ...nothing, counts: '1 of 1 image found' }, 'passed', 'Looked. 1 of 1 image found.'],
  ['passed', { ...nothing, failures: [failure] }, 'failed', 'web:2: The tag is not there. Push it.'],
  ['passed', { ...nothing, failures: [external] }, 'passed', /^Looked\.$/],
  ['passed', { ...nothing, failures: [external], isUnread: true }, 'blocked', 'web:2: The tag is not there. Push it.'],
  [
    'nothing_to_verify',
    { ...nothing, failures: [external], isUnread: true },
    'blocked',
    'web:2: The tag is not there.',
  ],
  ['failed', { ...nothing, failures: [external], isUnread: true }, 'failed', /^Looked\.$/],
  [
    'passed',
    { ...nothing, failures: [external, { ...failure, object: 'web:3' }], isUnread: true },
    'failed',
    'web:3: The tag is not there. Push it. (and 1 more)',
  ],
  ['nothing_to_verify', { ...nothing, checks: [check] }, 'passed', 'Verified: all checks passed.'],
  ['nothing_to_verify', { ...nothing, checks: [{ ...check, status: 'warn' }] }, 'nothing_to_verify', /^Looked\.$/],
  ['blocked', { ...nothing, checks: [check] }, 'blocked', /^Looked\.$/],
])('%s with %j is %s', (before, findings, overall, message) => {
  const whole = withFindings(looked(before), findings);
  expect(whole.overall).toBe(overall);
  expect(whole.message).toMatch(message);
  expect(whole.warnings.some((text) => text.startsWith('Unverified:'))).toBe(
    !(before === 'nothing_to_verify' && overall !== 'nothing_to_verify'),
  );
});
