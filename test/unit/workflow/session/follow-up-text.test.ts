import { expect, test } from 'vitest';
import { followUpItem } from '../../../../src/workflow/session/follow-up-text.ts';
import { taskOf } from './session-of.ts';

const cause = {
  ...{
    key: '0123456789ab',
    object: 'Deployment shop/catalogue',
    reason: 'ImagePullBackOff',
    message: 'manifest unknown',
  },
  ...{ cause: 'The registry has no such image.', remedy: 'Push it.' },
};
const original = { priority: 'high', labels: ['deployment', 'bug'] } as const;
const failed = taskOf('TASK-008', {
  status: 'tests_failed',
  tests: { overall_status: 'failed', message: '1 of 7 checks failed.', causes: [cause] },
  commits: [{ sha: '0123456789abcdef', subject: 'feat(TASK-008): Set it', criterion: 'Set it' }],
});

test('the item has causes, evidence, run and mark, and asks for a verification that passes', () => {
  const item = followUpItem(failed, original, 's-1');
  expect(item).toMatchObject({
    ...{ item_type: 'bug', priority: 'high', folder: 'backlog', labels: ['deployment'] },
    title: 'Verification failed after TASK-008: Deployment shop/catalogue: ImagePullBackOff',
    acceptance_criteria: [
      'Deployment shop/catalogue: ImagePullBackOff is gone, and a verification shows it',
      'The verification of TASK-008 passes (agent-toolkit verify TASK-008)',
    ],
  });
  for (const part of [
    'manifest unknown',
    'The registry has no such image.',
    'Push it.',
    '0123456789 feat(TASK-008): Set it',
  ])
    expect(item.description).toContain(part);
  expect(item.description.split('\n').at(-1)).toBe('Follow-Up-Of: TASK-008, session s-1');
});

test('what was rolled back has to be done again, and what git cannot take back is told', () => {
  const rollback = { status: 'done' as const, message: 'Taken back.', commit: 'abc', check_by_hand: ['The database.'] };
  const item = followUpItem({ ...failed, rollback }, original, 's-1');
  expect(item.acceptance_criteria?.at(-1)).toBe(
    'What made the verification of TASK-008 fail is gone, so that TASK-008 can be done again',
  );
  expect(item.description).toContain('**Rollback:** Taken back.');
  expect(item.description).toContain('- Check by hand: The database.');
});

test('without causes the message names it', () => {
  const item = followUpItem({ ...failed, tests: null, message: 'It failed.' }, original, 's-1');
  expect(item.title).toBe('Verification failed after TASK-008: It failed.');
  expect(item.acceptance_criteria).toHaveLength(1);
});
