/** Duplicates are told from near misses as well as was measured; a change that spoils it fails here. */
import { expect, test } from 'vitest';
import { judge, quality } from '../../../../bench/duplicates/evaluate.ts';
import { pairSets, readBackground, readPairs } from '../../../../bench/duplicates/pairs.ts';

test.each(pairSets)('nine of ten warnings are right and four of five duplicates are found: %s pairs', (set) => {
  const judged = judge(readPairs(set), readBackground());
  const { precision, recall } = quality(judged, ({ isNamed }) => isNamed);
  expect(precision).toBeGreaterThanOrEqual(0.9);
  expect(recall).toBeGreaterThanOrEqual(0.8);
});

test('the rule of overlapping words finds next to nothing of it', () => {
  const judged = pairSets.flatMap((set) => judge(readPairs(set), readBackground()));
  expect(quality(judged, ({ byWordOverlap }) => byWordOverlap).recall).toBeLessThan(0.1);
});

test('tasks of a common repository raise hardly any warning about each other', () => {
  const background = readBackground();
  const pairs = background.map((item) => ({ a: item, b: item, duplicate: true, note: 'itself' }));
  const others = judge(pairs, []).flatMap(({ others, pair }) => others.filter((title) => title !== pair.a.title));
  expect(others.length).toBeLessThanOrEqual(background.length / 20);
});
