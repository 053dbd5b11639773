import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { readHeadFiles } from '../../../src/git/head-files.ts';
import { findRepository, type Repository, readHead } from '../../../src/git/repository.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

let on: TemporaryRepository;
beforeEach(() => {
  on = temporaryRepository({ 'a.txt': 'a\n' });
  onTestFinished(on.remove);
});

const files = ({ gitDir, commonDir }: Repository) => readHeadFiles(gitDir, commonDir);
async function repositoryAt(path: string): Promise<Repository> {
  const found = await findRepository(path);
  if (found === undefined) throw new Error(`${path} is no repository`);
  return found;
}

test('branch and commit, also of a branch with slashes', async () => {
  const commit = on.git('rev-parse', 'HEAD');
  expect(await files(await repositoryAt(on.root))).toEqual({ commit, branch: on.git('branch', '--show-current') });
  on.git('switch', '--quiet', '--create', 'team/night/shop');
  on.commit({ 'b.txt': 'b\n' });
  const state = { commit: on.git('rev-parse', 'HEAD'), branch: 'team/night/shop' };
  expect(await files(await repositoryAt(on.root))).toEqual(state);
});

test('a detached HEAD has no branch', async () => {
  on.git('checkout', '--quiet', '--detach');
  expect(await files(await repositoryAt(on.root))).toEqual({ commit: on.git('rev-parse', 'HEAD'), branch: undefined });
});

test('a linked work tree has a HEAD of its own, and the branches of the repository', async () => {
  const linked = join(on.root, '..', 'linked');
  on.git('worktree', 'add', '--quiet', '-b', 'linked', linked);
  expect(await files(await repositoryAt(linked))).toEqual({ commit: on.git('rev-parse', 'HEAD'), branch: 'linked' });
});

test.each<[string, () => void]>([
  ['packed refs', () => on.git('pack-refs', '--all')],
  ['a branch that is a link to another', () => on.git('symbolic-ref', 'refs/heads/link', 'refs/heads/main')],
])('%s are git’s to read; it comes to the same', async (_name, prepare) => {
  const branch = on.git('branch', '--show-current');
  prepare();
  const isLink = on.git('for-each-ref', '--format=%(refname:short)', 'refs/heads/link') !== '';
  if (isLink) on.git('symbolic-ref', 'HEAD', 'refs/heads/link');
  const repository = await repositoryAt(on.root);
  expect(await files(repository)).toBeUndefined();
  expect(await readHead(repository)).toMatchObject({ commit: on.git('rev-parse', 'HEAD') });
  if (!isLink) expect((await readHead(repository))?.branch).toBe(branch);
});

test('what is no ref is git’s to complain of', async () => {
  const repository = await repositoryAt(on.root);
  writeFileSync(join(repository.gitDir, 'HEAD'), 'ref: refs/heads/none-yet\n');
  expect(await files(repository)).toBeUndefined();
  expect(await readHead(repository)).toBeUndefined();
});
