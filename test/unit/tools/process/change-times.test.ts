import { lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { changeTimes } from '../../../../src/tools/process/change-times.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'times-'));
  folder = join(root, 'engine');
  mkdirSync(folder);
  onTestFinished(() => rmSync(root, { recursive: true }));
});

const write = (name: string) => {
  writeFileSync(join(root, name), name);
  return lstatSync(join(root, name)).ctimeMs;
};

test('a file that changed in a time of the agent may be its own, any other one is not', async () => {
  const [early] = [write('early.txt'), await wait(20)];
  const [middle] = [write('middle.txt'), await wait(20)];
  write('late.txt');
  const busy = [{ from: middle - 5, to: middle + 5 }];
  expect(early).toBeLessThan(middle - 5);
  const paths = ['early.txt', 'middle.txt', 'late.txt', 'gone.txt'];
  expect(await changeTimes(root, paths, { busy, since: 0 }, folder)).toEqual({
    within: ['middle.txt', 'gone.txt'],
    outside: ['early.txt', 'late.txt'],
  });
  expect(await readdir(folder)).toEqual([]);
});

test('a time that was set does not count', async () => {
  const changed = write('set.txt');
  utimesSync(join(root, 'set.txt'), 1, 1);
  const busy = [{ from: changed - 1, to: changed + 1000 }];
  expect((await changeTimes(root, ['set.txt'], { busy, since: 0 }, folder)).within).toEqual(['set.txt']);
});

test('a file that came with its folder is as old as it was: nobody can tell', async () => {
  mkdirSync(join(root, 'before'));
  const written = write('before/a.txt');
  await wait(20);
  renameSync(join(root, 'before'), join(root, 'after'));
  const { within } = await changeTimes(root, ['after/a.txt'], { busy: [], since: written + 1 }, folder);
  expect(within).toEqual(['after/a.txt']);
});
