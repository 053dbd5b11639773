import { expect, test } from 'vitest';
import { curveOf } from '../../../../src/editor/graph/curve.ts';

test.each([
  [
    'level',
    [
      { x: 0, y: 5 },
      { x: 100, y: 5 },
    ],
    'M0 5L91 5',
    'M100 5L91 0.5L91 9.5Z',
  ],
  [
    'a bend',
    [
      { x: 0, y: 0 },
      { x: 109, y: 50 },
    ],
    'M0 0C50 0 50 50 100 50',
    'M109 50L100 45.5L100 54.5Z',
  ],
  [
    'back',
    [
      { x: 109, y: 0 },
      { x: 0, y: 50 },
    ],
    'M109 0C59 0 59 50 9 50',
    'M0 50L9 45.5L9 54.5Z',
  ],
])('%s', (_, points, line, head) => {
  expect(curveOf(points)).toMatchObject({ line, head });
});
