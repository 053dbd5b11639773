import { describe, expect, test } from 'vitest';
import { archiveAllQuestion, archiveDoubt, archiveQuestion } from '../../../src/editor/archive-question.ts';
import { outcome, task } from './queue-fixture.ts';

const done = { ...task('TASK-001'), total: 2 };
const failed = { ...task('TASK-002'), total: 2 };
const empty = task('TASK-003');

test.each([
  ['a verification that failed', { status: 'failed' }, undefined, 'verificationFailed'],
  ['one that passed', { status: 'passed' }, undefined, undefined],
  ['one that failed in a run that failed by it', { status: 'failed' }, { result: 'failed' }, 'verificationFailed'],
  ['a run that failed before it verified', undefined, { result: 'failed' }, 'runFailed'],
  ['one that failed at a criterion that was closed by hand since', undefined, { result: 'failed', done: 1 }, undefined],
  ['a verification that broke', undefined, { kind: 'verify', result: 'failed' }, undefined],
  ['a run that was stopped', undefined, { result: 'stopped' }, undefined],
  ['nothing', undefined, undefined, undefined],
] as const)('what speaks against archiving: %s', (_, verification, last, doubt) => {
  expect(archiveDoubt(verification, last === undefined ? undefined : outcome('TASK-001', last))).toBe(doubt);
});

test('one is asked about where something speaks against it', () => {
  expect(archiveQuestion({ task: done })).toBeUndefined();
  expect(archiveQuestion({ task: failed, doubt: 'verificationFailed' })?.message).toBe(
    'The last verification of TASK-002 failed. Archive it as completed all the same?',
  );
  expect(archiveQuestion({ task: failed, doubt: 'runFailed' })?.message).toBe(
    'The last run of TASK-002 failed before it was verified. Archive it as completed all the same?',
  );
  expect(archiveQuestion({ task: empty })?.message).toBe(
    'TASK-003 has no acceptance criteria. Archive it as completed?',
  );
});

describe('several are asked about at once', () => {
  test('where nothing speaks against them', () => {
    expect(archiveAllQuestion([{ task: done }, { task: empty }], ['TASK-004 has 1 open criterion.'])).toEqual({
      message: 'Archive 2 tasks?',
      detail: [
        'TASK-001 Title of TASK-001\nTASK-003 Title of TASK-003 (it has no criteria)',
        'Not archived:\nTASK-004 has 1 open criterion.',
        'Each moves to completed/ in a commit of its own.',
      ].join('\n\n'),
    });
  });

  test('and those that failed are named, before the others', () => {
    const other = { ...task('TASK-005'), total: 1 };
    const candidates = [
      { task: done },
      { task: failed, doubt: 'verificationFailed' },
      { task: other, doubt: 'runFailed' },
    ] as const;
    expect(archiveAllQuestion(candidates, [])).toEqual({
      message:
        'The last verification failed: TASK-002. The last run failed before it verified: TASK-005. Archive 3 tasks?',
      detail: [
        'TASK-002 Title of TASK-002 (its last verification failed)',
        'TASK-005 Title of TASK-005 (its last run failed)',
        'TASK-001 Title of TASK-001',
      ]
        .join('\n')
        .concat('\n\nEach moves to completed/ in a commit of its own.'),
    });
  });
});
