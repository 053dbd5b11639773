import { expect, test } from 'vitest';
import { graphUpdate } from '../../../../src/editor/graph/graph-update.ts';
import { graph, node } from './graph-fixture.ts';

const before = graph(['A>B']);
const changed = (key: string, more: object) => ({
  ...before,
  nodes: before.nodes.map((one) => (one.key === key ? { ...one, ...more } : one)),
});

test.each([
  ['the first graph', undefined, before],
  ['another repository', { ...before, root: '/bank' }, before],
  ['one more node', before, graph(['A>B'], [node('C')])],
  ['another edge', before, graph(['A~B'])],
  ['a task that was archived', before, changed('A', { state: 'completed' })],
  ['files that cannot be read', before, { ...before, error: 'No.' }],
])('%s: all of it', (_, one, other) => {
  expect(graphUpdate(one, other)).toBe('all');
});

test('the same again: nothing', () => {
  expect(graphUpdate(before, graph(['A>B']))).toBe('none');
});

test('a run that goes on: its node alone', () => {
  const after = changed('B', { state: 'running', progress: 'running 1/2' });
  expect(graphUpdate(before, after)).toEqual([after.nodes[1]]);
});
