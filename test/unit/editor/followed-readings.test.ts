import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ChangeEvent } from '../../../src/editor/change-event.ts';
import { followReadings } from '../../../src/editor/followed-readings.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const shop = { root: '/shop', name: 'shop' };
const bank = { root: '/bank', name: 'bank' };

function following(keep: (root: string) => Promise<void>) {
  const failed = vi.fn();
  const source = { changed: new ChangeEvent(), loaded: false, folders: [shop] };
  return { source, failed, followed: followReadings(source, keep, failed) };
}

test('each repository is kept once, when all is read and the window is quiet', async () => {
  const keep = vi.fn(async () => {});
  const { source } = following(keep);
  source.changed.fire();
  await vi.advanceTimersByTimeAsync(5000);
  expect(keep).not.toHaveBeenCalled();
  source.loaded = true;
  source.changed.fire();
  expect(keep).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1500);
  source.folders = [shop, bank];
  source.changed.fire();
  await vi.advanceTimersByTimeAsync(5000);
  expect(keep.mock.calls).toEqual([['/shop'], ['/bank']]);
});

test('what cannot be kept is told; a window that is closed keeps nothing more', async () => {
  const full = new Error('ENOSPC');
  const { source, failed, followed } = following(() => Promise.reject(full));
  source.loaded = true;
  source.changed.fire();
  await vi.advanceTimersByTimeAsync(1500);
  expect(failed.mock.calls).toEqual([[full]]);
  source.folders = [bank];
  source.changed.fire();
  followed.dispose();
  expect(vi.getTimerCount()).toBe(0);
});
