import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileAtomic } from '../../../../src/backlog/edit/write.ts';
import { refusal } from '../../../support/write-refusal.ts';

let base: string;
let root: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'agent-toolkit-create-')));
  root = join(base, 'repository');
  mkdirSync(join(root, '.git'), { recursive: true });
  mkdirSync(join(root, 'tasks'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const create = (path: string, text = 'new') => createFileAtomic(join(root, path), text, { root });

test('makes a file, with the folders that it needs, and leaves nothing beside it', async () => {
  await create('tasks/active/deep/TASK-001.md', '\uFEFFé\r\n');
  expect(readFileSync(join(root, 'tasks/active/deep/TASK-001.md'), 'utf8')).toBe('\uFEFFé\r\n');
  expect(readdirSync(join(root, 'tasks/active/deep'))).toEqual(['TASK-001.md']);
  expect(lstatSync(join(root, 'tasks/active/deep/TASK-001.md')).nlink).toBe(1);
});

test.each<[string, (path: string) => void]>([
  ['a file', (path) => writeFileSync(path, 'old')],
  ['a folder', (path) => mkdirSync(path)],
  ['a link', (path) => symlinkSync('b.md', path)],
  ['a link to nothing', (path) => symlinkSync('nowhere.md', path)],
  ['a link out of the repository', (path) => symlinkSync('../../x.md', path)],
])('never touches %s that is there', async (_, make) => {
  writeFileSync(join(root, 'tasks/b.md'), 'other');
  make(join(root, 'tasks/a.md'));
  const before = lstatSync(join(root, 'tasks/a.md'));
  expect(await refusal(create('tasks/a.md'))).toMatch(/^exists: .*a\.md exists already; it was not touched\./);
  expect(lstatSync(join(root, 'tasks/a.md'))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
  expect(readFileSync(join(root, 'tasks/b.md'), 'utf8')).toBe('other');
  expect(readdirSync(join(root, 'tasks'))).toEqual(['a.md', 'b.md']);
  expect(readdirSync(base)).toEqual(['repository']);
});

test('of twenty that make the same file at once, one does', async () => {
  const all = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => create('tasks/a.md', `${index}`)));
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(readFileSync(join(root, 'tasks/a.md'), 'utf8')).toBe(
    `${all.findIndex(({ status }) => status === 'fulfilled')}`,
  );
  expect(readdirSync(join(root, 'tasks'))).toEqual(['a.md']);
});

test('makes nothing through a folder that leads out of the repository', async () => {
  mkdirSync(join(base, 'elsewhere'));
  symlinkSync('../../elsewhere', join(root, 'tasks/out'));
  symlinkSync('nowhere', join(root, 'tasks/dangling'));
  expect(await refusal(create('tasks/out/a.md'))).toMatch(/^outside: /);
  expect(await refusal(create('tasks/out/deep/a.md'))).toMatch(/^outside: /);
  expect(await refusal(create('../elsewhere/a.md'))).toMatch(/^outside: /);
  expect(await refusal(create('tasks/dangling/a.md'))).toMatch(/^failed: .*its folder cannot be opened \(ENOENT\)/);
  expect(readdirSync(join(base, 'elsewhere'))).toEqual([]);
});

test('a file in the place of a folder is told, and is no file that exists already', async () => {
  writeFileSync(join(root, 'tasks/active'), 'old');
  expect(await refusal(create('tasks/active/a.md'))).toMatch(/^failed: .*could not be written \((?:EEXIST|ENOTDIR)\)/);
  expect(await refusal(create('tasks/active/deep/a.md'))).toMatch(/^failed: /);
  expect(existsSync(join(root, 'tasks/active/a.md'))).toBe(false);
});
