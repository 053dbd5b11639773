import { chmodSync, existsSync, rmSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
    { path: 'app.yaml', change: 'M', isRepository: false },
    { path: 'gone.yaml', change: 'D', isRepository: false },
    { path: 'new folder/with "quotes" and ümlaut.yaml', change: 'A', isRepository: false },
  ]);
  expect(await camera.read(before, 'other.yaml')).toBe("the user's own edit\n");
  expect(await camera.read(before, 'nowhere')).toBeUndefined();
});

test('an edit of the same size, in the second in which the index was written, is seen', async () => {
  const then = new Date(Date.now() - 60_000);
  const [app, index] = [join(on.root, 'app.yaml'), join(on.root, '.git/index')];
  utimesSync(app, then, then);
  on.git('add', 'app.yaml');
  utimesSync(index, then, then);
  on.write('app.yaml', 'tag: 2\n');
  utimesSync(app, then, then);
  expect(await camera.compare('HEAD', await camera.take())).toMatchObject([{ path: 'app.yaml', change: 'M' }]);
});

test('files outside of a sparse checkout are seen, and can be put back', async () => {
  on.commit({ 'big/x.yaml': 'x\n', 'small/y.yaml': 'y\n' });
  on.git('sparse-checkout', 'set', 'small');
  const before = await camera.take();
  on.write('big/new.yaml', 'new\n');
  const changes = await camera.compare(before, await camera.take());
  expect(changes).toEqual([{ path: 'big/new.yaml', change: 'A', isRepository: false }]);
  expect((await camera.compare('HEAD', await camera.take())).map(({ path }) => path)).toEqual(['big/new.yaml']);
  await camera.putBack(before, changes);
  expect(existsSync(join(on.root, 'big'))).toBe(false);
  expect(on.git('status', '--porcelain')).toBe('');
});

test('a file whose clean filter fails is in the picture as it is', async () => {
  on.commit({ '.gitattributes': '*.bin filter=broken\n' });
  on.git('config', 'filter.broken.clean', 'false');
  on.git('config', 'filter.broken.required', 'true');
  const before = await camera.take();
  on.write('x.bin', 'as it is\n');
  on.write('app.yaml', 'tag: 2\n');
  const after = await camera.take();
  expect((await camera.compare(before, after)).map(({ path }) => path)).toEqual(['app.yaml', 'x.bin']);
  expect(await camera.read(after, 'x.bin')).toBe('as it is\n');
});

test('what git cannot add at all: path, cause and next step', async () => {
  on.write('git~1', 'no name for a file\n');
  const words = `git cannot read the work tree of ${on.root}: error: invalid path 'git~1'`;
  await expect(camera.take()).rejects.toThrow(words);
  await expect(camera.take()).rejects.toThrow(/Mend or remove what it names .*, then run again\.$/);
});

test('the names in a folder of a picture, without what lies deeper', async () => {
  on.write('bugs/BUG-001 [x]/PLAN.md', 'a\n');
  on.write('bugs/BUG-001 [x]/ümlaut "q".txt', 'a\n');
  on.write('bugs/BUG-001 [x]/deep/er.txt', 'a\n');
  on.write('bugs/BUG-001 [x]y/not.txt', 'a\n');
  const tree = await camera.take();
  expect(await camera.list(tree, 'bugs/BUG-001 [x]')).toEqual(['PLAN.md', 'deep', 'ümlaut "q".txt']);
  expect(await camera.list(tree, 'nowhere')).toEqual([]);
});

test('an edit of the same length, within the second of the last commit, is seen', async () => {
  on.git('config', 'core.trustctime', 'false');
  const second = new Date(1_700_000_000_000);
  const at = (path: string, time = second) => utimesSync(join(on.root, path), time, time);
  on.write('app.yaml', 'tag: 2\n');
  at('app.yaml');
  on.git('commit', '--quiet', '--all', '--message', 'change');
  at('.git/index');
  on.write('app.yaml', 'tag: 3\n');
  at('app.yaml');
  expect(await camera.compare('HEAD', await camera.take())).toMatchObject([{ path: 'app.yaml' }]);
});

