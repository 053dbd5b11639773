import { expect, test } from 'vitest';
import type { GitStanding } from '../../../src/editor/git-standing.ts';
import { firstTaskOf, type Initialized, initializedNotice } from '../../../src/editor/initialized.ts';
import type { NextStep } from '../../../src/editor/states/next-step.ts';

const nothing = { root: '/shop', made: [], ignored: false, warnings: [] };

const made = { ...nothing, made: ['tasks/active/TASK-001.md', 'tasks/backlog/.gitkeep'], ignored: true };
const list = 'Made in shop: tasks/active/TASK-001.md, tasks/backlog/, one line of .gitignore.';

type Row = [Initialized, GitStanding, string, string[]];

test.each([
  [nothing, 'committed', 'shop has all of it already.', []],
  [made, 'committed', `${list} Nothing is committed: look at it, then commit it.`, ['Show in Source Control']],
  [
    made,
    'noCommit',
    `${list} Look at it, then make the first commit: work begins after it.`,
    ['Show in Source Control'],
  ],
  [made, 'noGit', `${list} Work is kept in commits, and shop is no git repository yet.`, ['Make It a Git Repository']],
  [
    nothing,
    'noGit',
    'shop has all of it already. Work is kept in commits, and shop is no git repository yet.',
    ['Make It a Git Repository'],
  ],
  [
    { ...nothing, warnings: ['tasks is no folder.'] },
    'committed',
    'shop has all of it already. tasks is no folder.',
    [],
  ],
] satisfies Row[])('tells what was made, and the next step: %j, %s', (result, standing, text, steps) => {
  const notice = initializedNotice(result, 'shop', standing);
  expect(notice.text).toBe(text);
  expect(notice.steps.map(({ title }) => title)).toEqual([...steps, 'Run Doctor']);
});

test('knows the first task', () => {
  expect(firstTaskOf({ ...nothing, made: ['docs/x.md', 'tasks/active/TASK-001.md'] })).toBe('tasks/active/TASK-001.md');
  expect(firstTaskOf({ ...nothing, made: ['tasks/active/.gitkeep'] })).toBeUndefined();
});

test('made in the repository around the open folder, it says so and opens it', () => {
  const top: NextStep = { title: 'Open Repository', does: { command: 'vscode.openFolder', args: ['file:///mono'] } };
  const notice = initializedNotice({ ...nothing, root: '/mono' }, '/mono', 'committed', top);
  expect(notice.text).toBe(
    '/mono has all of it already. That is the repository around the open folder: open it to see its tasks.',
  );
  expect(notice.steps.map(({ title }) => title)).toEqual(['Open Repository', 'Run Doctor']);
});
