import { expect, test } from 'vitest';
import { firstTaskOf, initializedText } from '../../../src/editor/initialized.ts';

const nothing = { root: '/shop', made: [], ignored: false, warnings: [] };

test.each([
  [nothing, 'shop has all of it already.'],
  [
    { ...nothing, made: ['tasks/active/TASK-001.md', 'tasks/backlog/.gitkeep'], ignored: true },
    'Made in shop: tasks/active/TASK-001.md, tasks/backlog/, one line of .gitignore. Nothing is committed: look at it, then commit it.',
  ],
  [{ ...nothing, warnings: ['tasks is no folder.'] }, 'shop has all of it already. tasks is no folder.'],
])('tells what was made: %j', (result, text) => expect(initializedText(result, 'shop')).toBe(text));

test('knows the first task', () => {
  expect(firstTaskOf({ ...nothing, made: ['docs/x.md', 'tasks/active/TASK-001.md'] })).toBe('tasks/active/TASK-001.md');
  expect(firstTaskOf({ ...nothing, made: ['tasks/active/.gitkeep'] })).toBeUndefined();
});
