import { expect, test } from 'vitest';
import { itemPathOf, openPlaceOf, unitOf } from '../../../../src/backlog/standard/item-path.ts';
import { task } from '../task-text.ts';
import { item } from './item-sketch.ts';

test.each([
  ['bugs/BUG-001-x/TASKS.md', 'active bugs/BUG-001-x TASKS.md'],
  ['bugs/BUG-001-x/screens/one.png', 'active bugs/BUG-001-x'],
  ['bugs/BUG-001-x/screens/TASKS.md', 'active bugs/BUG-001-x'],
  ['bugs/completed/BUG-001-x/PROMPT.md', 'completed bugs/completed/BUG-001-x PROMPT.md'],
  ['feature-management/deprecated/FEAT-1/a', 'deprecated feature-management/deprecated/FEAT-1'],
  ['features/login/steps.ts', 'active features/login'],
])('%s lies in a folder that may be an item', (path, expected) => {
  const found = itemPathOf(path);
  expect([found?.folder, found?.path, found?.name].filter(Boolean).join(' ')).toBe(expected);
});

test.each([
  'bugs/bugs.md',
  'bugs.md',
  'tasks/active/TASK-001.md',
  'completed/ACTION-001-x/a.json',
  'docs/bugs/BUG-1/a',
])('%s does not', (path) => expect(itemPathOf(path)).toBeUndefined());

test.each([
  [task({ id: 'TASK-001' }), 'tasks/active/TASK-001.md', 'tasks/active'],
  [item({}), 'bugs/BUG-007-logins-time-out', 'bugs'],
  [
    item({ path: 'feature-management/completed/FEAT-002-x', report: { bug_id: 'FEAT-002' } }),
    'feature-management/completed/FEAT-002-x',
    'feature-management/features',
  ],
])('what a task is on disk, and where it lies while it is open: %#', (of, unit, place) => {
  expect([unitOf(of), openPlaceOf(of)]).toEqual([unit, place]);
});
