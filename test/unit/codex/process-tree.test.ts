/** What belongs to a tree of processes, and what must never be taken for a part of it. */
import { randomUUID } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { grow, runMarker } from '../../../src/codex/process-tree.ts';

const own = randomUUID();
const nested = `${randomUUID()}/${randomUUID()}`;

/** The members, by pid, of a tree whose root is 10. @param processes `[pid, parent, marker]` */
function membersOf(...processes: readonly (readonly [pid: number, parent: number, marker?: string])[]): number[] {
  const members = new Set([10]);
  const markers = new Map(
    processes.flatMap(([pid, , marker]) => (marker === undefined ? [] : [[pid, marker] as const])),
  );
  grow(
    processes.map(([pid, parent]) => ({ pid, parent })),
    markers,
    members,
    new Set([own]),
  );
  return [...members].toSorted((one, other) => one - other);
}

afterEach(() => void vi.unstubAllEnvs());

test('all that is below the root, and orphans with its marker', () => {
  expect(membersOf([1, 0], [10, 1, own], [12, 11], [11, 10], [13, 1, own], [14, 13], [15, 1])).toEqual([
    10, 11, 12, 13, 14,
  ]);
});

test('an orphan of a command of an engine below it', () => {
  expect(membersOf([1, 0], [20, 1, nested], [10, 1, own], [11, 10], [12, 11, nested], [30, 1])).toEqual([
    10, 11, 12, 20,
  ]);
});

test('the marker that the root itself has come to have', () => {
  expect(membersOf([10, 1, nested], [20, 1, nested])).toEqual([10, 20]);
});

test.each([
  ['a command clears the variable', ''],
  ['sets it to something', 'yes'],
  ['has words in it', `${own} and more`],
])('nothing else where %s', (_what, value) => {
  expect(membersOf([1, 0], [10, 1, own], [11, 10, value], [20, 1], [21, 1, value], [22, 20])).toEqual([10, 11]);
});

test('nothing of the run that this engine is itself a part of', () => {
  vi.stubEnv(runMarker, nested);
  expect(membersOf([10, 1, own], [11, 10, nested], [20, 1, nested])).toEqual([10, 11]);
});
