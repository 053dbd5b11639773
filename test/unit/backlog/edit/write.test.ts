import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isInside } from '../../../../src/backlog/edit/file-place.ts';
import { createFileAtomic, writeFileAtomic } from '../../../../src/backlog/edit/write.ts';
import { refusal } from '../../../support/write-refusal.ts';

let base: string;
let root: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'agent-toolkit-write-')));
  root = join(base, 'repository');
  mkdirSync(join(root, '.git'), { recursive: true });
  mkdirSync(join(root, 'tasks'));
  writeFileSync(join(root, 'tasks/a.md'), 'old');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

test('replaces the file, keeps its mode and leaves nothing beside it', async () => {
  chmodSync(join(root, 'tasks/a.md'), 0o640);
  await writeFileAtomic(join(root, 'tasks/a.md'), '\uFEFFnew\r\n', 'old');
  expect(readFileSync(join(root, 'tasks/a.md'), 'utf8')).toBe('\uFEFFnew\r\n');
  expect(statSync(join(root, 'tasks/a.md')).mode & 0o777).toBe(0o640);
  expect(readdirSync(join(root, 'tasks'))).toEqual(['a.md']);
});

test('makes a file that is not there', async () => {
  await writeFileAtomic(join(root, 'tasks/b.md'), 'new');
  expect(readFileSync(join(root, 'tasks/b.md'), 'utf8')).toBe('new');
});

test('follows a link inside the repository and keeps it', async () => {
  symlinkSync('a.md', join(root, 'tasks/link.md'));
  await writeFileAtomic(join(root, 'tasks/link.md'), 'new', 'old');
  expect(lstatSync(join(root, 'tasks/link.md')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(root, 'tasks/a.md'), 'utf8')).toBe('new');
});

test('refuses a file that changed since it was read, or is gone', async () => {
  expect(await refusal(writeFileAtomic(join(root, 'tasks/a.md'), 'new', 'older'))).toMatch(/^changed: .*was changed/);
  expect(await refusal(writeFileAtomic(join(root, 'tasks/c.md'), 'new', 'old'))).toMatch(/^changed: .*is gone/);
  expect(readFileSync(join(root, 'tasks/a.md'), 'utf8')).toBe('old');
  expect(readdirSync(join(root, 'tasks'))).toEqual(['a.md']);
});

test('refuses links and folders that lead out of the repository', async () => {
  mkdirSync(join(base, 'elsewhere'));
  writeFileSync(join(base, 'elsewhere/x.md'), 'old');
  symlinkSync('../../elsewhere/x.md', join(root, 'tasks/x.md'));
  symlinkSync('../elsewhere', join(root, 'out'));
  symlinkSync('nowhere.md', join(root, 'tasks/dangling.md'));
  expect(await refusal(writeFileAtomic(join(root, 'tasks/x.md'), 'new'))).toMatch(/^outside: /);
  expect(await refusal(writeFileAtomic(join(root, 'out/x.md'), 'new'))).toMatch(/^outside: /);
  expect(await refusal(writeFileAtomic(join(root, 'tasks/dangling.md'), 'new'))).toMatch(/^failed: .*link to nothing/);
  expect(readFileSync(join(base, 'elsewhere/x.md'), 'utf8')).toBe('old');
});

test('refuses a link to another repository', async () => {
  mkdirSync(join(base, 'other/.git'), { recursive: true });
  writeFileSync(join(base, 'other/x.md'), 'old');
  symlinkSync('../other', join(root, 'other'));
  expect(await refusal(writeFileAtomic(join(root, 'other/x.md'), 'new'))).toMatch(/^outside: /);
  expect(readFileSync(join(base, 'other/x.md'), 'utf8')).toBe('old');
});

test('a repository that is reached through a link is a repository', async () => {
  symlinkSync('repository', join(base, 'link'));
  await writeFileAtomic(join(base, 'link/tasks/a.md'), 'new', 'old', { root: join(base, 'link') });
  expect(readFileSync(join(root, 'tasks/a.md'), 'utf8')).toBe('new');
  await writeFileAtomic(join(base, 'link/tasks/a.md'), 'newer');
  expect(readFileSync(join(root, 'tasks/a.md'), 'utf8')).toBe('newer');
});

test('the root that is given counts, not the nearest .git', async () => {
  mkdirSync(join(root, 'tasks/.git'));
  symlinkSync('../a.md', join(root, 'tasks/link.md'));
  writeFileSync(join(root, 'a.md'), 'old');
  expect(await refusal(writeFileAtomic(join(root, 'tasks/link.md'), 'new'))).toMatch(/^outside: /);
  await writeFileAtomic(join(root, 'tasks/link.md'), 'new', 'old', { root });
  expect(readFileSync(join(root, 'a.md'), 'utf8')).toBe('new');
});

test('refuses a folder, a pipe and a missing folder, and leaves nothing beside them', async () => {
  mkdirSync(join(root, 'tasks/folder.md'));
  execFileSync('mkfifo', [join(root, 'tasks/pipe.md')]);
  expect(await refusal(writeFileAtomic(join(root, 'tasks/folder.md'), 'new'))).toMatch(/^failed: .* is a folder/);
  expect(await refusal(writeFileAtomic(join(root, 'tasks/pipe.md'), 'new'))).toMatch(/^failed: .* no regular file/);
  expect(await refusal(writeFileAtomic(join(root, 'none/a.md'), 'new'))).toMatch(/^failed: .*ENOENT/);
  expect(await refusal(writeFileAtomic(join(root, 'tasks/a.md/b.md'), 'new'))).toMatch(/^failed: .*ENOTDIR/);
  expect(readdirSync(join(root, 'tasks'))).toEqual(['a.md', 'folder.md', 'pipe.md']);
});

test.each([
  ['NUL bytes', Buffer.from('a\0b')],
  ['no UTF-8', Buffer.from([0x61, 0xff, 0x62])],
])('never replaces a file with %s, whatever was read from it', async (_, bytes) => {
  const path = join(root, 'tasks/a.md');
  writeFileSync(path, bytes);
  for (const old of [undefined, bytes.toString('utf8')]) {
    expect(await refusal(writeFileAtomic(path, 'new', old))).toMatch(/^not-text: .*NUL bytes or is not valid UTF-8/);
  }
  expect(readFileSync(path)).toEqual(bytes);
  expect(readdirSync(join(root, 'tasks'))).toEqual(['a.md']);
});

test.each([
  ['a\0b', 'a NUL character'],
  ['a\ud800b', 'half a surrogate pair'],
])('writes no text that would not come back: %j', async (text, what) => {
  expect(await refusal(writeFileAtomic(join(root, 'tasks/a.md'), text))).toMatch(`the text holds ${what}`);
  expect(await refusal(createFileAtomic(join(root, 'tasks/b.md'), text))).toMatch(/^not-text: /);
  expect(readdirSync(join(root, 'tasks'))).toEqual(['a.md']);
});

test.each([
  ['/a', '/a', true],
  ['/a', '/a/b', true],
  ['/a', '/a/..b', true],
  ['/a', '/ab', false],
  ['/a', '/', false],
])('%s holds %s: %s', (folder, path, expected) => {
  expect(isInside(folder, path)).toBe(expected);
});
