import { expect, test } from 'vitest';
import { findCycles } from '../../../../src/backlog/queue/cycles.ts';

test.each([
  ['none', 'a>b b>c', []],
  ['two', 'a>b b>a', ['a b a']],
  ['three, with a branch that leads out', 'a>b b>c c>a c>d', ['a b c a']],
  ['two apart', 'a>b b>a c>d d>c', ['a b a', 'c d c']],
  ['the shortest way round of a knot', 'a>b b>c c>a b>a', ['a b a']],
  ['behind a chain', 'x>a a>b b>a', ['a b a']],
])('%s: %s', (_, arrows, expected) => {
  const edges = arrows.split(' ').map((arrow) => arrow.split('>'));
  const nodes = [...new Set(edges.flat())];
  const next = (node: string) => edges.flatMap(([from, to]) => (from === node && to !== undefined ? [to] : []));
  expect(findCycles(nodes, next).map(({ path }) => path.join(' '))).toEqual(expected);
});

test('all members of a knot are told, also those beside its shortest way round', () => {
  const next = (node: string) => ({ a: ['b'], b: ['a', 'c'], c: ['a'] })[node] ?? [];
  expect(findCycles(['a', 'b', 'c'], next)[0]?.members.toSorted()).toEqual(['a', 'b', 'c']);
});
