/** The run of a window that is kept for the next one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetRun, interruptedRunText, isWindowThere, keepRun, readKeptRun } from '../../../src/editor/kept-run.ts';
import { keptRunFile } from '../../../src/editor/kept-run-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-run-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('is read as it was kept, is there as long as its process, and is forgotten once', async () => {
  await keepRun(folder, { root: '/shop', itemId: 'TASK-004' });
  const kept = await readKeptRun(folder);
  expect(kept).toMatchObject({ root: '/shop', itemId: 'TASK-004', pid: process.pid });
  if (kept === undefined) throw new Error('nothing was kept');
  expect(await isWindowThere(kept)).toBe(true);
  expect(await isWindowThere({ ...kept, pid: 2 ** 22 + 1 })).toBe(false);
  const both = await Promise.all([forgetRun(folder), forgetRun(folder)]);
  expect(both.toSorted()).toEqual([false, true]);
  expect(await readKeptRun(folder)).toBeUndefined();
});

test.each(['', '{', '[]', 'null', '{"root":"/shop","itemId":4,"pid":1,"started":""}', '{"root":"/shop","itemId":"T"}'])(
  'what is no record is none: %j',
  async (text) => {
    mkdirSync(dirname(keptRunFile(folder)));
    writeFileSync(keptRunFile(folder), text);
    expect(await readKeptRun(folder)).toBeUndefined();
  },
);

test.each([
  [1, 3, false, '2 of 3 criteria are open. Go on with it?'],
  [1, 3, true, '2 of 3 criteria are open. What was not committed is kept and put back first. Go on with it?'],
  [3, 3, false, 'What is left is its verification. Go on with it?'],
])('%i of %i done, left open: %s', (done, total, isOpen, wanted) => {
  const start = 'The work on TASK-004 was interrupted when its window closed. ';
  expect(interruptedRunText('TASK-004', done, total, isOpen)).toBe(start + wanted);
});
