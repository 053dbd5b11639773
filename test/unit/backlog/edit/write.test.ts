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
import { FileWriteError, isInside, writeFileAtomic } from '../../../../src/backlog/edit/write.ts';

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

/** The reason of the refusal. */
async function refusal(work: Promise<void>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FileWriteError)) throw new Error(`not refused: ${String(error)}`);
  return `${error.reason}: ${error.message}`;
}

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

test('what the system refuses is told, and nothing is left behind', async () => {
  mkdirSync(join(root, 'tasks/folder.md'));
  expect(await refusal(writeFileAtomic(join(root, 'tasks/folder.md'), 'new'))).toMatch(
    /^failed: .*could not be written/,
  );
  expect(await refusal(writeFileAtomic(join(root, 'none/a.md'), 'new'))).toMatch(/^failed: .*ENOENT/);
  expect(readdirSync(join(root, 'tasks'))).toEqual(['a.md', 'folder.md']);
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
