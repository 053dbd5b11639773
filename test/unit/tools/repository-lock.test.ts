import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from '../../../src/session/lock.ts';
import { describeOthers, isCreation, lockCreation, lockRepository } from '../../../src/tools/repository-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const { signal } = new AbortController();

async function heldFor(milliseconds: number, itemId: string): Promise<void> {
  const lock = await takeLock(folder, itemId);
  if (lock.status !== 'held') throw new Error('the lock is busy');
  setTimeout(() => void lock.release(), milliseconds);
}

test.each(['scan_prioritize', 'create_work_item'])('%s is waited for', async (itemId) => {
  await heldFor(150, itemId);
  expect(await lockRepository(folder, 'TASK-001', signal)).toMatchObject({ status: 'held' });
});

test('a task is not', async () => {
  await heldFor(60_000, 'TASK-002');
  expect(await lockRepository(folder, 'TASK-001', signal)).toMatchObject({
    status: 'busy',
    holder: { itemId: 'TASK-002' },
  });
});

test('only so long, and only for whom it is said', async () => {
  await heldFor(60_000, 'scan_prioritize');
  expect(await lockRepository(folder, 'TASK-001', signal, { limitMs: 100 })).toMatchObject({ status: 'busy' });
  expect(await lockRepository(folder, 'x', signal, { waitsFor: isCreation })).toMatchObject({ status: 'busy' });
});

test('creators take turns, and those who wait are told once', async () => {
  const told: number[] = [];
  const order: string[] = [];
  const work = async (name: string) => {
    const lock = await lockCreation(folder, signal, ({ pid }) => told.push(pid));
    order.push(`${name} begins`);
    await wait(40);
    order.push(`${name} ends`);
    await lock.release();
  };
  await Promise.all([work('one'), work('two'), work('three')]);
  expect(order.filter((_, index) => index % 2 === 0).every((line) => line.endsWith('begins'))).toBe(true);
  expect(order).toHaveLength(6);
  expect(told).toEqual([process.pid, process.pid]);
});

test('who waits stops when the signal says so', async () => {
  await lockCreation(folder, signal);
  await expect(lockCreation(folder, AbortSignal.timeout(100))).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('who waits in vain is told who holds it, and the next step', async () => {
  expect(await describeOthers(folder)).toBeUndefined();
  await lockCreation(folder, signal);
  const holder = `create_work_item is being processed on this repository by process ${process.pid} since `;
  await expect(lockCreation(folder, signal, undefined, 50)).rejects.toThrow(
    new RegExp(`^${holder}\\S+\\. Wait for it, or stop it\\. It was waited for, for 0\\.05 s\\.$`),
  );
  expect(await describeOthers(folder)).toContain(holder);
});
