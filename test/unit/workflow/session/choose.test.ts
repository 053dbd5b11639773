import { expect, test } from 'vitest';
import type { QueueItem } from '../../../../src/tools/contract.ts';
import { type Candidates, chooseTask } from '../../../../src/workflow/session/choose.ts';

function item(id: string, priority: QueueItem['priority'], change: Partial<QueueItem> = {}): QueueItem {
  return {
    ...{ item_id: id, title: id, priority, status: 'ready', explanation: '', folder: 'active', file: `${id}.md` },
    ...{ labels: [], criteria_total: 2, criteria_open: 1 },
    ...change,
  };
}
const blocked = { status: 'blocked', blocked_reason: 'status' } as const;
const queue = [
  item('A-1', 'critical', blocked),
  item('A-2', 'high'),
  item('A-3', 'high', blocked),
  item('A-4', 'high'),
  item('A-5', 'low', { criteria_open: 0 }),
];

test.each<[name: string, change: Partial<Candidates>, chosen: string | undefined]>([
  ['the first that is ready', {}, 'A-2 ready'],
  ['what is tried again, of a higher priority', { retryable: ['A-1'] }, 'A-1 retry'],
  ['what is ready comes before what is tried again', { retryable: ['A-3'] }, 'A-2 ready'],
  [
    'what is tried again comes after all that is ready of its priority',
    { retryable: ['A-3'], tried: ['A-2', 'A-4'] },
    'A-3 retry',
  ],
  ['the task that was in work', { first: 'A-4' }, 'A-4 ready'],
  ['one that was in work and is not ready', { first: 'A-1' }, 'A-2 ready'],
  ['one that was in work and is gone', { first: 'A-99' }, 'A-2 ready'],
  ['nothing is tried twice, however its id is written', { tried: ['a-002', 'A-4'] }, 'A-5 ready'],
  ['what was completed and stays in its folder', { tried: ['A-2', 'A-4'], done: ['A-5'] }, undefined],
  ['what was completed and has an open criterion again', { done: ['A-2'] }, 'A-2 ready'],
  ['nothing', { queue: [] }, undefined],
])('%s', (_name, change, chosen) => {
  const choice = chooseTask({ queue, tried: [], done: [], retryable: [], first: null, ...change });
  expect(choice === undefined ? undefined : `${choice.item.item_id} ${choice.how}`).toBe(chosen);
});
