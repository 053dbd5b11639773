import { expect, test } from 'vitest';
import { fitText } from '../../../../src/editor/graph/fit-text.ts';

const widthOf = (text: string) => [...text].length;

test.each([
  ['', []],
  ['short', ['short']],
  ['one two three', ['one two', 'three']],
  ['one two three four five', ['one two', 'three fou…']],
  ['Donaudampfschifffahrt', ['Donaudamp…']],
  ['Donaudampfschifffahrt on two', ['Donaudamp…', 'on two']],
  ['a  b\n c', ['a b c']],
  ['👍👍👍👍👍👍👍👍👍👍👍👍', ['👍👍👍👍👍👍👍👍👍…']],
])('%j', (text, lines) => {
  expect(fitText(text, 10, 2, widthOf)).toEqual(lines);
});
