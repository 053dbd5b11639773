import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { RepositoryQueue } from '../../../src/editor/queue-entries.ts';
import { QueueSource } from '../../../src/editor/queue-source.ts';
import { repository, task } from './queue-fixture.ts';

const shop = { root: '/shop', name: 'shop' };

/** A reader whose readings end when the test says so. */
function controlledReader() {
  const pending: ((queue: RepositoryQueue) => void)[] = [];
  const read = vi.fn(() => new Promise<RepositoryQueue>((resolve) => pending.push(resolve)));
  return { read, finish: (queue: RepositoryQueue) => pending.shift()?.(queue) };
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

describe('reading', () => {
  test('of changes that come while one goes on is one more, and the last files count', async () => {
    const { read, finish } = controlledReader();
    const source = new QueueSource(read);
    const loading = source.setFolders([shop]);
    for (let event = 0; event < 5; event += 1) source.filesChanged('/shop');
    await vi.advanceTimersByTimeAsync(100);
    finish(repository([task('TASK-001')]));
    await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2), 15_000);
    finish(repository([task('TASK-002')]));
    await loading;
    expect(read).toHaveBeenCalledTimes(2);
    expect(source.queue('/shop')?.tasks.map(({ id }) => id)).toEqual(['TASK-002']);
  });

  test('waits until the files are quiet', async () => {
    const read = vi.fn(async () => repository([]));
    const source = new QueueSource(read);
    await source.setFolders([shop]);
    for (let event = 0; event < 20; event += 1) {
      source.filesChanged('/shop');
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(read).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(read).toHaveBeenCalledTimes(2);
  });
});

test('a folder that gets another name keeps what was read, and its new name is told', async () => {
  const read = vi.fn(async () => repository([task('TASK-001')]));
  const source = new QueueSource(read);
  await source.setFolders([shop]);
  const told = vi.fn();
  source.changed.listen(told);
  await source.setFolders([{ ...shop, name: 'The shop' }]);
  expect(source.queue('/shop')).toEqual({ ...repository([task('TASK-001')]), name: 'The shop' });
  expect([read.mock.calls.length, told.mock.calls.length]).toEqual([1, 1]);
  await source.refresh('/shop');
  expect(read).toHaveBeenLastCalledWith({ ...shop, name: 'The shop' });
});

describe('a change is told', () => {
  const told = (source: QueueSource) => {
    const listener = vi.fn();
    source.changed.listen(listener);
    return listener;
  };

  test('when a reading brings something else, and not when it brings the same', async () => {
    let title = 'Raise the replicas';
    const source = new QueueSource(async () => repository([task('TASK-001', { title })]));
    const listener = told(source);
    await source.setFolders([shop]);
    expect(listener).toHaveBeenCalledTimes(1);
    await source.refresh();
    await source.setFolders([shop]);
    expect(listener).toHaveBeenCalledTimes(1);
    title = 'Lower the replicas';
    await source.refresh();
    expect(listener).toHaveBeenCalledTimes(2);
  });

  test('when folders come or go, and at first even when there is none', async () => {
    const source = new QueueSource(async ({ root, name }) => ({ ...repository([]), root, name }));
    const listener = told(source);
    await source.setFolders([]);
    expect(listener).toHaveBeenCalledTimes(1);
    await source.setFolders([shop, { root: '/bank', name: 'bank' }]);
    expect(listener).toHaveBeenCalledTimes(3);
    await source.setFolders([shop]);
    expect(listener).toHaveBeenCalledTimes(4);
  });
});

describe('folders', () => {
  test('are loaded when each has been read; none is loaded too', async () => {
    const { read, finish } = controlledReader();
    const source = new QueueSource(read);
    expect(source.loaded).toBe(false);
    const loading = source.setFolders([shop]);
    const loaded = source.whenLoaded();
    expect(source.loaded).toBe(false);
    finish(repository([]));
    await Promise.all([loading, loaded]);
    expect(source.loaded).toBe(true);
    const empty = new QueueSource(read);
    await empty.setFolders([]);
    expect(empty.loaded).toBe(true);
  });

  test('with many archived tasks are shown first and read to the end later', async () => {
    const { read, finish } = controlledReader();
    const source = new QueueSource(read);
    const loading = source.setFolders([shop]);
    finish(repository([task('TASK-001')], { unread: 1 }));
    await loading;
    expect([source.shown, source.loaded, read.mock.calls.length]).toEqual([true, false, 1]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(read).toHaveBeenCalledTimes(2);
    finish(repository([task('TASK-001'), task('TASK-002')]));
    await vi.advanceTimersByTimeAsync(0);
    expect(source.loaded).toBe(true);
  });

  test('are read to the end at once when somebody waits for it', async () => {
    const { read, finish } = controlledReader();
    const source = new QueueSource(read);
    const loading = source.setFolders([shop]);
    finish(repository([], { unread: 1 }));
    await loading;
    const loaded = source.whenLoaded();
    expect(read).toHaveBeenCalledTimes(2);
    finish(repository([task('TASK-001')]));
    await loaded;
    await vi.advanceTimersByTimeAsync(2000);
    expect(read).toHaveBeenCalledTimes(2);
  });

  test('are read to the end at once also when somebody has waited for it from the beginning', async () => {
    const { read, finish } = controlledReader();
    const source = new QueueSource(read);
    const loaded = source.whenLoaded();
    const loading = source.setFolders([shop]);
    finish(repository([task('TASK-001')], { unread: 1 }));
    await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2), 15_000);
    finish(repository([task('TASK-001'), task('TASK-002')]));
    await Promise.all([loading, loaded]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('that are shown hurry nobody', async () => {
    const { read, finish } = controlledReader();
    const source = new QueueSource(read);
    const [shown, loading] = [source.whenShown(), source.setFolders([shop])];
    finish(repository([task('TASK-001')], { unread: 1 }));
    await loading;
    await vi.advanceTimersByTimeAsync(500);
    await shown;
    expect([source.loaded, read.mock.calls.length]).toEqual([false, 1]);
    source.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('that stay are not read again, and those that went are gone', async () => {
    const read = vi.fn(async ({ root, name }: { root: string; name: string }) => ({ ...repository([]), root, name }));
    const source = new QueueSource(read);
    await source.setFolders([shop, { root: '/bank', name: 'bank' }]);
    await source.setFolders([shop]);
    expect(read).toHaveBeenCalledTimes(2);
    expect(source.queues.map(({ name }) => name)).toEqual(['shop']);
  });
});
