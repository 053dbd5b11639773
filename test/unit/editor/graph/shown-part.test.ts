import { expect, test } from 'vitest';
import { edgeKey } from '../../../../src/editor/graph/graph.ts';
import { shownPart } from '../../../../src/editor/graph/shown-part.ts';
import { graph, node } from './graph-fixture.ts';

const done = { state: 'completed' } as const;
// A is completed; B, C and D follow from it, E is beside; L is loose, M loose and completed.
const sample = graph(
  ['A~B', 'B>C', 'B>D', 'E>D', 'X~C'],
  [node('A', done), node('X', { kind: 'external', state: 'external' }), node('L'), node('M', done)],
);

test.each([
  ['what is open', { showCompleted: false }, 'BCDEL', 3],
  ['completed ones that have dependencies, too', { showCompleted: true }, 'BCDEAXL', 1],
  ['around C', { showCompleted: false, around: 'C' }, 'BC', 6],
  ['around D, with what was done before', { showCompleted: true, around: 'D' }, 'BDEA', 4],
  ['around a completed one', { showCompleted: false, around: 'A' }, 'BCDA', 4],
  ['around one without dependencies', { showCompleted: false, around: 'L' }, 'L', 7],
  ['around one that is gone', { showCompleted: false, around: 'Z' }, 'BCDEL', 3],
] as const)('shows %s', (_, filter, keys, hidden) => {
  const part = shownPart(sample, filter);
  expect(part.nodes.map(({ key }) => key).join('')).toBe(keys);
  expect(part.hidden).toBe(hidden);
  const shown = new Set(part.nodes.map(({ key }) => key));
  const within = sample.edges.filter(({ from, to }) => shown.has(from) && shown.has(to));
  expect(part.edges.map(edgeKey)).toEqual(within.map(edgeKey));
});
