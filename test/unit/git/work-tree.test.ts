import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commitPaths } from '../../../src/git/commit.ts';
import { keepLeftover } from '../../../src/git/leftovers.ts';
import { findRepository, operationInProgress, type Repository, readHead } from '../../../src/git/repository.ts';
import { WorkTreeCamera } from '../../../src/git/work-tree.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

let on: TemporaryRepository;
let repository: Repository;
let camera: WorkTreeCamera;

beforeEach(async () => {
  on = temporaryRepository({
    'app.yaml': 'tag: 1\n',
    'other.yaml': 'a\n',
    'gone.yaml': 'x\n',
    '.gitignore': '*.log\n',
  });
  repository = (await findRepository(on.root)) ?? expect.unreachable();
  camera = new WorkTreeCamera(repository, join(repository.commonDir, 'camera'));
});
afterEach(() => on.remove());

test('two pictures tell what changed between them, on top of what the user had changed', async () => {
  on.write('other.yaml', "the user's own edit\n");
  const before = await camera.take();
  on.write('app.yaml', 'tag: 2\n');
  on.write('new folder/with "quotes" and ümlaut.yaml', 'new\n');
  on.write('ignored.log', 'noise\n');
  on.git('rm', '--quiet', 'gone.yaml');
  expect(await camera.compare(before, await camera.take())).toEqual([
    { path: 'app.yaml', change: 'M' },
    { path: 'gone.yaml', change: 'D' },
    { path: 'new folder/with "quotes" and ümlaut.yaml', change: 'A' },
  ]);
  expect(await camera.read(before, 'other.yaml')).toBe("the user's own edit\n");
  expect(await camera.read(before, 'nowhere')).toBeUndefined();
});

test('taking pictures leaves the index as it was', async () => {
  on.write('app.yaml', 'staged\n');
  on.git('add', 'app.yaml');
  on.write('app.yaml', 'not staged\n');
  const status = on.git('status', '--porcelain=v2');
  await camera.take();
  expect(on.git('status', '--porcelain=v2')).toBe(status);
});

test('putting back makes exactly the named paths what they were', async () => {
  on.write('other.yaml', "the user's own edit\n");
  const before = await camera.take();
  on.write('app.yaml', 'tag: broken\n');
  on.write('deep/er/new.yaml', 'new\n');
  on.write('other.yaml', 'overwritten\n');
  on.git('rm', '--quiet', '--cached', 'gone.yaml');
  const changes = await camera.compare(before, await camera.take());
  await camera.putBack(
    before,
    changes.filter(({ path }) => path !== 'other.yaml'),
  );
  expect(on.read('app.yaml')).toBe('tag: 1\n');
  expect(existsSync(join(on.root, 'deep'))).toBe(false);
  expect(on.read('other.yaml')).toBe('overwritten\n');
});

test('a leftover keeps both sides under a ref of its own', async () => {
  on.write('other.yaml', "the user's own edit\n");
  const before = await camera.take();
  on.write('app.yaml', 'tag: half done\n');
  on.write('other.yaml', 'overwritten by the agent\n');
  const leftover = { before, after: await camera.take(), name: 'TASK-001-x', message: 'unfinished' };
  const ref = await keepLeftover(repository, leftover);
  expect(ref).toBe('refs/agent-toolkit/leftovers/TASK-001-x');
  expect(await keepLeftover(repository, leftover)).toBe(`${ref}-2`);
  expect(on.git('show', `${ref}:app.yaml`)).toBe('tag: half done');
  expect(on.git('show', `${ref}^:other.yaml`)).toBe("the user's own edit");
  expect(on.git('diff', '--name-only', `${ref}^`, ref)).toBe('app.yaml\nother.yaml');
  expect(on.git('rev-parse', `${ref}^^`)).toBe((await readHead(repository))?.commit);
});

test('a commit holds the named paths alone, whatever else is staged, changed or new', async () => {
  on.write('other.yaml', 'staged by the user\n');
  on.git('add', 'other.yaml');
  on.write('gone.yaml', 'changed by the user\n');
  on.write('[app].yaml', 'a name that looks like a pattern\n');
  on.write('app.yaml', 'tag: 2\n');
  on.write('a.yaml', 'not to be matched by [app].yaml\n');
  const sha = await commitPaths(repository, { paths: ['app.yaml', '[app].yaml'], message: 'feat: two\n\n# kept' });
  expect(on.git('log', '-1', '--format=%B', sha)).toBe('feat: two\n\n# kept');
  expect(on.git('show', '--name-only', '--format=', sha)).toBe('[app].yaml\napp.yaml');
  expect(on.git('status', '--porcelain')).toBe('M gone.yaml\nM  other.yaml\n?? a.yaml');
});

test('a commit that a hook refuses says why and leaves nothing staged', async () => {
  on.write('.git/hooks/pre-commit', '#!/bin/sh\necho "no manifests on Mondays" >&2\nexit 1\n');
  on.git('config', 'core.hooksPath', join(on.root, '.git/hooks'));
  const { chmodSync } = await import('node:fs');
  chmodSync(join(on.root, '.git/hooks/pre-commit'), 0o755);
  on.write('app.yaml', 'tag: 2\n');
  on.write('new.yaml', 'new\n');
  const commit = commitPaths(repository, { paths: ['app.yaml', 'new.yaml'], message: 'x' });
  await expect(commit).rejects.toThrow('no manifests on Mondays');
  expect(on.git('diff', '--cached', '--name-only')).toBe('');
  expect(on.read('app.yaml')).toBe('tag: 2\n');
});

test('a merge in progress is seen', async () => {
  expect(operationInProgress(repository)).toBeUndefined();
  on.write('.git/MERGE_HEAD', on.git('rev-parse', 'HEAD'));
  expect(operationInProgress(repository)).toBe('merge');
});
