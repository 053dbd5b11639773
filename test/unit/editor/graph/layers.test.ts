import { expect, test } from 'vitest';
import { edgeKey } from '../../../../src/editor/graph/graph.ts';
import { layersOf } from '../../../../src/editor/graph/layers.ts';
import { edge } from './graph-fixture.ts';

const letters = ['A', 'B', 'C', 'D'];

test.each([
  ['a chain with a short cut', ['A>B', 'B>C', 'C>D', 'A>D'], [0, 1, 2, 3], []],
  ['a fork that meets', ['A>B', 'A>C', 'B>D', 'C>D'], [0, 1, 1, 2], []],
  ['what comes late stands late', ['A>B', 'B>C', 'D>C'], [0, 1, 2, 1], []],
  ['a circle', ['A>B', 'B>C', 'C>A', 'C>D'], [0, 1, 2, 3], ['C>A']],
  ['two that wait for each other', ['A>B', 'B>A'], [0, 1, 0, 0], ['B>A']],
])('%s', (_, edges, layers, back) => {
  const found = layersOf(letters, edges.map(edge));
  expect(letters.map((key) => found.of.get(key))).toEqual(layers);
  expect([...found.back].map(edgeKey)).toEqual(back.map(edge).map(edgeKey));
});
