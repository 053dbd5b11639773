import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { commitPaths } from '../../../src/git/commit.ts';
import { findRepository } from '../../../src/git/repository.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

let on: TemporaryRepository | undefined;
afterEach(() => on?.remove());

async function withHook(name: string, command: string) {
  on = temporaryRepository({ a: '1\n' });
  on.write(`.git/hooks/${name}`, `#!/bin/sh\n${command}\n`);
  chmodSync(join(on.root, '.git/hooks', name), 0o755);
  on.write('a', '2\n');
  return { on, repository: (await findRepository(on.root)) ?? expect.unreachable() };
}

test.each([
  ['is killed after the commit', 'kill -9 $PPID'],
  [
    'leaves the index to another git for a moment',
    '(sleep 1; rm .git/index.lock) >/dev/null 2>&1 & : > .git/index.lock',
  ],
])('a commit that is made counts, also when git %s', async (_, command) => {
  const { on, repository } = await withHook('post-commit', command);
  const commit = await commitPaths(repository, { paths: ['a'], message: 'second\n\nIn full.' });
  expect(commit).toBe(on.git('rev-parse', 'HEAD'));
  expect(on.git('log', '-1', '--format=%s')).toBe('second');
  expect(on.git('show', 'HEAD:a')).toBe('2');
});

test('git that is killed before the commit made none', async () => {
  const { on, repository } = await withHook('pre-commit', 'kill -9 $PPID; rm -f .git/*.lock');
  const head = on.git('rev-parse', 'HEAD');
  await expect(commitPaths(repository, { paths: ['a'], message: 'second' })).rejects.toThrow();
  expect(on.git('rev-parse', 'HEAD')).toBe(head);
});
