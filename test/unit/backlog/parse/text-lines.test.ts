import { expect, test } from 'vitest';
import { indentOf, insertLines, joinLines, splitLines } from '../../../../src/backlog/parse/text-lines.ts';

test.each([
  ['', []],
  ['a', ['a']],
  ['a\n', ['a']],
  ['a\n\nb', ['a', '', 'b']],
  ['a\r\nb\rc\n', ['a', 'b', 'c']],
  ['\uFEFFa\n', ['a']],
  ['\n\n', ['', '']],
])('%j is split as editors do and put together again', (text, lines) => {
  const split = splitLines(text);
  expect(split.lines).toEqual(lines);
  expect(joinLines(split)).toBe(text);
});

test.each([
  ['a\nb\n', 1, 'a\nnew\nb\n'],
  ['a\r\nb\r\n', 2, 'a\r\nb\r\nnew\r\n'],
  ['a\nb', 2, 'a\nb\nnew'],
  ['a', 1, 'a\nnew'],
  ['', 0, 'new\n'],
  ['\uFEFFa\r\n', 0, '\uFEFFnew\r\na\r\n'],
])('a line inserted into %j at %i has the ending of its neighbours', (text, index, expected) => {
  expect(joinLines(insertLines(splitLines(text), index, ['new']))).toBe(expected);
});

test.each([
  ['a', 0],
  ['  a', 2],
  ['\ta', 4],
  [' \ta', 4],
  ['\t a', 5],
])('%j is indented by %i columns', (line, columns) => {
  expect(indentOf(line)).toBe(columns);
});
