import { expect, test } from 'vitest';
import type { Place } from '../../../../src/editor/graph/layout.ts';
import { Relations } from '../../../../src/editor/graph/relations.ts';
import { type Direction, stepFrom } from '../../../../src/editor/graph/steps.ts';
import { edge } from './graph-fixture.ts';

/**
 *   A → B → D
 *     ↘ C ↗
 *   L   M
 */
const grid: Readonly<Record<string, [number, number]>> = {
  ...{ A: [0, 0], B: [300, 0], C: [300, 100], D: [600, 50] },
  ...{ L: [0, 300], M: [300, 300] },
};
const places = new Map(Object.entries(grid).map(([key, [x, y]]): [string, Place] => [key, { x, y, layer: x / 300 }]));
const relations = new Relations(['A>B', 'A>C', 'B>D', 'C>D'].map(edge));

test.each([
  ['A', 'right', 'B'],
  ['C', 'right', 'D'],
  ['C', 'left', 'A'],
  ['D', 'left', 'B'],
  ['B', 'down', 'C'],
  ['C', 'up', 'B'],
  ['C', 'down', 'M'],
  ['A', 'down', 'L'],
  ['L', 'right', 'M'],
  ['M', 'right', 'D'],
  ['A', 'left', undefined],
  ['A', 'up', undefined],
  ['D', 'right', undefined],
  ['Z', 'right', undefined],
] as const)('from %s %s to %s', (from: string, direction: Direction, to) => {
  expect(stepFrom(from, direction, { places }, relations)).toBe(to);
});

test('what is around a node is what comes before it and after it, and not their other relations', () => {
  expect([...relations.around('B')].toSorted()).toEqual(['A', 'B', 'D']);
  expect([...new Relations(['A>B', 'B>A', 'B>C'].map(edge)).around('A')].toSorted()).toEqual(['A', 'B', 'C']);
});
