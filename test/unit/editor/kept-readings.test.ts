import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keptReadings, type ReadingsPlace } from '../../../src/editor/kept-readings.ts';

let place: ReadingsPlace;
let home: string;
const failed = vi.fn();
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'agent-toolkit-'));
  place = { folder: join(home, 'storage/readings'), main: join(home, 'extension.cjs'), failed };
  writeFileSync(place.main, 'require("./one")');
  failed.mockReset();
});
afterEach(() => rmSync(home, { recursive: true }));

const all = (root: string) => keptReadings(place, root).recall()?.read(0, 3).toString();

test('what is kept of a repository is recalled, and of no other one', async () => {
  expect(all('/shop')).toBeUndefined();
  await keptReadings(place, '/shop').keep(Buffer.from('one'));
  await keptReadings(place, '/bank').keep(Buffer.from('two'));
  expect([all('/shop'), all('/bank'), all('/other')]).toEqual(['one', 'two', undefined]);
});

test('another version of the extension reads all anew, whatever its times, and what the old one kept goes', async () => {
  await keptReadings(place, '/shop').keep(Buffer.from('old'));
  const { atime, mtime } = statSync(place.main);
  writeFileSync(place.main, 'require("./two")');
  utimesSync(place.main, atime, mtime);
  expect(all('/shop')).toBeUndefined();
  await keptReadings(place, '/shop').keep(Buffer.from('new'));
  expect([all('/shop'), readdirSync(place.folder).length]).toEqual(['new', 1]);
  expect(failed).not.toHaveBeenCalled();
});

test('what is of a folder that left the workspace goes after a month', async () => {
  await keptReadings(place, '/shop').keep(Buffer.from('one'));
  await keptReadings(place, '/bank').keep(Buffer.from('two'));
  const [days, now] = [24 * 3600, Date.now() / 1000];
  const age = (name: string, time: number) => utimesSync(join(place.folder, name), time, time);
  for (const name of readdirSync(place.folder)) age(name, now - 29 * days);
  await keptReadings(place, '/shop').keep(Buffer.from('one'));
  expect(all('/bank')).toBe('two');
  for (const name of readdirSync(place.folder)) age(name, now - 31 * days);
  await keptReadings(place, '/shop').keep(Buffer.from('one'));
  expect([all('/shop'), all('/bank')]).toEqual(['one', undefined]);
});

test('what cannot be read is told where it is read, and nothing stays open', async () => {
  await keptReadings(place, '/shop').keep(Buffer.from('one, and more'));
  const recalled = keptReadings(place, '/shop').recall();
  const open = () => readdirSync('/proc/self/fd').length;
  const before = open();
  expect(recalled?.read(5, 8).toString()).toBe('and more');
  expect(() => recalled?.read(5, 20)).toThrow(/What was kept of the tasks is incomplete: .+\.jsonl/);
  expect(open()).toBe(before);
  rmSync(place.folder, { recursive: true });
  expect(() => recalled?.read(5, 8)).toThrow('ENOENT');
});

test('where nothing can be kept all is read: an extension that is being removed, a file that is a folder', async () => {
  await keptReadings(place, '/shop').keep(Buffer.from('one'));
  const [name = ''] = readdirSync(place.folder);
  rmSync(place.folder, { recursive: true });
  writeFileSync(place.folder, 'no folder');
  expect([all('/shop'), failed.mock.calls.length, name.endsWith('.jsonl')]).toEqual([undefined, 1, true]);
  rmSync(place.main);
  expect(all('/shop')).toBeUndefined();
});
