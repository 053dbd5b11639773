/** The tables are consistent: a word means one thing, and what a table refers to exists. */
import { expect, test } from 'vitest';
import { knownMeaning, meaningOfTerm } from '../../../../src/backlog/duplicates/lexicon.ts';
import { contrasts, environments, opposites } from '../../../../src/backlog/duplicates/vocabulary/contrasts.ts';
import { deeds } from '../../../../src/backlog/duplicates/vocabulary/deeds.ts';
import { products } from '../../../../src/backlog/duplicates/vocabulary/products.ts';
import { things } from '../../../../src/backlog/duplicates/vocabulary/things.ts';
import { troubles } from '../../../../src/backlog/duplicates/vocabulary/troubles.ts';

const lines = (table: string) => table.split('\n').filter((line) => line.trim() !== '');
const list = (text: string) => text.split(/\s+/).filter(Boolean);

const spellings = [
  ...lines(products).flatMap((line) => list(line.split(':')[0] ?? '')),
  ...lines(deeds).flatMap((line) => list(line.split('|')[1] ?? '')),
  ...lines(troubles).flatMap((line) => list(line.split(':')[1] ?? '')),
  ...lines(things).flatMap((line) => list(line.split(':')[1] ?? '')),
];

test('no word stands in two lines', () => {
  expect(spellings.filter((word, index) => spellings.indexOf(word) !== index)).toEqual([]);
});

test('no term has two lines', () => {
  const names = [...lines(troubles), ...lines(things)].map((line) => line.split(':')[0]);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('every word of the tables is known in small letters, without signs', () => {
  expect(spellings.filter((word) => !/^[a-z0-9]+(_[a-z0-9]+)*$/.test(word))).toEqual([]);
});

test('a product stands for something that the tables have', () => {
  const kinds = lines(products).flatMap((line) => list(line.split(':')[1] ?? ''));
  expect(kinds.filter((kind) => meaningOfTerm(kind) === undefined)).toEqual([]);
});

test('a set of contrasts has two sides, and no word is on both', () => {
  for (const line of [environments, ...lines(contrasts), ...lines(opposites)]) {
    const sides = line.split('|').map(list);
    expect(sides.length).toBeGreaterThanOrEqual(2);
    expect(sides.flat().filter((word, index, all) => all.indexOf(word) !== index)).toEqual([]);
    const terms = sides.map((side) => side.map((word) => (meaningOfTerm(word) ?? knownMeaning(word))?.term ?? word));
    expect(new Set(terms.flat()).size).toBe(terms.flat().length);
  }
});
