import { expect, test } from 'vitest';
import { buildQueue } from '../../../../src/backlog/queue/queue.ts';
import { reportItems } from '../../../../src/tools/retrospective/report-items.ts';
import { task } from '../../backlog/task-text.ts';

test('what waits for whom is told of tasks, of human actions and of tasks that a person does', () => {
  const action = { id: 'ACTION-001', title: 'Buy', status: 'pending', urgency: 'low', file: 'a.md' } as const;
  const tasks = [
    task({ id: 'TASK-001', title: 'First' }),
    task({ id: 'TASK-002', title: 'Then', fields: ['depends_on: TASK-001'] }),
    task({ id: 'TASK-003', title: 'Sign', fields: ['type: human-action'] }),
    task({ id: 'TASK-004', title: 'Use', fields: ['depends_on: TASK-003'] }),
    task({ id: 'TASK-005', title: 'Sell' }),
  ];
  const backlog = { tasks, humanActions: [{ ...action, blockingItems: ['TASK-005'] }], problems: [] };
  const items = reportItems(buildQueue(backlog), [], backlog);
  expect(items.map(({ id, state, waitsFor }) => [id, state, waitsFor.join(' ')].join(' ').trim()).toSorted()).toEqual([
    'ACTION-001 person',
    'TASK-001 ready',
    'TASK-002 waiting TASK-001',
    'TASK-003 person',
    'TASK-004 waiting TASK-003',
    'TASK-005 waiting ACTION-001',
  ]);
});
