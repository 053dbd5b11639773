import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { exportTree, listTree, plannedTree } from '../../../src/git/planned-tree.ts';
import { findRepository, type Repository } from '../../../src/git/repository.ts';
import { WorkTreeCamera } from '../../../src/git/work-tree.ts';
import { temporaryRepository } from '../../support/temporary-repository.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

test('a tree of HEAD with some paths of a picture, and that tree as files', async () => {
  const on = temporaryRepository({
    'a.yaml': 'a: 1\n',
    'gone.yaml': '',
    'mine.yaml': 'mine: 1\n',
    'deep/ü b.yaml': 'b: 1\n',
  });
  const folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-test-'));
  cleanUps.push(on.remove, () => rmSync(folder, { recursive: true }));
  const repository = (await findRepository(on.root)) as Repository;
  on.write('a.yaml', 'a: 2\n');
  on.write('deep/ü b.yaml', 'b: 2\n');
  on.write('new.yaml', 'n: 1\n');
  on.write('mine.yaml', 'mine: 2\n');
  on.git('rm', '--quiet', 'gone.yaml');
  const status = on.git('status', '--porcelain');
  const picture = await new WorkTreeCamera(repository, join(folder, 'camera')).take();
  const paths = ['a.yaml', 'gone.yaml', 'deep/ü b.yaml', 'new.yaml'];
  const tree = await plannedTree(repository, { head: on.git('rev-parse', 'HEAD'), picture, paths }, folder);
  const entries = await listTree(repository, tree);
  expect(entries.map(({ path }) => path)).toEqual(['a.yaml', 'deep/ü b.yaml', 'mine.yaml', 'new.yaml']);
  const target = join(folder, 'files');
  await exportTree(repository, tree, target);
  const read = (path: string) => readFileSync(join(target, path), 'utf8');
  expect([read('a.yaml'), read('deep/ü b.yaml'), read('mine.yaml'), read('new.yaml')]).toEqual([
    'a: 2\n',
    'b: 2\n',
    'mine: 1\n',
    'n: 1\n',
  ]);
  expect(existsSync(join(target, 'gone.yaml'))).toBe(false);
  // The user's index is as it was.
  expect(on.git('status', '--porcelain')).toBe(status);
});

test('links and repositories inside have no content to read', async () => {
  const on = temporaryRepository({ 'a.yaml': '' });
  cleanUps.push(on.remove);
  const commit = on.git('rev-parse', 'HEAD');
  on.git('update-index', '--add', '--cacheinfo', `160000,${commit},inner`);
  on.git('update-index', '--add', '--cacheinfo', `120000,${on.git('rev-parse', 'HEAD:a.yaml')},link`);
  const entries = await listTree((await findRepository(on.root)) as Repository, on.git('write-tree'));
  expect(entries.map(({ path, blob }) => [path, blob !== undefined])).toEqual([
    ['a.yaml', true],
    ['inner', false],
    ['link', false],
  ]);
});
