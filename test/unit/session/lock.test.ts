import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holderOf, takeLock } from '../../../src/session/lock.ts';
import { lockFile } from '../../../src/session/lock-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function held(itemId = 'TASK-001') {
  const lock = await takeLock(folder, itemId);
  if (lock.status !== 'held') throw new Error('the lock is busy');
  return lock;
}

function writeLock(holder: object | string): void {
  writeFileSync(lockFile(folder), typeof holder === 'string' ? holder : JSON.stringify(holder));
}

test('one holder at a time, with its task and pid; released, it is free again', async () => {
  const first = await held();
  expect(await takeLock(folder, 'TASK-002')).toMatchObject({
    status: 'busy',
    holder: { itemId: 'TASK-001', pid: process.pid },
  });
  expect(await holderOf(folder)).toMatchObject({ itemId: 'TASK-001' });
  await first.release();
  expect(await holderOf(folder)).toBeUndefined();
  expect(readdirSync(join(folder, 'agent-toolkit'))).toEqual([]);
  await (await held('TASK-002')).release();
});

test('of many that want it at once, one gets it', async () => {
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => takeLock(folder, 'TASK-001')));
  expect(outcomes.filter(({ status }) => status === 'held')).toHaveLength(1);
});

test('the lock of a process that is gone is recovered, once, and leaves no file behind', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  await (await held()).release();
  writeLock({ pid: child.pid, processStart: '1', host: hostname(), itemId: 'TASK-009', since: 'then' });
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => takeLock(folder, 'TASK-001')));
  const winners = outcomes.filter((outcome) => outcome.status === 'held');
  expect(winners).toHaveLength(1);
  expect(winners[0]?.recovered?.itemId).toBe('TASK-009');
  expect(readdirSync(join(folder, 'agent-toolkit'))).toEqual(['lock']);
});

test('a pid that now belongs to another process does not keep the lock', async () => {
  await (await held()).release();
  writeLock({ pid: process.pid, processStart: 'long ago', host: hostname(), itemId: 'TASK-009', since: 'then' });
  expect((await held()).recovered?.itemId).toBe('TASK-009');
});

test('a holder that ended and was not reaped yet holds nothing', async () => {
  await (await held()).release();
  // The shell's child ends at once; the shell, which became \`sleep\`, never reaps it.
  const parent = spawn('/bin/sh', ['-c', 'true & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [output] = await once(parent.stdout, 'data');
  const pid = Number.parseInt(String(output), 10);
  writeLock({ pid, processStart: '', host: hostname(), itemId: 'TASK-009', since: 'then' });
  await expect.poll(async () => (await takeLock(folder, 'TASK-001')).status).toBe('held');
  parent.kill();
});

test('a lock file that was cut off by a crash is stale', async () => {
  await (await held()).release();
  writeLock('{"pid":');
  expect((await held()).recovered).toBeUndefined();
});

test('a holder on another host is taken to be alive', async () => {
  await (await held()).release();
  writeLock({ pid: 1, processStart: '', host: 'elsewhere', itemId: 'TASK-009', since: 'then' });
  expect(await takeLock(folder, 'TASK-001')).toMatchObject({ status: 'busy', holder: { host: 'elsewhere' } });
});

test('locks of different names are different locks', async () => {
  await held();
  const other = await takeLock(folder, 'create_work_item', 'creation');
  expect(other.status).toBe('held');
  expect(await takeLock(folder, 'x', 'creation')).toMatchObject({
    status: 'busy',
    holder: { itemId: 'create_work_item' },
  });
  expect(await holderOf(folder, 'creation')).toMatchObject({ itemId: 'create_work_item' });
  expect(await holderOf(folder)).toMatchObject({ itemId: 'TASK-001' });
});
