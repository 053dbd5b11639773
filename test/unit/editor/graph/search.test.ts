import { expect, test } from 'vitest';
import { findNodes, nextOf } from '../../../../src/editor/graph/search.ts';
import { node } from './graph-fixture.ts';

const nodes = [
  node('TASK-001', { title: 'Roll out the frontend', labels: ['flux'], priority: 'critical' }),
  node('TASK-012', { title: 'Frontend runbook', state: 'blocked' }),
  node('ACTION-001', { title: 'Order a certificate', kind: 'action', state: 'action' }),
];

test.each([
  ['', []],
  ['  ', []],
  ['frontend', ['TASK-001', 'TASK-012']],
  ['FRONTEND blocked', ['TASK-012']],
  ['task-0', ['TASK-001', 'TASK-012']],
  ['flux', ['TASK-001']],
  ['critical', ['TASK-001']],
  ['action', ['ACTION-001']],
  ['(.*)', []],
])('%j finds %j', (query, found) => {
  expect(findNodes(nodes, query)).toEqual(found);
});

test.each([
  [undefined, 1, 'A'],
  [undefined, -1, 'C'],
  ['A', 1, 'B'],
  ['C', 1, 'A'],
  ['A', -1, 'C'],
  ['Z', 1, 'A'],
] as const)('after %s, step %d, comes %s', (current, step, found) => {
  expect(nextOf(['A', 'B', 'C'], current, step)).toBe(found);
});

test('nothing comes after nothing', () => {
  expect(nextOf([], 'A', 1)).toBeUndefined();
});
