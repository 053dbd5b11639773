import { expect, test } from 'vitest';
import { rollbackMessage, rollbackSubject, whatIsRolledBack } from '../../../../src/tools/rollback/rollback-message.ts';

const run = 'aaaaaaaa-0c62-4f9e-9a42-0f8f4f5c1b2a';
const commit = (sha: string, criterion: string) => ({
  sha: sha.repeat(40),
  message: `feat(TASK-001): x\n\nCriterion: ${criterion}\n\nDone.`,
});
const one = { itemId: 'TASK-001', runs: [run], commits: [commit('1', 'Raise the replicas')] };
const two = { ...one, commits: [commit('2', 'Set password=correct-horse'), ...one.commits] };

test('one criterion is named, several are counted', () => {
  expect(rollbackSubject(one)).toBe('revert(TASK-001): Raise the replicas');
  expect(rollbackSubject(two)).toBe('revert(TASK-001): 2 criteria of run aaaaaaaa');
  expect(rollbackSubject({ ...two, runs: [run, run] })).toBe('revert(TASK-001): 2 criteria of 2 runs');
  expect(rollbackSubject({ ...one, commits: [commit('1', 'Raise '.repeat(40))] })).toHaveLength(72);
  expect(whatIsRolledBack(one)).toBe('1 criterion of run aaaaaaaa of TASK-001');
});

test('the commit says what, why, what to check, and which run; no secret reaches it', () => {
  expect(rollbackMessage(two, 'The verification failed.', ['Secret shop/db: it stays.'])).toBe(
    [
      'revert(TASK-001): 2 criteria of run aaaaaaaa',
      '',
      'The verification failed.',
      '',
      'Rolled back:',
      '- Set password=*** (222222222222)',
      '- Raise the replicas (111111111111)',
      '',
      'Not in git, check by hand:',
      '- Secret shop/db: it stays.',
      '',
      'Task: TASK-001',
      `Rolled-Back-Run: ${run}`,
    ].join('\n'),
  );
});
