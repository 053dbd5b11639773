import { expect, test } from 'vitest';
import { clearedText, nextOfCleared, nothingClearedText } from '../../../src/editor/action-notice.ts';

const action = { action_id: 'ACTION-001', file: 'a.json', evidence: 'a.example resolves to 192.0.2.1' };

test.each([
  [[], 'ACTION-001 is done: a.example resolves to 192.0.2.1.'],
  [['TASK-6'], 'ACTION-001 is done: a.example resolves to 192.0.2.1. TASK-6 waited for it.'],
  [
    ['TASK-6', 'TASK-7', 'TASK-8'],
    'ACTION-001 is done: a.example resolves to 192.0.2.1. TASK-6 and 2 more waited for it.',
  ],
])('done, and it held back %j', (held, expected) => {
  expect(clearedText({ ...action, blocking_items: held })).toBe(expected);
});

const waiting = (id: string, why: string) => ({ action_id: id, why });

test.each([
  [[], 'No open human action states until, so none clears itself.'],
  [
    [waiting('ACTION-001', 'a.example does not resolve')],
    'Nothing is done yet. ACTION-001: a.example does not resolve.',
  ],
  [
    [waiting('ACTION-001', 'It is misshaped.'), waiting('ACTION-002', 'x'), waiting('ACTION-003', 'y')],
    'Nothing is done yet. ACTION-001: It is misshaped. 2 more: see the log.',
  ],
])('%j', (list, expected) => {
  expect(nothingClearedText(list)).toBe(expected);
});

test.each([
  ['the first that is ready', ['TASK-6', 'TASK-7'], { id: 'TASK-7', isReady: true }],
  ['the first, where none is ready', ['TASK-6', 'TASK-8'], { id: 'TASK-6', isReady: false }],
  ['nothing, where it held back nothing', [], undefined],
])('one can go on with %s', (_, held, expected) => {
  expect(nextOfCleared({ blocking_items: held }, (id) => id === 'TASK-7')).toEqual(expected);
});
