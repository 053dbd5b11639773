import { expect, test } from 'vitest';
import { WatchPlaces } from '../../../src/cluster/watch-places.ts';

const takeAll = (places: WatchPlaces) => {
  let count = 0;
  while (places.take()) count += 1;
  return count;
};

test('as many as there are, and again what was given back', () => {
  const places = new WatchPlaces(2);
  expect(takeAll(places)).toBe(2);
  places.giveBack();
  expect(takeAll(places)).toBe(1);
});

test('a part takes of the whole, and leaves the rest', () => {
  const whole = new WatchPlaces(3);
  const part = new WatchPlaces(2, whole);
  expect(takeAll(part)).toBe(2);
  expect(takeAll(whole)).toBe(1);
  expect(part.take()).toBe(false);
  part.giveBack();
  expect(takeAll(whole)).toBe(1);
  // The part has one left, and the whole has none.
  expect(part.take()).toBe(false);
  whole.giveBack();
  expect(part.take()).toBe(true);
});
