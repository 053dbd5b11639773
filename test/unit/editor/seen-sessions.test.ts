import { expect, test } from 'vitest';
import { SeenSessions } from '../../../src/editor/seen-sessions.ts';

const [older, last] = ['docs/reports/session-1.md', 'docs/reports/session-2.md'];

/** A window, and the next one, on the same memory. */
function windows() {
  const kept = new Map<string, unknown>();
  const memory = {
    get: <Value>(name: string, otherwise?: Value) => (kept.get(name) ?? otherwise) as Value,
    update: async (name: string, value: unknown) => void kept.set(name, value),
  };
  const seen: string[] = [];
  return { open: () => new SeenSessions(memory, { setSeen: (root) => seen.push(root) }), seen };
}

test('a session is told of once in a window, and in each window until it was looked at', async () => {
  const { open, seen } = windows();
  const first = open();
  expect(first.isNew('/a', last)).toBe(true);
  first.tell('/a', last);
  expect(first.isNew('/a', last)).toBe(false);
  const second = open();
  expect(second.isNew('/a', last)).toBe(true);
  second.tell('/a', last);
  await second.see('/a', last);
  expect(seen).toEqual(['/a']);
  expect(open().isNew('/a', last)).toBe(false);
  expect(open().isNew('/b', last)).toBe(true);
});

test('who looks at an older report has not seen the last one', async () => {
  const { open, seen } = windows();
  const first = open();
  first.tell('/a', last);
  await first.see('/a', older);
  expect(seen).toEqual([]);
  expect(open().isNew('/a', last)).toBe(true);
});
