import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptReadings, type ReadingsPlace } from '../../../src/editor/kept-readings.ts';

let place: ReadingsPlace;
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'agent-toolkit-'));
  place = { folder: join(home, 'storage/readings'), main: join(home, 'extension.cjs') };
  writeFileSync(place.main, 'one');
});
afterEach(() => rmSync(home, { recursive: true }));

const all = (root: string) => keptReadings(place, root).recall()?.read(0, 3).toString();

test('what is kept of a repository is recalled, and of no other one', async () => {
  expect(all('/shop')).toBeUndefined();
  await keptReadings(place, '/shop').keep(Buffer.from('one'));
  await keptReadings(place, '/bank').keep(Buffer.from('two'));
  expect([all('/shop'), all('/bank'), all('/other')]).toEqual(['one', 'two', undefined]);
});

test('another version of the extension reads all anew, and what the old one kept goes', async () => {
  await keptReadings(place, '/shop').keep(Buffer.from('old'));
  writeFileSync(place.main, 'another');
  expect(all('/shop')).toBeUndefined();
  await keptReadings(place, '/shop').keep(Buffer.from('new'));
  expect([all('/shop'), readdirSync(place.folder).length]).toEqual(['new', 1]);
});

test('who has recalled it goes on to read it when another window keeps something else', async () => {
  await keptReadings(place, '/shop').keep(Buffer.from('one, and more'));
  const recalled = keptReadings(place, '/shop').recall();
  await keptReadings(place, '/shop').keep(Buffer.from('two'));
  expect(recalled?.read(5, 8).toString()).toBe('and more');
  expect(() => recalled?.read(5, 20)).toThrow('What was kept of the tasks ends at 13.');
});