test('taking pictures leaves the index as it was', async () => {
  on.write('app.yaml', 'staged\n');
  on.git('add', 'app.yaml');
  on.write('app.yaml', 'not staged\n');
  const status = on.git('status', '--porcelain=v2');
  await camera.take();
  expect(on.git('status', '--porcelain=v2')).toBe(status);
});

test('a look is a picture with its differences; no hook runs for it', async () => {
  const hook = join(on.root, '.git/hooks/post-index-change');
  on.write('.git/hooks/post-index-change', '#!/bin/sh\ntouch hooked\n');
  chmodSync(hook, 0o755);
  on.write('app.yaml', 'tag: 2\n');
  on.git('rm', '--quiet', 'gone.yaml');
  rmSync(join(on.root, 'hooked'));
  const { tree, changes } = await camera.look('HEAD', ['.gitignore']);
  expect(changes).toEqual(await camera.compare('HEAD', tree));
  expect(changes.map(({ path, change }) => [path, change])).toEqual([
    ['.gitignore', 'D'],
    ['app.yaml', 'M'],
    ['gone.yaml', 'D'],
  ]);
  await camera.putBack('HEAD', changes);
  expect(existsSync(join(on.root, 'hooked'))).toBe(false);
});

test('a look tells the contents that are new or changed, but where a file may have been renamed', async () => {
  const before = await camera.take();
  on.write('app.yaml', 'tag: 2\n');
  on.write('new.yaml', 'new\n');
  chmodSync(join(on.root, 'other.yaml'), 0o755);
  const id = (path: string) => on.git('hash-object', path);
  const old = on.git('rev-parse', 'HEAD:app.yaml');
  const { contents } = await camera.look(before);
  expect(contents).toEqual([
    { path: 'app.yaml', before: old, after: id('app.yaml') },
    { path: 'new.yaml', before: undefined, after: id('new.yaml') },
  ]);
  rmSync(join(on.root, 'gone.yaml'));
  expect((await camera.look(before)).contents).toBeUndefined();
  rmSync(join(on.root, 'new.yaml'));
  expect((await camera.look(Promise.resolve(before))).contents).toEqual([
    { path: 'app.yaml', before: old, after: id('app.yaml') },
  ]);
});

test('what was ignored before stays out of a picture although somebody changed the rules', async () => {
  on.write('secret.log', 'password\n');
  on.write('cache/deep.log', 'x\n');
  const before = await camera.take();
  const ignored = await camera.ignored();
  on.write('.gitignore', '');
  on.write('new.yaml', 'a\n');
  const paths = async (hidden?: string[]) =>
    (await camera.compare(before, await camera.take(hidden))).map(({ path }) => path);
  expect(await paths()).toEqual(['.gitignore', 'cache/deep.log', 'new.yaml', 'secret.log']);
  expect(await paths(ignored)).toEqual(['.gitignore', 'new.yaml']);
});

test("a file that the user hides from git counts as the user's own, and is not overwritten", async () => {
  on.write('other.yaml', 'local secret setting\n');
  on.git('update-index', '--skip-worktree', 'other.yaml');
  const before = await camera.take();
  expect((await camera.compare('HEAD', before)).map(({ path }) => path)).toEqual(['other.yaml']);
  on.write('app.yaml', 'agent\n');
  await camera.putBack(before, await camera.compare(before, await camera.take()));
  expect(on.read('app.yaml')).toBe('tag: 1\n');
  expect(await camera.compare(before, await camera.take())).toEqual([]);
  expect(on.read('other.yaml')).toBe('local secret setting\n');
  expect(on.git('ls-files', '-v', 'other.yaml')).toBe('S other.yaml');
});

