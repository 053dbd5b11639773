import { expect, test } from 'vitest';
import { editDistance, nearestWord } from '../../../src/backlog/nearest-word.ts';

test.each([
  ['blokced', 'blocked', 1],
  ['activ', 'active', 1],
  ['nwe', 'new', 1],
  ['', 'abc', 3],
  ['abc', '', 3],
  ['same', 'same', 0],
  ['kitten', 'sitting', 3],
  ['abcd', 'badc', 2],
])('%s and %s are %i edits apart', (one, other, distance) => {
  expect(editDistance(one, other)).toBe(distance);
  expect(editDistance(other, one)).toBe(distance);
});

test.each([
  ['blokced', 'blocked'],
  ['complated', 'completed'],
  ['actvie', 'active'],
  ['opne', 'open'],
  ['nwe', 'new'],
  ['it', undefined],
  ['whenever', undefined],
  ['oven', 'open'],
  ['ovens', undefined],
  ['x'.repeat(100_000), undefined],
])('%.20s was meant as %s', (word, meant) => {
  expect(nearestWord(word, ['id', 'new', 'open', 'active', 'blocked', 'completed'])).toBe(meant);
});
