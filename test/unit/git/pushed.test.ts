/** What was pushed for an item, asked of real repositories. */
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { holdsCommit, pushedWork } from '../../../src/git/pushed.ts';
import { findRepository, type Repository } from '../../../src/git/repository.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

const made: TemporaryRepository[] = [];
afterEach(() => {
  for (const one of made.splice(0)) one.remove();
});

async function clone(): Promise<{ on: TemporaryRepository; repository: Repository }> {
  const on = temporaryRepository({ 'a.txt': '1\n' }, { origin: true });
  made.push(on);
  const repository = await findRepository(on.root);
  if (repository === undefined) throw new Error('no repository');
  return { on, repository };
}

test('the newest commit of the item, what all of them changed, and where they went', async () => {
  const { on, repository } = await clone();
  on.commit({ 'apps/web.yaml': '1\n' }, 'feat(TASK-001): One');
  on.commit({ 'other.yaml': '1\n' }, 'feat(TASK-0011): Another item');
  on.commit({ 'apps/ä b.yaml': '1\n', 'a.txt': '2\n' }, 'feat(TASK-001): Two');
  const commit = on.git('rev-parse', 'HEAD');
  on.commit({ 'later.txt': '1\n' }, 'somebody else');
  on.git('push', '--quiet');
  expect(await pushedWork(repository, 'TASK-001')).toEqual({
    commit,
    paths: ['a.txt', 'apps/ä b.yaml', 'apps/web.yaml'],
    remoteUrls: [on.origin],
    branch: 'main',
  });
});

test('addresses as they are configured and as git rewrites them', async () => {
  const { on, repository } = await clone();
  on.commit({ 'a.txt': '2\n' }, 'feat(TASK-001): One');
  on.git('push', '--quiet');
  on.git('config', `url.${on.origin}.insteadOf`, 'git@git.example:shop.git');
  on.git('remote', 'set-url', 'origin', 'git@git.example:shop.git');
  expect((await pushedWork(repository, 'TASK-001'))?.remoteUrls).toEqual(['git@git.example:shop.git', on.origin]);
});

test('nothing, while the upstream does not have the newest, without a commit of the item, and without an upstream', async () => {
  const { on, repository } = await clone();
  expect(await pushedWork(repository, 'TASK-001')).toBeUndefined();
  on.commit({ 'a.txt': '2\n' }, 'feat(TASK-001): One');
  expect(await pushedWork(repository, 'TASK-001')).toBeUndefined();
  on.git('push', '--quiet');
  on.git('branch', '--unset-upstream');
  expect(await pushedWork(repository, 'TASK-001')).toBeUndefined();
});

test('a commit holds itself and what is before it; one that is not here is unknown', async () => {
  const { on, repository } = await clone();
  const first = on.git('rev-parse', 'HEAD');
  on.commit({ 'a.txt': '2\n' }, 'second');
  const second = on.git('rev-parse', 'HEAD');
  expect(await holdsCommit(repository, second, second)).toBe('yes');
  expect(await holdsCommit(repository, first, second)).toBe('yes');
  expect(await holdsCommit(repository, second, first)).toBe('no');
  expect(await holdsCommit(repository, first, 'f'.repeat(40))).toBe('unknown');
});

test('a partial clone does not fetch what it lacks to answer', async () => {
  const { on, repository } = await clone();
  on.git('push', '--quiet');
  const partial = join(dirname(on.root), 'partial');
  const origin = `file://${on.origin}`;
  execFileSync('git', ['-C', on.origin ?? '', 'config', 'uploadpack.allowFilter', 'true']);
  execFileSync('git', ['-C', on.origin ?? '', 'config', 'uploadpack.allowAnySHA1InWant', 'true']);
  execFileSync('git', ['clone', '--quiet', '--filter=blob:none', '--no-checkout', origin, partial]);
  on.commit({ 'a.txt': '3\n' }, 'theirs');
  on.git('push', '--quiet');
  const theirs = on.git('rev-parse', 'HEAD');
  const there = await findRepository(partial);
  const first = on.git('rev-parse', 'HEAD~1');
  expect(there && (await holdsCommit(there, first, theirs))).toBe('unknown');
  // What would have been fetched otherwise is there, and can be.
  expect(await holdsCommit(repository, first, theirs)).toBe('yes');
  execFileSync('git', ['-C', partial, 'cat-file', '-e', theirs]);
});
