import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAtRemote } from '../../../../src/git/inner-repository.ts';
import { findRepository, type Repository } from '../../../../src/git/repository.ts';
import { WorkTreeCamera } from '../../../../src/git/work-tree.ts';
import { InnerWork } from '../../../../src/tools/process/inner-work.ts';
import { addSubmodule, type Submodule } from '../../../support/submodule.ts';
import { type TemporaryRepository, temporaryRepository } from '../../../support/temporary-repository.ts';

let on: TemporaryRepository;
let repository: Repository;
let camera: WorkTreeCamera;
let charts: Submodule;

async function open(name?: string): Promise<void> {
  on = temporaryRepository({ 'app.yaml': 'tag: 1\n' }, name === undefined ? {} : { name });
  charts = addSubmodule(on);
  repository = (await findRepository(on.root)) ?? expect.unreachable();
  camera = new WorkTreeCamera(repository, join(on.root, '.git/camera'));
}
beforeEach(() => open());
afterEach(() => on.remove());

async function begin(): Promise<InnerWork> {
  await camera.take();
  return InnerWork.begin(repository, camera);
}

async function files(work: InnerWork): Promise<string[]> {
  const changes = await work.changes();
  return changes.flatMap(({ state, files: changed }) =>
    changed.map(({ change, path }) => `${change} ${state.path}/${path}`),
  );
}

test('a repository without any inside costs nothing and has nothing', async () => {
  on.git('rm', '--quiet', 'charts', '.gitmodules');
  const work = await begin();
  expect([work.states, await work.changes(), await work.fresh(), await work.written()]).toEqual([[], [], [], []]);
});

test('files that change in a submodule, and in one inside of that', async () => {
  on.git('-C', 'charts', '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', '../charts-remote', 'deep');
  on.git('-C', 'charts', 'commit', '--quiet', '--all', '--message', 'deep');
  const work = await begin();
  expect(work.states.map(({ path, usersOwn }) => [path, usersOwn])).toEqual([
    ['charts', []],
    ['charts/deep', []],
  ]);
  on.write('charts/values.yaml', 'x\n');
  on.write('charts/deep/new.yaml', 'x\n');
  expect(await files(work)).toEqual(['M charts/values.yaml', 'A charts/deep/new.yaml']);
  await work.putBack(await work.changes());
  expect([await files(work), on.git('-C', 'charts', 'status', '--porcelain')]).toEqual([[], '']);
});

test('no program that their configuration names is run, at a second attempt either', async () => {
  on.git('-C', 'charts', 'clone', '--quiet', '../../charts-remote', 'deep');
  await begin();
  on.write('mark.sh', '#!/bin/sh\ntouch "$(dirname "$0")/.git/mark"\n');
  chmodSync(join(on.root, 'mark.sh'), 0o755);
  for (const path of ['charts', 'charts/deep'])
    on.git('-C', path, 'config', 'core.fsmonitor', join(on.root, 'mark.sh'));
  on.write('charts/values.yaml', 'x\n');
  on.write('charts/deep/values.yaml', 'x\n');
  const second = await begin();
  on.write('charts/deep/values.yaml', 'y\n');
  expect(await files(second)).toEqual(['M charts/deep/values.yaml']);
  expect(existsSync(join(on.root, '.git/mark'))).toBe(false);
});

test('what the user had changed is known, and not put back', async () => {
  on.write('charts/values.yaml', 'mine\n');
  const work = await begin();
  expect(work.usersOwn()).toEqual(['charts/values.yaml']);
  on.write('charts/values.yaml', 'agent\n');
  rmSync(join(on.root, 'charts/.gitignore'));
  await work.putBack(await work.changes());
  expect([on.read('charts/values.yaml'), on.read('charts/.gitignore')]).toEqual(['agent\n', '*.key\n']);
});

