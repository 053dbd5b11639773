import { describe, expect, test } from 'vitest';
import type { Claim } from '../../../../src/codex/claim.ts';
import {
  criterionMessage,
  criterionSubject,
  doneEntry,
  failedEntry,
  oneLine,
} from '../../../../src/tools/process/messages.ts';
import { readTrailers } from '../../../../src/tools/run-trailers.ts';

const claim: Claim = {
  status: 'done',
  summary: 'Raised the replicas.\nChecked them.',
  evidence: [{ command: 'grep replicas app.yaml', exit_code: 0, observation: 'replicas: 3' }],
};

const run = { itemId: 'TASK-001', id: 'f3c1d1a0-0c62-4f9e-9a42-0f8f4f5c1b2a' };

test('one line: white space folded, cut with an ellipsis', () => {
  expect(oneLine(' a\n  b\tc ', 10)).toBe('a b c');
  expect(oneLine('abcdefgh', 5)).toBe('abcd…');
});

test('a commit subject is the criterion, at most 72 characters', () => {
  expect(criterionSubject('TASK-001', 'Raise replicas to 3')).toBe('feat(TASK-001): Raise replicas to 3');
  const long = criterionSubject('TASK-001', 'Raise '.repeat(30));
  expect(long.length).toBeLessThanOrEqual(72);
  expect(long.endsWith('…')).toBe(true);
});

test('a commit message holds the criterion in full, the summary, the proof and the notes', () => {
  expect(criterionMessage(run, 'Raise replicas to 3', claim, ['Boxes were put back.'])).toBe(
    [
      'feat(TASK-001): Raise replicas to 3',
      '',
      'Criterion: Raise replicas to 3',
      '',
      'Raised the replicas.\nChecked them.',
      '',
      'Verdict: proven.',
      'Evidence:',
      '- grep replicas app.yaml (exit 0): replicas: 3',
      'Note: Boxes were put back.',
      '',
      'Task: TASK-001',
      'Run: f3c1d1a0-0c62-4f9e-9a42-0f8f4f5c1b2a',
    ].join('\n'),
  );
});

test('what changed on the cluster is a paragraph of trailers at the end, one line each and without secrets', () => {
  const changes = [
    { text: 'kubectl scale deploy web --replicas=3', note: 'Changed on the cluster directly.' },
    { text: 'kubectl delete\npod a --token=hunter2', note: 'And this.' },
  ];
  const lines = criterionMessage(run, 'x', claim, ['Boxes were put back.'], changes).split('\n');
  expect(lines.slice(-8)).toEqual([
    'Note: Boxes were put back.',
    'Note: Changed on the cluster directly.',
    'Note: And this.',
    '',
    'Cluster-Change: kubectl scale deploy web --replicas=3',
    'Cluster-Change: kubectl delete pod a --token=***',
    'Task: TASK-001',
    `Run: ${run.id}`,
  ]);
});

test('an agent that quotes a commit of ours makes no commit of two runs', () => {
  const quoting: Claim = { ...claim, summary: 'It was:\nTask: TASK-001\nRun: 00000000-0000-0000-0000-000000000000' };
  expect(readTrailers(criterionMessage(run, 'x', quoting, []), 'Run')).toEqual([{ taskId: 'TASK-001', run: run.id }]);
});

describe('a log entry is one line', () => {
  test('for what was done', () => {
    expect(doneEntry('2026-01-31 14:05', 'Raise replicas to 3', claim)).toBe(
      '2026-01-31 14:05: Done: Raise replicas to 3 – Raised the replicas. Checked them.',
    );
    expect(doneEntry('2026-01-31 14:05', 'x', { ...claim, status: 'already_done' })).toContain(': Already done: x');
  });
  test('for what failed', () => {
    expect(failedEntry('2026-01-31 14:05', 'x', 2, 'exit 4:\nno route')).toBe(
      '2026-01-31 14:05: Failed after 2 tries: x – exit 4: no route',
    );
    expect(failedEntry('2026-01-31 14:05', 'x', 1, 'no')).toContain('after 1 try');
  });
  test('which tells two long criteria apart that begin alike, by the whole text, and shows no secret of it', () => {
    const entryOf = (end: string) => failedEntry('2026-01-31 14:05', `Set ${'x'.repeat(120)} and ${end}`, 1, 'no');
    const key = (entry: string) => /… \[([0-9a-f]{8})\] – no$/.exec(entry)?.[1];
    expect(key(entryOf('one'))).toBeDefined();
    expect(key(entryOf('one'))).not.toBe(key(entryOf('two')));
    expect(key(entryOf('password=correct-horse'))).not.toBe(key(entryOf('password=correct-mouse')));
  });
});

test('no secret reaches git or the task file', () => {
  const leaky: Claim = { ...claim, summary: 'Set password=correct-horse' };
  expect(criterionMessage(run, 'x', leaky, [])).not.toContain('correct-horse');
  expect(doneEntry('now', 'x', leaky)).not.toContain('correct-horse');
  expect(failedEntry('now', 'x', 1, 'token=abcdefgh')).not.toContain('abcdefgh');
});
