import { expect, test } from 'vitest';
import { Relations } from '../../../../src/editor/graph/relations.ts';
import { spokenNode } from '../../../../src/editor/graph/spoken.ts';
import { edge, node } from './graph-fixture.ts';

const spoken = (edges: readonly string[], ...more: Parameters<typeof node>) =>
  spokenNode(node(...more), new Relations(edges.map(edge)), (key) => key);

test.each([
  [[], {}, 'A Title of A, ready, 0 of 2, medium priority'],
  [
    ['X>A', 'A>Y', 'A>Z'],
    { next: true },
    'A Title of A, ready, next, 0 of 2, medium priority, comes after X, comes before Y and Z',
  ],
  [['A>1', 'A>2', 'A>3', 'A>4', 'A>5'], {}, 'A Title of A, ready, 0 of 2, medium priority, comes before 5 others'],
  [[], { state: 'completed', progress: '2/2' }, 'A Title of A, completed, 2 of 2'],
] as const)('%j %j', (edges, more, words) => {
  expect(spoken(edges, 'A', more)).toBe(words);
});
