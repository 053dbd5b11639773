import { expect, test } from 'vitest';
import { spokenChanges } from '../../../../src/editor/graph/spoken-changes.ts';
import { node } from './graph-fixture.ts';

const states = (...pairs: readonly (readonly [key: string, state: 'ready' | 'running' | 'blocked' | 'completed'])[]) =>
  pairs.map(([key, state]) => node(key, { state }));

test.each([
  ['nothing', states(['A', 'ready']), states(['A', 'ready']), ''],
  [
    'a task that ran',
    states(['A', 'running'], ['B', 'blocked']),
    states(['A', 'completed'], ['B', 'ready']),
    'A is completed now. B is ready now.',
  ],
  ['progress alone', [node('A', { progress: '0/2' })], [node('A', { progress: '1/2' })], ''],
  ['tasks that came and went', states(['A', 'ready']), states(['B', 'blocked']), ''],
  [
    'many',
    states(['A', 'ready'], ['B', 'ready'], ['C', 'ready'], ['D', 'ready']),
    states(['A', 'blocked'], ['B', 'blocked'], ['C', 'blocked'], ['D', 'blocked']),
    '4 tasks changed their state.',
  ],
])('%s', (_, before, after, sentence) => {
  expect(spokenChanges(before, after)).toBe(sentence);
});