test('what git ignored there stays out when the rules are changed', async () => {
  on.write('charts/own.key', 'secret\n');
  const work = await begin();
  on.write('charts/.gitignore', '');
  expect(await files(work)).toEqual(['M charts/.gitignore']);
  await work.putBack(await work.changes());
  expect(on.read('charts/own.key')).toBe('secret\n');
});

test('the user’s index, also with files hidden in it, is left as it is and hides nothing', async () => {
  on.git('-C', 'charts', 'update-index', '--assume-unchanged', 'values.yaml');
  const index = on.git('-C', 'charts', 'ls-files', '-v');
  const work = await begin();
  on.write('charts/values.yaml', 'x\n');
  expect(await files(work)).toEqual(['M charts/values.yaml']);
  expect(on.git('-C', 'charts', 'ls-files', '-v')).toBe(index);
});

test('a folder with a colon and quotes in its name', async () => {
  on.remove();
  await open('a:b "c"');
  const work = await begin();
  expect(work.warnings).toEqual([]);
  on.write('charts/values.yaml', 'x\n');
  expect(await files(work)).toEqual(['M charts/values.yaml']);
});

test('pictures before and after hold the changed files in the place of the submodule, with all that they need', async () => {
  const work = await begin();
  const before = await camera.take();
  on.write('charts/values.yaml', 'x\n');
  rmSync(join(on.root, 'charts/.gitignore'));
  const trees = await work.graft({ before, after: await camera.take() }, await work.changes());
  renameSync(join(on.root, 'charts'), join(on.root, '.git/aside'));
  renameSync(join(on.root, '.git/modules'), join(on.root, '.git/modules-aside'));
  expect(on.git('diff-tree', '-r', '--name-status', trees.before, trees.after).split('\n')).toEqual([
    'D\tcharts/.gitignore',
    'M\tcharts/values.yaml',
  ]);
  expect(on.git('diff', trees.before, trees.after)).toContain('-replicas: 1\n+x');
  expect(on.git('show', `${trees.after}:app.yaml`)).toBe('tag: 1');
});

test('repositories that are new, and files where one is not checked out', async () => {
  on.git('submodule', '--quiet', 'deinit', '--force', 'charts');
  const work = await begin();
  expect([await work.fresh(), await work.written()]).toEqual([[], []]);
  on.write('charts/values.yaml', 'x\n');
  on.git('init', '--quiet', 'unborn');
  on.git('clone', '--quiet', '../charts-remote', 'clone');
  await camera.take();
  expect([await work.fresh(), await work.written()]).toEqual([['clone', 'unborn'], ['charts']]);
});

test('one that cannot be looked into is a warning', async () => {
  rmSync(join(on.root, '.git/modules/charts/objects'), { recursive: true });
  mkdirSync(join(on.root, '.git/modules/charts/objects'));
  const { warnings } = await begin();
  expect(warnings).toEqual([expect.stringContaining('Changes in charts are not seen: ')]);
});

test('a commit is at the remote only when a branch of it holds it', async () => {
  const work = await begin();
  on.git('-C', 'charts', 'checkout', '--quiet', charts.commits[1]);
  const [moved] = await work.changes();
  const inner = moved?.inner ?? expect.unreachable();
  expect([moved?.head, inner.isAbsorbed]).toEqual([charts.commits[1], true]);
  on.git('-C', 'charts', 'commit', '--quiet', '--allow-empty', '--message', 'own');
  const own = on.git('-C', 'charts', 'rev-parse', 'HEAD');
  expect([await isAtRemote(inner, charts.commits[1]), await isAtRemote(inner, own)]).toEqual([true, false]);
  expect(await isAtRemote(inner, '0'.repeat(40))).toBe(false);
});

test('one that is gone, and one whose git folder alone is gone', async () => {
  const work = await begin();
  rmSync(join(on.root, 'charts/.git'));
  expect(await work.changes()).toMatchObject([{ inner: undefined, isFilled: true }]);
  rmSync(join(on.root, 'charts'), { recursive: true });
  expect(await work.changes()).toMatchObject([{ inner: undefined, isFilled: false, files: [] }]);
});
