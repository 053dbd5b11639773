import { expect, test } from 'vitest';
import { findConflicts } from '../../../../src/backlog/parse/merge-conflict.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import { taskText } from '../task-text.ts';

const ours = '<<<<<<< HEAD';
const theirs = '>>>>>>> origin/main';

/** Line and end of each conflict among the problems of a file with these criteria, counted from the first. */
function conflictsBelow(...criteria: string[]): (readonly [number, number])[] {
  const { problems } = parseTask(taskText({ id: 'TASK-001', criteria }), 'tasks/active/TASK-001.md', 'active');
  const found = problems.filter(({ code, severity }) => code === 'merge-conflict' && severity === 'error');
  return found.map(({ range: { start, end } }) => [start - 9, end - 9]);
}

test.each<[string, readonly string[], readonly (readonly [number, number])[]]>([
  ['one conflict', ['- [ ] A', ours, '- [x] B', '=======', '- [ ] B', theirs], [[1, 6]]],
  [
    'two',
    [ours, 'a', '=======', 'b', theirs, '', ours, '=======', theirs],
    [
      [0, 5],
      [6, 9],
    ],
  ],
  ['one with the common ancestor', [ours, 'a', '||||||| 1234', 'o', '=======', 'b', theirs], [[0, 7]]],
  ['one in a comment', ['<!--', ours, '=======', theirs, '-->'], [[1, 4]]],
  ['a start that is repeated', [ours, '=======', ours, '=======', theirs], [[2, 5]]],
  ['an example in a fence', ['- [ ] A', '  ```', ours, '=======', theirs, '  ```'], []],
  ['no end', [ours, 'a', '=======', 'b'], []],
  ['no middle', [ours, 'a', theirs], []],
  ['another order', ['=======', ours, theirs], []],
  ['indented', [` ${ours}`, ' =======', ` ${theirs}`], []],
  ['without a blank after the marks', ['<<<<<<<', '=======', '>>>>>>>'], []],
  ['a heading of the old kind and a quote', ['Heading', '=======', '>>>>>>> deep quote'], []],
])('%s', (_, criteria, expected) => {
  expect(conflictsBelow(...criteria)).toEqual(expected);
});

test('a conflict in the front matter is told at its line, and nothing in such a file is mended', () => {
  const fields = [ours, 'stop: true', '=======', 'owner: @me', theirs];
  const text = taskText({ id: 'TASK-001', fields, criteria: ['- [] A'] });
  const { problems } = parseTask(text, 'tasks/active/TASK-001.md', 'active');
  expect(problems.find(({ code }) => code === 'merge-conflict')).toMatchObject({
    range: { start: 5, end: 10 },
    message: expect.stringContaining('A merge left its marks in lines 6 to 10'),
  });
  expect(problems.filter(({ fix }) => fix !== undefined)).toEqual([]);
});

test('carriage returns at the end of the lines make no difference', () => {
  expect(findConflicts([`${ours}\r`, '=======\r', `${theirs}\r`])).toHaveLength(1);
});
