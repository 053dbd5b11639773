import { describe, expect, test } from 'vitest';
import { listed, moveSummary } from '../../../src/editor/move-summary.ts';
import { groupsOf } from '../../../src/editor/queue-groups.ts';
import { type MoveTarget, moveOf, stillElsewhere, targetOf } from '../../../src/editor/queue-move.ts';
import { defaultOptions } from '../../../src/editor/queue-options.ts';
import { criteria, repository, task } from './queue-fixture.ts';

const to = (state: 'running' | 'ready' | 'blocked' | 'backlog' | 'completed'): MoveTarget => ({ kind: 'state', state });
const ready = task('TASK-001', { criteria: criteria(['x One', '  Two']) });
const done = task('TASK-002', { criteria: criteria(['x One']) });
const later = task('TASK-003', { folder: 'backlog' });
const held = task('TASK-004', { state: 'blocked', blockedReason: 'status', explanation: 'Its status is blocked.' });
const waiting = task('TASK-005', {
  ...{ state: 'blocked', blockedReason: 'dependency', blockedBy: ['TASK-001'] },
  explanation: 'It waits for TASK-001.',
} as const);
const archived = task('TASK-006', { state: 'completed', folder: 'completed' });
const item = task('BUG-001', { file: 'bugs/BUG-001-slow/TASKS.md' });

describe('a move that is made', () => {
  test.each([
    ['Ready to Blocked', ready, to('blocked'), { place: 'blocked' }],
    ['Ready to Backlog', ready, to('backlog'), { place: 'backlog' }],
    ['Backlog to Ready', later, to('ready'), { place: 'active' }],
    ['what its own status holds, to Ready', held, to('ready'), { place: 'active' }],
    ['what its own status holds, to Backlog', held, to('backlog'), { place: 'backlog' }],
    ['an item to Blocked', item, to('blocked'), { place: 'blocked' }],
    ['to another priority', waiting, { kind: 'priority', priority: 'critical' }, { priority: 'critical' }],
  ] as const)('%s', (_, moved, target, change) => {
    expect(moveOf(moved, false, target)).toEqual({ kind: 'change', change });
  });

  test('what is done is archived by moving it to Completed', () => {
    expect(moveOf(done, false, to('completed'))).toEqual({ kind: 'archive' });
  });

  test.each([
    ['Ready', ready, to('ready')],
    ['Blocked', waiting, to('blocked')],
    ['Backlog', later, to('backlog')],
    ['Completed', archived, to('completed')],
    ['the same priority', ready, { kind: 'priority', priority: 'medium' }],
  ] as const)('nothing is done for what stands in %s already', (_, moved, target) => {
    expect(moveOf(moved, false, target)).toEqual({ kind: 'nothing' });
  });
});

test.each([
  ['into Running', ready, to('running'), 'TASK-001 is not started by moving it: use Process Task.'],
  ['into Completed with open criteria', ready, to('completed'), /^TASK-001 has 1 open criterion, the first is "Two"/],
  ['what waits for another', waiting, to('ready'), 'TASK-005 stays blocked. It waits for TASK-001.'],
  ['what waits for another, into Backlog', waiting, to('backlog'), 'TASK-005 stays blocked. It waits for TASK-001.'],
  ['an archived one', archived, to('ready'), /^TASK-006 is archived\./],
  ['the priority of an archived one', archived, { kind: 'priority', priority: 'low' }, /^TASK-006 is archived\./],
  ['an item into Backlog', item, to('backlog'), /^BUG-001 has no backlog to go to/],
  ['to a label', ready, { kind: 'other', title: 'web' }, /^TASK-001 is not moved to "web"/],
] as const)('refused in words: %s', (_, moved, target, why) => {
  const move = moveOf(moved, false, target);
  expect(move).toMatchObject({ kind: 'refused' });
  expect(move.kind === 'refused' ? move.why : '').toMatch(why);
});

test('what is in work is not moved at all', () => {
  for (const target of [to('blocked'), to('completed'), { kind: 'priority', priority: 'low' }] as const) {
    expect(moveOf(ready, true, target)).toMatchObject({
      why: 'TASK-001 is being worked on. Wait for it, or stop it first.',
    });
  }
});

test.each([
  ['state', ['state ready', 'state blocked', 'state backlog', 'state completed']],
  ['priority', ['priority medium', 'state completed']],
  ['label', ['other', 'state completed']],
  ['repository', ['other', 'state completed']],
] as const)('what its groups mean when grouped by %s', (grouping, expected) => {
  const groups = groupsOf(repository([ready, later, held, archived]), new Set(), { ...defaultOptions, grouping });
  const words = groups.map(targetOf).map((target) => {
    if (target.kind === 'other') return 'other';
    return target.kind === 'state' ? `state ${target.state}` : `priority ${target.priority}`;
  });
  expect(words).toEqual(expected);
});

test('of many sentences the first few are told, and how many there are besides', () => {
  expect(moveSummary(['One.', 'Two.'])).toBe('One. Two.');
  expect(moveSummary(['1.', '2.', '3.', '4.', '5.'])).toBe('1. 2. 3. And 2 more.');
  expect(listed(['a', 'b', 'c'], 2)).toBe('a\nb\n… and 1 more');
});

test.each([
  ['where it was moved to', ready, to('ready'), undefined],
  ['with another priority, wherever', waiting, { kind: 'priority', priority: 'low' }, undefined],
  [
    'held back by something else',
    held,
    to('ready'),
    'TASK-004 is still blocked, though its file says otherwise now. Its status is blocked.',
  ],
] as const)('a task that stands %s after its move', (_, moved, target, expected) => {
  expect(stillElsewhere(moved, target)).toBe(expected);
});
