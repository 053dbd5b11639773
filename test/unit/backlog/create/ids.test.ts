import { expect, test } from 'vitest';
import { nextId } from '../../../../src/backlog/create/ids.ts';

test.each([
  ['the first', [], 'TASK-001'],
  ['after the highest; gaps stay', ['TASK-001', 'TASK-007', 'TASK-003'], 'TASK-008'],
  ['in any spelling', ['task-9', 'TASK-004'], 'TASK-010'],
  ['other kinds count for nothing', ['BUG-050', 'ACTION-060', 'release-2024', 'TASK-02x', ''], 'TASK-001'],
  ['as many digits as the highest', ['TASK-0099', 'TASK-5'], 'TASK-0100'],
  ['the longest of two spellings', ['TASK-7', 'TASK-00007'], 'TASK-00008'],
  ['more digits when they are needed', ['TASK-999'], 'TASK-1000'],
  ['numbers made of dates', ['TASK-20260131'], 'TASK-20260132'],
  ['none is left', ['TASK-999999999'], undefined],
])('%s', (_case, used, expected) => {
  expect(nextId('TASK', used)).toBe(expected);
});
