import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ActionWatch } from '../../../src/editor/action-watch.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A watch of these repositories; each check lasts until the test ends it. */
function watchOf(...roots: string[]) {
  const due: { root: string; actions: string[] }[] = roots.map((root) => ({ root, actions: ['ACTION-001'] }));
  const asked: string[] = [];
  const ends = new Map<string, () => void>();
  const watch = new ActionWatch({
    everyMs: 1_000,
    due: () => due,
    check: (root) =>
      new Promise((resolve) => {
        asked.push(root);
        ends.set(root, resolve);
      }),
  });
  const end = async (root: string) => {
    ends.get(root)?.();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { watch, asked, end, due };
}

test('nobody is asked, and no timer kept, before the view is seen', () => {
  const { watch, asked } = watchOf('/a');
  watch.update();
  expect(asked).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a check when it is seen, and then one after the time, as long as it is', async () => {
  const { watch, asked, end } = watchOf('/a', '/b');
  watch.seen(true);
  expect(asked).toEqual(['/a', '/b']);
  // A check that lasts is not begun again.
  vi.advanceTimersByTime(5_000);
  expect(asked).toEqual(['/a', '/b']);
  await end('/a');
  expect(asked).toEqual(['/a', '/b', '/a']);
  await end('/a');
  await end('/b');
  expect(asked).toEqual(['/a', '/b', '/a', '/b']);
  await end('/b');
  vi.advanceTimersByTime(999);
  expect(asked).toHaveLength(4);
  vi.advanceTimersByTime(1);
  expect(asked).toEqual(['/a', '/b', '/a', '/b', '/a', '/b']);
});

test('hidden, nothing is asked; seen again within the time, not at once', async () => {
  const { watch, asked, end } = watchOf('/a');
  watch.seen(true);
  await end('/a');
  watch.seen(false);
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(400);
  watch.seen(true);
  expect(asked).toEqual(['/a']);
  vi.advanceTimersByTime(600);
  expect(asked).toEqual(['/a', '/a']);
});

test('what is worth asking is looked at anew with each change', async () => {
  const { watch, asked, due, end } = watchOf();
  watch.seen(true);
  expect(vi.getTimerCount()).toBe(0);
  due.push({ root: '/a', actions: ['ACTION-001'] });
  watch.update();
  watch.update();
  expect(asked).toEqual(['/a']);
  await end('/a');
  expect(asked).toEqual(['/a']);
  // One that has come since is asked about at once, also when it came during a check; one that went is no reason.
  due[0]?.actions.push('ACTION-002');
  watch.update();
  due[0]?.actions.push('ACTION-003');
  watch.update();
  expect(asked).toEqual(['/a', '/a']);
  await end('/a');
  expect(asked).toEqual(['/a', '/a', '/a']);
  await end('/a');
  due[0]?.actions.shift();
  watch.update();
  expect(asked).toHaveLength(3);
  due.pop();
  watch.update();
  expect(vi.getTimerCount()).toBe(0);
});

test('after its end nothing is asked', async () => {
  const { watch, asked, end } = watchOf('/a');
  watch.seen(true);
  watch.dispose();
  await end('/a');
  vi.advanceTimersByTime(5_000);
  expect(asked).toEqual(['/a']);
  expect(vi.getTimerCount()).toBe(0);
});
