import { expect, test } from 'vitest';
import type { Verdict } from '../../../../src/codex/judge.ts';
import { doubtPutBack } from '../../../../src/tools/process/put-back-proof.ts';

const report = 'bugs/BUG-001-slow/bug_report.json';
const proven = (command: string): Verdict => ({
  verdict: 'proven',
  claim: { status: 'done', summary: 'Done.', evidence: [{ command, exit_code: 0, observation: 'so' }] },
});

test.each([
  [
    'the criterion asks for the edit that was put back',
    'Set bug_report.json to resolved',
    'true',
    ['a.yaml'],
    'failed',
  ],
  ['the evidence alone names it, and nothing else was changed', 'Resolve it', `grep new ${report}`, [], 'failed'],
  ['the evidence names it, but other work was done', 'Resolve it', `cat ${report}`, ['a.yaml'], 'proven'],
  ['neither names it', 'Resolve it', 'true', [], 'proven'],
])('%s', (_, asked, command, paths, expected) => {
  const verdict = doubtPutBack(proven(command), { asked, putBack: [report], paths });
  expect(verdict.verdict).toBe(expected);
  if (verdict.verdict === 'failed') expect(verdict.reason).toContain(`an edit of ${report} that only people`);
});

test('without an edit that was put back, and for any other verdict, nothing changes', () => {
  const done = proven(`cat ${report}`);
  expect(doubtPutBack(done, { asked: report, putBack: [], paths: [] })).toBe(done);
  const failed: Verdict = { verdict: 'failed', reason: 'no' };
  expect(doubtPutBack(failed, { asked: report, putBack: [report], paths: [] })).toBe(failed);
});
