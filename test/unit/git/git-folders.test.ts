import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { repositoriesAround } from '../../../src/git/git-folders.ts';
import { findRepository } from '../../../src/git/repository.ts';
import { addSubmodule } from '../../support/submodule.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

let on: TemporaryRepository;
beforeEach(() => {
  on = temporaryRepository();
});
afterEach(() => on.remove());

test('a file, or one that is not there, lies in the repository that git finds', async () => {
  const repository = await findRepository(on.root);
  for (const path of ['README.md', 'not/there/yet.md']) {
    expect(await repositoriesAround(join(on.root, path))).toEqual([repository]);
  }
});

test('a linked work tree has a git folder of its own', async () => {
  const linked = join(on.root, '..', 'linked');
  on.git('worktree', 'add', '--quiet', linked);
  const [found] = await repositoriesAround(join(linked, 'README.md'));
  expect(found).toEqual(await findRepository(linked));
  expect(found?.gitDir).not.toBe(found?.commonDir);
});

test('a file of a submodule lies in both, the inner one first', async () => {
  addSubmodule(on);
  const expected = [await findRepository(join(on.root, 'charts')), await findRepository(on.root)];
  expect(await repositoriesAround(join(on.root, 'charts/values.yaml'))).toEqual(expected);
});

test('a file elsewhere lies in none, and what only has the name of a git folder makes none', async () => {
  expect(await repositoriesAround(join(realpathSync(tmpdir()), 'nowhere/a'))).toEqual([]);
  on.write('inner/.git', 'not one\n');
  on.write('inner/deeper/.git/info', 'not one either\n');
  expect(await repositoriesAround(join(on.root, 'inner/deeper/a'))).toEqual([await findRepository(on.root)]);
});