test('a nested repository is left out without a commit, and told apart with one', async () => {
  on.write('empty/file', 'x\n');
  on.git('init', '--quiet', 'empty');
  const before = await camera.take();
  on.write('nested/file', 'x\n');
  on.git('init', '--quiet', 'nested');
  on.git('-C', 'nested', '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '--allow-empty', '-m', 'x');
  expect(await camera.compare(before, await camera.take())).toEqual([
    { path: 'nested', change: 'A', isRepository: true },
  ]);
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

function hook(script: string): void {
  const file = join(on.root, '.git/hooks/pre-commit');
  on.write('.git/hooks/pre-commit', `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  on.git('config', 'core.hooksPath', dirname(file));
}

test('a commit takes deleted and renamed files', async () => {
  on.git('rm', '--quiet', 'gone.yaml');
  on.git('mv', 'app.yaml', 'moved.yaml');
  const sha = await commitPaths(repository, { paths: ['gone.yaml', 'app.yaml', 'moved.yaml'], message: 'move' });
  expect(on.git('show', '--no-renames', '--name-status', '--format=', sha)).toBe(
    'D\tapp.yaml\nD\tgone.yaml\nA\tmoved.yaml',
  );
  expect(on.git('status', '--porcelain')).toBe('');
});

test('a commit takes a file that became a folder, and a folder that became a file', async () => {
  const paths = ['app.yaml', 'app.yaml/base.yaml'];
  rmSync(join(on.root, 'app.yaml'));
  on.write('app.yaml/base.yaml', 'tag: 2\n');
  await commitPaths(repository, { paths, message: 'folder' });
  expect(on.git('ls-tree', '-r', '--name-only', 'HEAD', 'app.yaml')).toBe('app.yaml/base.yaml');
  rmSync(join(on.root, 'app.yaml'), { recursive: true });
  on.write('app.yaml', 'tag: 3\n');
  await commitPaths(repository, { paths, message: 'file' });
  expect(on.git('ls-tree', '-r', '--name-only', 'HEAD', 'app.yaml')).toBe('app.yaml');
  expect(on.git('status', '--porcelain')).toBe('');
});

test('a hook that refuses without a word is a refusal all the same', async () => {
  hook('exit 1');
  on.write('app.yaml', 'tag: 2\n');
  const head = on.git('rev-parse', 'HEAD');
  await expect(commitPaths(repository, { paths: ['app.yaml'], message: 'x' })).rejects.toThrow('exit code 1');
  expect(on.git('rev-parse', 'HEAD')).toBe(head);
  expect(on.git('diff', '--cached', '--name-only')).toBe('');
});

test('a hook that stages what it mended leaves nothing staged', async () => {
  hook('echo mended >> app.yaml; git add app.yaml');
  on.write('app.yaml', 'tag: 2\n');
  await commitPaths(repository, { paths: ['app.yaml'], message: 'x' });
  expect(on.git('status', '--porcelain')).toBe('');
});

test('an index that another git holds for a moment is waited for', async () => {
  on.write('app.yaml', 'tag: 2\n');
  on.write('.git/index.lock', '');
  setTimeout(() => rmSync(join(on.root, '.git/index.lock')), 300);
  await commitPaths(repository, { paths: ['app.yaml'], message: 'x' });
  expect(on.git('log', '-1', '--format=%s')).toBe('x');
});

test('work is kept also where git knows no identity, however long the message is', async () => {
  on.git('config', 'user.name', '');
  const before = await camera.take();
  on.write('app.yaml', 'half\n');
  const leftover = { before, after: await camera.take(), name: 'x', message: 'long '.repeat(60_000) };
  expect(on.git('show', `${await keepLeftover(repository, leftover)}:app.yaml`)).toBe('half');
});

test('what changed after it was judged is not committed; the user’s own edits and other paths do not count', async () => {
  on.write('other.yaml', "the user's own edit\n");
  on.write('app.yaml', 'tag: 2\n');
  rmSync(join(on.root, 'gone.yaml'));
  const tree = await camera.take();
  on.write('app.yaml', 'tag: 3\n');
  const paths = ['app.yaml', 'gone.yaml'];
  const commit = () => commitPaths(repository, { paths, message: 'x', judged: { tree, paths } });
  await expect(commit()).rejects.toThrow(/^app\.yaml changed after the work was judged/);
  expect(on.git('diff', '--cached', '--name-only')).toBe('');
  on.write('app.yaml', 'tag: 2\n');
  await commit();
  expect(on.git('show', '--format=', '--name-only', 'HEAD')).toBe('app.yaml\ngone.yaml');
});

test('a commit that a hook refuses says why and leaves nothing staged', async () => {
  hook('echo "no manifests on Mondays" >&2; exit 1');
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
