import { expect, test } from 'vitest';
import { foreignAmong, unnamedAmong } from '../../../../src/tools/process/foreign-edits.ts';

const own = 'bugs/BUG-001-slow/TASKS.md';
const other = 'bugs/BUG-002-wide/TASKS.md';
const paths = ['tasks/active/TASK-001.md', own, other, 'bugs/BUG-001-slow/notes.txt', 'bugs/bugs.md', 'app.yaml'];

const foreign = (commands: readonly string[], changedFiles: readonly string[] = []) =>
  foreignAmong(paths, { commands: commands.map((command) => ({ command, exitCode: 0 })), changedFiles });

test.each<[string, readonly string[], readonly string[]]>([
  ['nothing: every backlog file, and no other', [], ['tasks/active/TASK-001.md', own, other, 'bugs/bugs.md']],
  ['a task file', ["bash -lc 'cat tasks/active/TASK-001.md'"], [own, other, 'bugs/bugs.md']],
  ['one item', ['cat bugs/BUG-001-slow/TASKS.md'], ['tasks/active/TASK-001.md', other, 'bugs/bugs.md']],
  ['the folder of one item', ['cd "bugs/BUG-002-wide"'], ['tasks/active/TASK-001.md', own, 'bugs/bugs.md']],
  ['all items', ["bash -lc 'sed -i s/a/b/ bugs/*/PROMPT.md'"], ['tasks/active/TASK-001.md', 'bugs/bugs.md']],
  ['files of a name', ['find . -name TASKS.md'], ['tasks/active/TASK-001.md', 'bugs/bugs.md']],
  ['the summary table', ['cat bugs.md'], ['tasks/active/TASK-001.md', own, other]],
])('the agent named %s', (_, commands, expected) => {
  expect(foreign(commands)).toEqual(expected);
});

test('a file that its editor changed is named', () => {
  expect(foreign([], [`/repository/${other}`])).not.toContain(other);
});

test('the file of an item is unnamed where only that of another item is named, though both have one name', () => {
  const commands = [{ command: 'cat bugs/BUG-001-slow/TASKS.md', exitCode: 0 }];
  const unnamed = unnamedAmong(paths, { commands, changedFiles: [] });
  expect(unnamed).toEqual([
    'tasks/active/TASK-001.md',
    other,
    'bugs/BUG-001-slow/notes.txt',
    'bugs/bugs.md',
    'app.yaml',
  ]);
});
