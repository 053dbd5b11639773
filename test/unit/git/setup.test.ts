import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findRepository, type Repository } from '../../../src/git/repository.ts';
import { changesOfSetup, SetupReader } from '../../../src/git/setup.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

let on: TemporaryRepository;
let repository: Repository;
beforeEach(async () => {
  on = temporaryRepository({
    '.githooks/pre-commit': '#!/bin/sh\n',
    '.husky/pre-commit': 'lint\n',
    '.husky/_/h': '1\n',
  });
  on.git('remote', 'add', 'origin', 'https://example.org/a');
  on.git('config', '--add', 'remote.origin.fetch', '+refs/heads/b:refs/heads/b');
  repository = (await findRepository(on.root)) ?? expect.unreachable();
});
afterEach(() => on.remove());

async function changesBy(change: () => void, prepare: () => void = () => {}) {
  prepare();
  const reader = new SetupReader(repository);
  const before = await reader.read();
  change();
  return changesOfSetup(before, await reader.read());
}

const nothing = { keys: [], files: [] };
const config = (...args: string[]) => on.git('config', ...args);

test.each<[string, () => void, string[]]>([
  ['another value', () => config('remote.origin.url', 'https://example.org/b'), ['remote.origin.url']],
  ['one more value', () => config('--add', 'remote.origin.fetch', '+x:x'), ['remote.origin.fetch']],
  [
    'a new key and one that is gone',
    () => config('--rename-section', 'remote.origin', 'remote.o'),
    ['remote.o.fetch', 'remote.o.url', 'remote.origin.fetch', 'remote.origin.url'],
  ],
  [
    'a key with a login',
    () => config('url.https://ann:pw@example.org/.insteadOf', 'x:'),
    ['url.https://example.org/.insteadof'],
  ],
  [
    'a file that is included now',
    () => {
      on.write('team.gitconfig', '[core]\n\tfsmonitor = x\n');
      config('include.path', '../team.gitconfig');
    },
    ['core.fsmonitor', 'include.path'],
  ],
  [
    'a value without a value',
    () => writeFileSync(join(on.root, '.git/config'), `${on.read('.git/config')}[a]\n\tb\n`),
    ['a.b'],
  ],
])('configuration: %s', async (_, change, keys) => {
  expect(await changesBy(change)).toEqual({ keys, files: [] });
});

test('a file that was included before', async () => {
  const prepare = () => {
    on.write('team.gitconfig', '[alias]\n\tst = status\n');
    config('include.path', '../team.gitconfig');
  };
  const changes = await changesBy(() => on.write('team.gitconfig', '[alias]\n\tst = !x\n'), prepare);
  expect(changes).toEqual({ keys: ['alias.st'], files: [] });
});

test.each<[string, () => void, string[], (() => void)?]>([
  ['one that is new', () => on.write('.git/hooks/pre-push', 'x'), ['.git/hooks/pre-push']],
  [
    'one that may be run now',
    () => chmodSync(join(on.root, '.githooks/pre-commit'), 0o755),
    ['.githooks/pre-commit'],
    () => config('core.hooksPath', '.githooks'),
  ],
  [
    'one beside the folder of husky',
    () => on.write('.husky/pre-commit', 'x'),
    ['.husky/pre-commit'],
    () => config('core.hooksPath', '.husky/_'),
  ],
  ['a sample is none', () => on.write('.git/hooks/pre-push.sample', 'x'), []],
  ['a folder that git does not look at', () => on.write('.githooks/pre-commit', 'x'), []],
  ['attributes', () => on.write('.git/info/attributes', '* filter=x\n'), ['.git/info/attributes']],
  ['what git writes there itself', () => on.write('.git/info/refs', 'x\n'), []],
])('hooks and info: %s', async (_, change, files, prepare) => {
  mkdirSync(join(on.root, '.git/hooks'), { recursive: true });
  expect(await changesBy(change, prepare)).toEqual({ keys: [], files });
});

test('what is no change: commits, fetches, notes of editors, the user’s own configuration', async () => {
  const change = () => {
    on.commit({ 'a.txt': 'a\n' });
    on.git('branch', 'other');
    config('branch.main.vscode-merge-base', 'origin/main');
    config('branch.main.github-pr-owner-number', 'a#b#1');
    config('lfs.https://example.org/info/lfs.access', 'basic');
    on.git('gc', '--quiet');
  };
  expect(await changesBy(change)).toEqual(nothing);
});

test('a linked worktree has the hooks and attributes of its repository', async () => {
  on.git('worktree', 'add', '--quiet', '../linked');
  const linked = (await findRepository(join(on.root, '../linked'))) ?? expect.unreachable();
  const reader = new SetupReader(linked);
  const before = await reader.read();
  on.write('.git/hooks/pre-push', 'x');
  on.write('.git/info/exclude', 'x\n');
  const files = ['../repository/.git/hooks/pre-push', '../repository/.git/info/exclude'];
  expect(changesOfSetup(before, await reader.read())).toEqual({ keys: [], files });
});

test.each<[string, () => void, boolean]>([
  ['none', () => {}, false],
  ['samples alone', () => on.write('.git/hooks/pre-commit.sample', '#!/bin/sh\n'), false],
  ['one of the repository', () => on.write('.git/hooks/post-commit', '#!/bin/sh\n'), true],
  ['those of another folder', () => config('core.hooksPath', '/usr/share/hooks'), true],
  ['one of the configuration', () => config('hook.lint.command', 'lint'), true],
])('git may run hooks: %s', async (_, prepare, may) => {
  prepare();
  expect(await new SetupReader(repository).mayRunHooks()).toBe(may);
});
