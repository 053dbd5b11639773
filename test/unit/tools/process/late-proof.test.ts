import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../../src/codex/judge.ts';
import { afterCheck, claimByCheck, type LateWork } from '../../../../src/tools/process/late-proof.ts';

const timedOut = { verdict: 'timed_out', reason: 'Not finished within 300 s.' } as const;
const work: LateWork = { check: 'make check', isTrusted: true, passedBefore: false, changed: ['app.yaml'] };

describe('work that nobody claimed is put to its check', () => {
  test.each<[Verdict, string]>([
    [timedOut, 'Finished after the time limit; proven by its check.'],
    [{ verdict: 'stuck', reason: 'the same' }, 'Ended while it repeated itself; proven by its check.'],
    [{ verdict: 'over_tokens', reason: '9 of 8' }, 'Ended at its limit of tokens; proven by its check.'],
  ])('$verdict', (verdict, summary) => {
    const evidence = [
      { command: 'make check', exit_code: 0, observation: 'run by the engine, after the agent was ended' },
    ];
    expect(claimByCheck(verdict, work)).toEqual({ verdict: 'proven', claim: { status: 'done', summary, evidence } });
  });
});

describe('it is not', () => {
  test.each<[string, Verdict, LateWork]>([
    ['without a check', timedOut, { ...work, check: undefined }],
    ['where the check may not run', timedOut, { ...work, isTrusted: false }],
    ['where nothing was changed', timedOut, { ...work, changed: [] }],
    ['where the agent failed', { verdict: 'failed', reason: 'No.' }, work],
    ['where the agent gave up', { verdict: 'blocked', reason: 'Ask Ann.' }, work],
    ['where Codex was not to be had', { verdict: 'unavailable', reason: '401', error: '401' }, work],
  ])('%s', (_, verdict, late) => {
    expect(claimByCheck(verdict, late)).toBe(verdict);
  });
});

test('where the check passed before the work began, which is told', () => {
  expect(claimByCheck(timedOut, { ...work, passedBefore: true })).toEqual({
    verdict: 'timed_out',
    reason: 'Not finished within 300 s. Check `make check` passed before the work began, so it does not prove it.',
  });
  const failed: Verdict = { verdict: 'failed', reason: 'No.' };
  expect(claimByCheck(failed, { ...work, passedBefore: true })).toBe(failed);
});

describe('after the check', () => {
  const proven: Verdict = { verdict: 'proven', claim: { status: 'done', summary: 'ok', evidence: [] } };
  const failed: Verdict = { verdict: 'failed', reason: 'Check `make check` exited with 1.' };
  test.each<[string, Verdict, Verdict, Verdict]>([
    ['it is proven', timedOut, proven, proven],
    [
      'a time-out stays one, with what the check said',
      timedOut,
      failed,
      { verdict: 'timed_out', reason: 'Not finished within 300 s. Check `make check` exited with 1.' },
    ],
    ['a time-out without a check stays one', timedOut, timedOut, timedOut],
    ['a claim that the check refutes has failed', proven, failed, failed],
  ])('%s', (_, judged, checked, expected) => {
    expect(afterCheck(judged, checked)).toEqual(expected);
  });
});
