import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { commitPaths } from '../../../src/git/commit.ts';
import { ChangedSinceJudged, CommitStands, HookInterfered } from '../../../src/git/commit-errors.ts';
import type { HookChange } from '../../../src/git/commit-request.ts';
import { findRepository, readHead } from '../../../src/git/repository.ts';
import { isRunning } from '../../support/running.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

let on: TemporaryRepository | undefined;
afterEach(() => {
  vi.unstubAllEnvs();
  on?.remove();
});

async function inRepository(files: Readonly<Record<string, string>> = { a: '1\n' }) {
  on = temporaryRepository(files);
  return { on, repository: (await findRepository(on.root)) ?? expect.unreachable() };
}

function hook(on: TemporaryRepository, name: string, command: string): void {
  on.write(`.git/hooks/${name}`, `#!/bin/sh\n${command}\n`);
  chmodSync(join(on.root, '.git/hooks', name), 0o755);
}

async function withHook(name: string, command: string) {
  const { on, repository } = await inRepository();
  hook(on, name, command);
  on.write('a', '2\n');
  return { on, repository };
}

/** From now on something is done right before git commits. */
function beforeGitCommits({ root }: TemporaryRepository, command: string): void {
  const git = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
  const folder = join(dirname(root), 'bin');
  mkdirSync(folder);
  const script = `#!/bin/sh\ncase " $* " in *' commit '*) ${command} ;; esac\nexec ${git} "$@"\n`;
  writeFileSync(join(folder, 'git'), script, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`);
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

test('a folder that is a link now is committed as that, and its files as gone', async () => {
  const { on, repository } = await inRepository({ 'apps/a/one': '1\n', 'apps/two': '2\n' });
  renameSync(join(on.root, 'apps'), join(on.root, 'real'));
  symlinkSync('real', join(on.root, 'apps'));
  const paths = ['apps', 'apps/a/one', 'apps/two', 'real/a/one', 'real/two'];
  await commitPaths(repository, { paths, message: 'second' });
  expect(on.git('ls-tree', '-r', '--name-only', 'HEAD').split('\n')).toEqual(['apps', 'real/a/one', 'real/two']);
  expect(on.git('status', '--porcelain')).toBe('');
});

test.each(['assume-unchanged', 'skip-worktree'])(
  'a change that %s hides from git is told, and not committed',
  async (mark) => {
    const { on, repository } = await inRepository();
    on.git('update-index', `--${mark}`, 'a');
    on.write('a', '2\n');
    const blob = on.git('hash-object', '-w', 'a');
    const tree = execFileSync('git', ['mktree'], { cwd: on.root, encoding: 'utf8', input: `100644 blob ${blob}\ta\n` });
    const judged = { tree: tree.trim(), paths: ['a'] };
    await expect(commitPaths(repository, { paths: ['a'], message: 'second', judged })).rejects.toThrow(
      'git is told to look away from a (assume-unchanged or skip-worktree)',
    );
    expect(on.git('ls-files', '-v')).toBe(mark === 'skip-worktree' ? 'S a' : 'h a');
    expect(on.git('log', '--format=%s')).toBe('first');
  },
);

test('a file named as git names the last commit is no obstacle', async () => {
  const { on, repository } = await inRepository({ HEAD: 'no commit\n' });
  on.write('HEAD', 'committed\n');
  const tree = on.git('rev-parse', 'HEAD^{tree}');
  const judged = { tree, paths: [] };
  const commit = await commitPaths(repository, { paths: ['HEAD'], message: 'second', judged });
  expect(on.git('rev-parse', 'HEAD')).toBe(commit);
  expect(on.git('show', 'HEAD:HEAD')).toBe('committed');
});

test('a commit that git cannot tell anything of stays, and is told', async () => {
  const { on, repository } = await withHook('post-commit', 'echo broken > .git/index');
  const attempt = commitPaths(repository, { paths: ['a'], message: 'second' });
  const error: CommitStands = await attempt.then(expect.unreachable, (reason) => reason);
  expect(error).toBeInstanceOf(CommitStands);
  expect(error.commit).toBe(on.git('rev-parse', 'HEAD'));
  expect(error.message).toContain('The commit stays, and nothing was pushed.');
  expect(on.git('log', '-1', '--format=%s')).toBe('second');
});

test('git that is killed before the commit made none', async () => {
  const { on, repository } = await withHook('pre-commit', 'kill -9 $PPID; rm -f .git/*.lock');
  const head = on.git('rev-parse', 'HEAD');
  await expect(commitPaths(repository, { paths: ['a'], message: 'second' })).rejects.toThrow();
  expect(on.git('rev-parse', 'HEAD')).toBe(head);
});

test('a cancelled commit whose hook does not end: nothing of it goes on, and nothing is committed or locked', async () => {
  const { on, repository } = await withHook('pre-commit', "trap '' TERM; echo $$ > .git/hook; sleep 3000; echo 3 > a");
  const head = on.git('rev-parse', 'HEAD');
  const controller = new AbortController();
  const commit = commitPaths(repository, { paths: ['a'], message: 'second', signal: controller.signal }, 50);
  const hookPid = () => (existsSync(join(on.root, '.git/hook')) ? Number(on.read('.git/hook')) : 0);
  await vi.waitUntil(() => hookPid() > 0, { timeout: 20_000 });
  controller.abort(new Error('stopped by the user'));
  await expect(commit).rejects.toThrow('stopped by the user');
  expect(isRunning(hookPid())).toBe(false);
  expect(on.git('rev-parse', 'HEAD')).toBe(head);
  expect(on.git('status', '--porcelain')).toBe('M a');
  expect(on.read('a')).toBe('2\n');
});

// Other systems do not show the environment of a process.
test.runIf(process.platform === 'linux')('what its hook started in a session of its own is gone with it', async () => {
  const away = 'setsid sh -c \'trap "" TERM; echo $$ > .git/away; sleep 3000\' >/dev/null 2>&1 &';
  const { on, repository } = await withHook('pre-commit', `${away}\nsleep 3000`);
  const controller = new AbortController();
  const commit = commitPaths(repository, { paths: ['a'], message: 'second', signal: controller.signal }, 50);
  const pid = () => (existsSync(join(on.root, '.git/away')) ? Number(on.read('.git/away')) : 0);
  await vi.waitUntil(() => pid() > 0, { timeout: 20_000 });
  const other = spawn('sleep', ['3000'], { stdio: 'ignore', detached: true });
  controller.abort(new Error('stopped by the user'));
  await expect(commit).rejects.toThrow('stopped by the user');
  expect([isRunning(pid()), isRunning(other.pid ?? 0)]).toEqual([false, true]);
  other.kill('SIGKILL');
});

test('what changed after it was judged is not committed', async () => {
  const { on, repository } = await inRepository();
  const tree = on.git('rev-parse', 'HEAD^{tree}');
  on.write('a', '2\n');
  const judged = { tree, paths: ['a'] };
  const commit = commitPaths(repository, { paths: ['a'], message: 'second', judged });
  await expect(commit).rejects.toThrow(ChangedSinceJudged);
  expect(on.git('status', '--porcelain')).toBe('M a');
});

test('a change between the comparison with what was judged and the commit is not committed either', async () => {
  const { on, repository } = await inRepository();
  const head = on.git('rev-parse', 'HEAD');
  on.write('a', '2\n');
  on.git('add', 'a');
  const judged = { tree: on.git('write-tree'), paths: ['a'] };
  beforeGitCommits(on, `echo 3 > '${join(on.root, 'a')}'`);
  const commit = commitPaths(repository, { paths: ['a'], message: 'second', judged });
  await expect(commit).rejects.toThrow(ChangedSinceJudged);
  expect(on.git('rev-parse', 'HEAD')).toBe(head);
  expect(on.read('a')).toBe('3\n');
  expect(on.git('status', '--porcelain')).toBe('M a');
});

test.each([
  ['on another branch', ['checkout', '--quiet', '-b', 'other']],
  ['on another commit', ['commit', '--quiet', '--allow-empty', '--message', 'theirs']],
])('HEAD is %s than it was to be: nothing is committed or staged', async (_, moved) => {
  const { on, repository } = await inRepository();
  const head = (await readHead(repository)) ?? expect.unreachable();
  on.git(...moved);
  on.write('a', '2\n');
  const now = on.git('rev-parse', 'HEAD');
  const commit = commitPaths(repository, { paths: ['a'], message: 'second', on: head });
  await expect(commit).rejects.toThrow(/^HEAD moved before the commit, from main at /);
  expect(on.git('rev-parse', 'HEAD')).toBe(now);
  expect(on.git('status', '--porcelain')).toBe('M a');
});

test('what else is staged stays staged and out of the commit: edits, new, deleted and conflicting files, a folder for a file', async () => {
  const { on, repository } = await inRepository({ a: '1\n', b: '1\n', c: '1\n', d: '1\n', e: '1\n' });
  on.write('d', 'stashed\n');
  on.git('stash', '--quiet');
  on.commit({ d: '2\n' });
  expect(() => on.git('stash', 'pop')).toThrow();
  on.write('b', '2\n');
  on.write('new', '1\n');
  on.git('add', 'b', 'new');
  on.git('rm', '--quiet', 'c', 'e');
  on.write('e/inside', '1\n');
  on.git('add', 'e/inside');
  on.write('a', '2\n');
  await commitPaths(repository, { paths: ['a'], message: 'second' });
  expect(on.git('show', '--name-only', '--format=', 'HEAD')).toBe('a');
  const status = on.git('status', '--porcelain', '--no-renames').split('\n');
  expect(status.toSorted()).toEqual(['A  e/inside', 'A  new', 'D  c', 'D  e', 'M  b', 'UU d']);
});

test('a hook sees what is committed as staged, and may mend it', async () => {
  const { on, repository } = await inRepository({ a: '1\n', b: '1\n' });
  on.write('a', '2\n');
  on.git('add', 'a');
  const judged = { tree: on.git('write-tree'), paths: ['a'] };
  on.write('b', '2\n');
  on.git('add', 'b');
  hook(on, 'pre-commit', 'git diff --cached --name-only > .git/seen; echo mended > a; git add a');
  await commitPaths(repository, { paths: ['a'], message: 'second', judged });
  expect(on.read('.git/seen')).toBe('a\n');
  expect(on.git('show', 'HEAD:a')).toBe('mended');
  expect(on.git('status', '--porcelain')).toBe('M  b');
});

test.each([
  ['before the commit', 'pre-commit', 'git add -A'],
  [
    'as part of it',
    'post-commit',
    'test -e .git/once || { touch .git/once; git add -A; git commit -q --amend --no-edit; }',
  ],
])('a hook adds what the user had edited, %s: nothing is committed, and the edits stay', async (_, name, command) => {
  const { on, repository } = await inRepository({ a: '1\n', b: '1\n' });
  const head = on.git('rev-parse', 'HEAD');
  hook(on, name, command);
  for (const path of ['a', 'b', 'c d']) on.write(path, '2\n');
  const refused = commitPaths(repository, { paths: ['a'], message: 'second' }).catch((error: unknown) => error);
  expect(await refused).toBeInstanceOf(HookInterfered);
  expect(String(await refused)).toMatch(/edited and not committed: b, c d\. .* was taken back/);
  expect(on.git('rev-parse', 'HEAD')).toBe(head);
  for (const path of ['a', 'b', 'c d']) expect(on.read(path)).toBe('2\n');
});

test('a hook that came after all adds something: nothing is committed', async () => {
  const { on, repository } = await inRepository({ a: '1\n', b: '1\n' });
  const head = on.git('rev-parse', 'HEAD');
  hook(on, 'pre-commit', 'git add -A');
  for (const path of ['a', 'b']) on.write(path, '2\n');
  const request = { paths: ['a'], message: 'second', hooks: 'none' } as const;
  await expect(commitPaths(repository, request)).rejects.toThrow(HookInterfered);
  expect(on.git('rev-parse', 'HEAD')).toBe(head);
  expect(on.read('b')).toBe('2\n');
});

test.each([
  ['after a commit', {}, true],
  ['later, where it is told so', { tidy: 'later' } as const, false],
])('git looks whether there is something to tidy up %s', async (_, options, looks) => {
  const { on, repository } = await inRepository();
  const trace = join(dirname(on.root), 'trace');
  vi.stubEnv('GIT_TRACE', trace);
  on.write('a', '2\n');
  await commitPaths(repository, { paths: ['a'], message: 'second', ...options });
  expect(readFileSync(trace, 'utf8').includes('maintenance run --auto')).toBe(looks);
});

test('what a hook makes itself may be in the commit, once it has been looked at', async () => {
  const { on, repository } = await inRepository({ a: '1\n', b: '1\n' });
  const head = on.git('rev-parse', 'HEAD');
  hook(on, 'pre-commit', 'for each in a b c; do echo made > $each; done; git add a b c');
  on.write('a', '2\n');
  const seen: HookChange[] = [];
  const request = (problem?: string) => ({
    ...{ paths: ['a'], message: 'second' },
    review: async (change: HookChange) => {
      seen.push(change);
      return problem;
    },
  });
  await expect(commitPaths(repository, request('A hook made it up.'))).rejects.toThrow(
    'A hook made it up. The commit was taken back, and nothing was pushed.',
  );
  expect(on.git('rev-parse', 'HEAD')).toBe(head);
  on.git('checkout', '--', 'b');
  rmSync(join(on.root, 'c'));
  on.write('a', '2\n');
  const commit = await commitPaths(repository, request());
  expect(on.git('show', '--name-only', '--format=', commit).split('\n')).toEqual(['a', 'b', 'c']);
  expect(seen[1]).toEqual({ before: head, after: commit, paths: ['a', 'b', 'c'] });
});

test('a hook takes a path out of the commit: nothing is committed', async () => {
  const { on, repository } = await inRepository({ a: '1\n', b: '1\n' });
  const head = on.git('rev-parse', 'HEAD');
  hook(on, 'pre-commit', 'git reset -q -- b');
  for (const path of ['a', 'b']) on.write(path, '2\n');
  const commit = commitPaths(repository, { paths: ['a', 'b'], message: 'second' });
  await expect(commit).rejects.toThrow('took out of the commit what belongs to it: b.');
  expect(on.git('rev-parse', 'HEAD')).toBe(head);
  expect(on.git('status', '--porcelain')).toBe('M a\n M b');
});

/** Once, after a commit. */
const onTop = (command: string) => `test -e .git/once || { touch .git/once; ${command}; }`;

test('a hook commits on top: the commit is the one below', async () => {
  const { on, repository } = await withHook('post-commit', onTop('echo 2 > v; git add v; git commit -qm bump'));
  const commit = await commitPaths(repository, { paths: ['a'], message: 'second' });
  expect(on.git('log', '--reverse', '--format=%s')).toBe('first\nsecond\nbump');
  expect(commit).toBe(on.git('rev-parse', 'HEAD~'));
  expect(on.git('status', '--porcelain')).toBe('');
});

test('a hook commits the user’s edits on top: what is committed stays, and that is told', async () => {
  const { on, repository } = await withHook('post-commit', onTop('git add -A; git commit -qm all'));
  on.write('mine', '2\n');
  const refused = await commitPaths(repository, { paths: ['a'], message: 'second' }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(CommitStands);
  expect(refused).toMatchObject({ commit: on.git('rev-parse', 'HEAD~') });
  expect(String(refused)).toContain('not committed: mine.');
});

test('a hook moves HEAD away from the commit', async () => {
  const { on, repository } = await inRepository();
  on.git('checkout', '--quiet', '--orphan', 'other');
  on.commit({ a: 'other\n' });
  on.git('checkout', '--quiet', 'main');
  hook(on, 'post-commit', 'git checkout -q other');
  on.write('a', '2\n');
  const commit = commitPaths(repository, { paths: ['a'], message: 'second' });
  await expect(commit).rejects.toThrow(/^git committed, and HEAD is somewhere else now \(other at /);
  expect(on.git('branch', '--show-current')).toBe('other');
});
