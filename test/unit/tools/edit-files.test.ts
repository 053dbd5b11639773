import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFileAtomic } from '../../../src/backlog/edit/write.ts';
import { FileWriteError } from '../../../src/backlog/edit/write-error.ts';
import { restoreFiles, type WriteFile, writeFiles } from '../../../src/tools/edit-files.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'agent-toolkit-edit-files-')));
  for (const name of ['one', 'two', 'three']) writeFileSync(join(root, name), `old ${name}`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const changes = ['one', 'two', 'three'].map((file) => ({ file, before: `old ${file}`, after: `new ${file}` }));
const texts = () => readdirSync(root).map((name) => `${name}: ${readFileSync(join(root, name), 'utf8')}`);
const all = (word: string) => [`one: ${word} one`, `three: ${word} three`, `two: ${word} two`];

/** Fails at the calls of these numbers, counted from 1. */
function failingAt(...numbers: number[]): WriteFile {
  let calls = 0;
  return async (...call) => {
    calls += 1;
    if (numbers.includes(calls)) throw new FileWriteError('failed', `${call[0].slice(root.length + 1)} is full.`);
    await writeFileAtomic(...call);
  };
}

test('all files are written', async () => {
  await writeFiles(root, changes);
  expect(texts()).toEqual(all('new'));
});

test.each([1, 2, 3])('when write %s fails, none is changed', async (number) => {
  await expect(writeFiles(root, changes, failingAt(number))).rejects.toThrow('is full.');
  expect(texts()).toEqual(all('old'));
});

test('a write that fails after it was done is put back too', async () => {
  const late: WriteFile = async (...call) => {
    await writeFileAtomic(...call);
    if (call[1] === 'new two') throw new FileWriteError('failed', 'not surely on disk');
  };
  await expect(writeFiles(root, changes, late)).rejects.toThrow('not surely on disk');
  expect(texts()).toEqual(all('old'));
});

test('what somebody else wrote stays, and the other files are put back', async () => {
  writeFileSync(join(root, 'two'), 'mine');
  await expect(writeFiles(root, changes)).rejects.toMatchObject({ name: 'FileWriteError', reason: 'changed' });
  expect(texts()).toEqual(['one: old one', 'three: old three', 'two: mine']);
});

test('what cannot be put back is named, with what to do; the rest is put back all the same', async () => {
  await expect(writeFiles(root, changes, failingAt(3, 4))).rejects.toThrow(
    'three is full. two could not be put back (two is full.); do that by hand: git restore -- two',
  );
  expect(texts()).toEqual(['one: old one', 'three: old three', 'two: new two']);
});

test('what a hook or a person made of a file meanwhile is kept before the file is restored', async () => {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' });
  git('init', '--quiet');
  await writeFiles(root, changes);
  writeFileSync(join(root, 'two'), 'what somebody made of it');
  const ref = 'refs/agent-toolkit/leftovers/two-meanwhile';
  expect(await restoreFiles(root, changes)).toEqual([`two was changed meanwhile; that is kept: git show ${ref}`]);
  expect(git('show', ref)).toBe('what somebody made of it');
  rmSync(join(root, '.git'), { recursive: true });
  expect(texts()).toEqual(all('old'));
});

test('what cannot be kept is left as it is, and the other files are restored', async () => {
  await writeFiles(root, changes);
  writeFileSync(join(root, 'two'), 'what somebody made of it');
  expect(await restoreFiles(root, changes)).toEqual([
    'two was changed meanwhile and is left as it is; look at it: git diff -- two',
  ]);
  expect(texts()).toEqual(['one: old one', 'three: old three', 'two: what somebody made of it']);
});
