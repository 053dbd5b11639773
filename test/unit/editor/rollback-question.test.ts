import { expect, test } from 'vitest';
import {
  isLeft,
  type RelatedView,
  type RollbackView,
  rollbackQuestion,
  rollbackText,
} from '../../../src/editor/rollback-question.ts';

const plan: RollbackView = {
  ...{
    item_id: 'TASK-001',
    message: 'Rolled back 2 criteria.',
    runs: ['aaaa'],
    push_pending: false,
    pull_request: null,
    related: [],
  },
  reverted: [
    { sha: '22222222222', subject: 'feat(TASK-001): Raise the replicas' },
    { sha: '11111111111', subject: 'feat(TASK-001): Set the tag' },
  ],
  paths: ['apps/web.yaml', 'tasks/active/TASK-001.md'],
  ...{ check_by_hand: ['PersistentVolumeClaim shop/data: it stays.'], warnings: [] },
};

test('the question names the commits, and what git cannot take back', () => {
  expect(rollbackQuestion(plan)).toEqual({
    message: 'Roll back TASK-001?',
    detail: [
      '22222222  feat(TASK-001): Raise the replicas',
      '11111111  feat(TASK-001): Set the tag',
      '',
      'One commit takes them back (2 files) and opens their boxes; it is pushed where they were. Other work stays.',
      '',
      'Not in git, check by hand:',
      'PersistentVolumeClaim shop/data: it stays.',
    ].join('\n'),
  });
});

test('a long one is cut, and says so', () => {
  const reverted = Array.from({ length: 25 }, (_, index) => ({ sha: `${index}`.repeat(9), subject: `feat: ${index}` }));
  const { detail } = rollbackQuestion({ ...plan, reverted });
  expect(detail).toContain('feat: 9\nand 15 more\n');
  expect(detail).not.toContain('feat: 10');
});

const there: RelatedView = {
  ...{ repository: '/home/me/shop', status: 'planned', message: 'Would roll back 1 criterion.', pull_request: null },
  reverted: [{ sha: '33333333333', subject: 'feat(TASK-001): Set the tag' }],
  paths: ['web.yaml'],
};

test('a related repository has its commits named too; one in which nothing is done has its warning', () => {
  const { detail } = rollbackQuestion({ ...plan, related: [there] });
  expect(detail).toContain(
    '\n\nIn /home/me/shop: Would roll back 1 criterion.\n33333333  feat(TASK-001): Set the tag\n\nNot in git',
  );
  expect(rollbackQuestion({ ...plan, related: [{ ...there, status: 'refused' }] }).detail).not.toContain(
    '/home/me/shop',
  );
});

test.each([
  ['all is done', plan, false],
  ['not all is pushed', { ...plan, push_pending: true }, true],
  ['a related repository still has it', { ...plan, related: [{ ...there, status: 'refused' as const }] }, true],
  ['all is done there too', { ...plan, related: [{ ...there, status: 'done' as const }] }, false],
])('%s', (_what, result, expected) => {
  expect(isLeft(result)).toBe(expected);
});

test('the end tells all that is left to do', () => {
  expect(rollbackText({ ...plan, warnings: ['A hook refused the push.'], pull_request: 'https://x/1' })).toBe(
    'Rolled back 2 criteria. A hook refused the push. Not in git, check by hand: PersistentVolumeClaim shop/data: it stays. Pull request: https://x/1',
  );
});
