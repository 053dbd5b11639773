import { expect, test } from 'vitest';
import { buildQueue } from '../../../../src/backlog/queue/queue.ts';
import { describeAction } from '../../../../src/backlog/show/describe-action.ts';
import type { HumanAction } from '../../../../src/backlog/task.ts';
import { task } from '../task-text.ts';

function describe(action: HumanAction) {
  const tasks = [
    task({ id: 'TASK-001', title: 'Move the shop', priority: 'low' }),
    task({ id: 'TASK-002', title: 'Tell', priority: 'critical', fields: ['depends_on: ACTION-001'] }),
    task({ id: 'TASK-003', title: 'Old', folder: 'completed' }),
  ];
  const backlog = { tasks, humanActions: [action], problems: [] };
  return describeAction({ action, backlog, queue: buildQueue(backlog) });
}

const action: HumanAction = {
  ...{ id: 'ACTION-001', title: 'Rotate the key', status: 'pending', urgency: 'medium' },
  ...{ blockingItems: ['TASK-001', 'TASK-003', 'TASK-404'], file: 'human-actions/ACTION-001-key/action_report.json' },
};

test('an action with what it lists and all that waits for it', () => {
  expect(describe(action)).toEqual({
    kind: 'human_action',
    id: 'ACTION-001',
    title: 'Rotate the key',
    file: 'human-actions/ACTION-001-key/action_report.json',
    status: 'pending',
    state: 'pending',
    urgency: 'medium',
    effective_urgency: 'critical',
    blocking_items: [
      { id: 'TASK-001', state: 'open', title: 'Move the shop' },
      { id: 'TASK-003', state: 'met', title: 'Old' },
      { id: 'TASK-404', state: 'unknown' },
    ],
    downstream: [
      { id: 'TASK-002', title: 'Tell', file: 'tasks/active/TASK-002.md', status: 'blocked' },
      { id: 'TASK-001', title: 'Move the shop', file: 'tasks/active/TASK-001.md', status: 'blocked' },
    ],
    problems: [
      {
        ...{ file: 'human-actions/ACTION-001-key/action_report.json', line: 1, end_line: 1, severity: 'warning' },
        ...{ code: 'action-unknown-task', message: 'ACTION-001 blocks TASK-404, which no file holds.' },
      },
    ],
  });
});

test('an action that is over holds nothing back', () => {
  expect(describe({ ...action, status: 'completed' })).toMatchObject({
    state: 'ended',
    effective_urgency: 'medium',
    downstream: [],
    problems: [],
  });
});

test.each([
  [{ probes: [{ kind: 'dns', name: 'shop.example.com', address: undefined }] } as const, ['shop.example.com resolves']],
  [{ fault: 'until is empty.' }, []],
])('what it waits for to be done by itself: %j', (until, expected) => {
  expect(describe({ ...action, until }).until).toEqual(expected);
});
