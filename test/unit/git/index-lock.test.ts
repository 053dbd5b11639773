import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { commitPaths } from '../../../src/git/commit.ts';
import { IndexLocked, waitForIndex } from '../../../src/git/index-lock.ts';
import { findRepository } from '../../../src/git/repository.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

let on: TemporaryRepository | undefined;
afterEach(() => on?.remove());

async function locked() {
  on = temporaryRepository({ a: '1\n' });
  const lock = join(on.root, '.git/index.lock');
  writeFileSync(lock, '');
  return { on, lock, repository: (await findRepository(on.root)) ?? expect.unreachable() };
}

test('an index that stays locked: the message names the file and says what to do', async () => {
  const { lock, repository } = await locked();
  const waiting = waitForIndex(repository, 20);
  await expect(waiting).rejects.toThrow(IndexLocked);
  await expect(waiting).rejects.toThrow(`Another git process holds the index: ${lock} was there`);
  await expect(waiting).rejects.toThrow('If no git runs in this repository');
});

test('one that is freed in time is waited for', async () => {
  const { on, lock, repository } = await locked();
  on.write('a', '2\n');
  const committing = commitPaths(repository, { paths: ['a'], message: 'second' });
  rmSync(lock);
  expect(await committing).toBe(on.git('rev-parse', 'HEAD'));
});

test('waiting ends when the signal says so', async () => {
  const { repository } = await locked();
  const controller = new AbortController();
  const waiting = waitForIndex(repository, 60_000, controller.signal);
  controller.abort(new Error('stopped by the user'));
  await expect(waiting).rejects.toThrow('stopped by the user');
});
