import { lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { isEditorsMark, openAmong } from '../../../../src/tools/process/open-files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'open-'));
  mkdirSync(join(root, 'apps'));
  onTestFinished(() => rmSync(root, { recursive: true }));
});

const paths = ['app.yaml', 'apps/app.yaml', 'gone/a.txt'];
const open = (since: number, marks: readonly string[] = []) => openAmong(root, paths, { marks, since });

test.each([
  ['.app.yaml.swp', true],
  ['docs/.a.md.swo', true],
  ['.#app.yaml', true],
  ['app.yaml', false],
  ['.swp', false],
  ['app.swp', false],
  ['.env', false],
  ['#app.yaml#', false],
])('whether %s is a mark', (path, expected) => {
  expect(isEditorsMark(path)).toBe(expected);
});

test('a file is open where its mark was written since, by vim or by Emacs, in its own folder', async () => {
  expect(await open(0)).toEqual([]);
  writeFileSync(join(root, '.app.yaml.swp'), '');
  expect(await open(0)).toEqual(['app.yaml']);
  symlinkSync('me@host.1:2', join(root, 'apps/.#app.yaml'));
  expect(await open(0)).toEqual(['app.yaml', 'apps/app.yaml']);
});

test('a mark that an editor left there long ago does not count', async () => {
  writeFileSync(join(root, '.app.yaml.swp'), '');
  expect(await open(lstatSync(join(root, '.app.yaml.swp')).ctimeMs + 1)).toEqual([]);
});

test('a mark that is gone since counts', async () => {
  expect(await open(Date.now() + 1000, ['apps/.app.yaml.swp', 'gone/.a.txt.swp'])).toEqual([
    'apps/app.yaml',
    'gone/a.txt',
  ]);
});
