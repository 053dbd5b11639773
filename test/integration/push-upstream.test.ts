/** Pushing while others push, against real remotes: who was first, what stays, what is said. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { pushToUpstream } from '../../src/git/push-upstream.ts';
import { findRepository } from '../../src/git/repository.ts';
import { type TwoClones, twoClones } from '../support/two-clones.ts';

let at: TwoClones;
afterEach(() => at?.ours.remove());

const lines = (count: number) => `${Array.from({ length: count }, (_, index) => `line ${index + 1}`).join('\n')}\n`;

/** Our own commit on a file of its own, besides `app.yaml`, `theirs.txt` and `mine.txt`. */
async function start(): Promise<TwoClones> {
  at = await twoClones({ 'app.yaml': lines(30), 'theirs.txt': '1\n', 'mine.txt': 'mine\n', '.gitignore': '*.log\n' });
  at.ours.commit({ 'ours.txt': 'ours\n' }, 'ours');
  return at;
}

const push = () => pushToUpstream(at.repository);
const head = () => at.ours.git('rev-parse', 'HEAD');
const remote = () => at.ours.git('ls-remote', 'origin', 'refs/heads/main').split('\t')[0];
const subjects = () => at.ours.git('log', '--format=%s').split('\n');
const state = () => [head(), at.ours.git('status', '--porcelain', '--ignored'), at.ours.git('diff', 'HEAD'), remote()];

/** A hook of our clone, as a shell script. */
function ownHook(name: string, script: string): void {
  mkdirSync(join(at.ours.root, '.git/hooks'), { recursive: true });
  writeFileSync(join(at.ours.root, '.git/hooks', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** No worktree, ref or folder of ours is left, and the branch is still checked out. */
function expectTidy(): void {
  expect(at.ours.git('worktree', 'list', '--porcelain').match(/^worktree /gm)).toHaveLength(1);
  expect(at.ours.git('for-each-ref', 'refs/agent-toolkit')).toBe('');
  expect(existsSync(join(at.ours.root, '.git/agent-toolkit/rebase'))).toBe(false);
  expect(at.ours.git('symbolic-ref', 'HEAD')).toBe('refs/heads/main');
  expect(at.ours.git('fsck', '--no-dangling')).toBe('');
}

describe('others were first', () => {
  test('our commit is put on top of theirs, pushed, and the branch is there too', async () => {
    await start();
    at.theyPush({ 'theirs.txt': '2\n', 'new/deep.txt': 'new\n' });
    const before = head();
    expect(await push()).toEqual({
      status: 'pushed',
      upstream: 'origin/main',
      rewritten: new Map([[before, head()]]),
    });
    expect(head()).not.toBe(before);
    expect(remote()).toBe(head());
    expect(subjects()).toEqual(['ours', 'theirs', 'first']);
    expect([at.ours.read('theirs.txt'), at.ours.read('new/deep.txt'), at.ours.read('ours.txt')]).toEqual([
      '2\n',
      'new\n',
      'ours\n',
    ]);
    expect(at.ours.git('status', '--porcelain')).toBe('');
    expect(at.ours.git('reflog', '-1', '--format=%gs')).toBe('agent-toolkit: rebased onto origin/main');
    expectTidy();
  });

  test.each([1, 5])('%i times in the middle of our push: it gets through', async (times) => {
    await start();
    at.theyPushDuringOurs(times);
    expect(await push()).toMatchObject({ status: 'pushed' });
    expect(remote()).toBe(head());
    expect(subjects()).toHaveLength(times + 2);
    expect(subjects()[0]).toBe('ours');
    expectTidy();
  });

  test('6 times: it gives up, and everything here is as before', async () => {
    await start();
    at.theyPushDuringOurs(6);
    const [before, status, diff] = state();
    expect(await push()).toMatchObject({ status: 'refused', refusal: { reason: 'behind' } });
    expect(state().slice(0, 3)).toEqual([before, status, diff]);
    expect(at.git('log', '--format=%s')).not.toContain('ours');
    expectTidy();
  });

  test('two clones that push at once both get through, each commit once', async () => {
    await start();
    const their = (await findRepository(at.theirs)) ?? expect.unreachable();
    at.git('config', 'user.name', 'Other');
    at.git('config', 'user.email', 'other@example.com');
    for (const number of [1, 2, 3, 4, 5]) {
      at.ours.commit({ [`ours-${number}`]: 'x' }, `ours ${number}`);
      writeFileSync(join(at.theirs, `theirs-${number}`), 'x');
      at.git('add', '.');
      at.git('commit', '--quiet', '--message', `theirs ${number}`);
      const outcomes = await Promise.all([push(), pushToUpstream(their)]);
      expect(outcomes.map(({ status }) => status)).toEqual(['pushed', 'pushed']);
    }
    await push();
    at.ours.git('pull', '--quiet', '--ff-only');
    const numbered = [1, 2, 3, 4, 5].flatMap((number) => [`ours ${number}`, `theirs ${number}`]);
    expect(subjects().sort()).toEqual(['first', 'ours', ...numbered].sort());
  });

  test('several commits, executable files, links and signatures of author and time stay what they are', async () => {
    await start();
    at.ours.write('tool.sh', '#!/bin/sh\n');
    at.ours.git('add', 'tool.sh');
    at.ours.git('update-index', '--chmod=+x', 'tool.sh');
    at.ours.git(
      'commit',
      '--quiet',
      '-m',
      'tool\n\nBody: ä',
      '--author',
      'Ä <a@example.com>',
      '--date',
      '2020-01-01T00:00:00Z',
    );
    at.ours.git('checkout', '--quiet', '.');
    const old = at.ours.git('log', '-2', '--format=%H').split('\n');
    at.theyPush({ 'theirs.txt': '2\n' });
    const outcome = await push();
    const now = at.ours.git('log', '-2', '--format=%H').split('\n');
    expect(outcome.status === 'pushed' && [...outcome.rewritten]).toEqual([
      [old[1], now[1]],
      [old[0], now[0]],
    ]);
    expect(at.ours.git('log', '-1', '--format=%an %at %B')).toBe('Ä 1577836800 tool\n\nBody: ä');
    expect(at.ours.git('ls-tree', 'HEAD', 'tool.sh')).toMatch(/^100755/);
  });

  test('the user’s configuration for rebases moves no other branch, and stashes nothing', async () => {
    await start();
    at.ours.git('branch', 'other');
    for (const key of ['updateRefs', 'autoStash', 'autoSquash']) at.ours.git('config', `rebase.${key}`, 'true');
    at.ours.commit({ 'more.txt': 'more\n' }, 'fixup! ours');
    const other = at.ours.git('rev-parse', 'other');
    at.theyPush({ 'theirs.txt': '2\n' });
    expect(await push()).toMatchObject({ status: 'pushed' });
    expect(at.ours.git('rev-parse', 'other')).toBe(other);
    expect(subjects()[0]).toBe('fixup! ours');
    expect(at.ours.git('stash', 'list')).toBe('');
  });

  test('a commit that they have as well falls away; an earlier run was killed after its push', async () => {
    await start();
    at.ours.commit({ 'more.txt': 'more\n' }, 'more');
    const old = at.ours.git('log', '-2', '--format=%H').split('\n');
    at.theyPush({ 'theirs.txt': '2\n' });
    at.git('fetch', '--quiet', at.ours.root, 'main');
    at.git('cherry-pick', `${old[1]}`, `${old[0]}`);
    at.git('push', '--quiet');
    const outcome = await push();
    expect(subjects()).toEqual(['more', 'ours', 'theirs', 'first']);
    expect(remote()).toBe(head());
    expect(outcome.status === 'pushed' && [...outcome.rewritten]).toEqual([
      [old[1], at.ours.git('rev-parse', 'HEAD~1')],
      [old[0], head()],
    ]);
  });

  test('what a killed run left of its worktree is in nobody’s way', async () => {
    await start();
    at.theyPush({ 'theirs.txt': '2\n' });
    const folder = join(at.ours.root, '.git/agent-toolkit/rebase');
    at.ours.git('worktree', 'add', '--quiet', '--detach', folder);
    writeFileSync(join(folder, 'half.txt'), 'half\n');
    expect(await push()).toMatchObject({ status: 'pushed' });
    expectTidy();
    at.theyPush({ 'theirs.txt': '3\n' });
    at.ours.commit({ 'ours.txt': '2\n' }, 'ours again');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'no-worktree.txt'), '');
    expect(await push()).toMatchObject({ status: 'pushed' });
    expectTidy();
  });

  test('worktrees of the user on a drive that is not there stay known', async () => {
    await start();
    const away = join(at.ours.root, '../away');
    at.ours.git('worktree', 'add', '--quiet', '--detach', away);
    at.ours.git('worktree', 'list');
    renameSync(away, `${away}-unplugged`);
    at.theyPush({ 'theirs.txt': '2\n' });
    expect(await push()).toMatchObject({ status: 'pushed' });
    expect(readdirSync(join(at.ours.root, '.git/worktrees'))).toEqual(['away']);
  });
});

describe('other ways to be here', () => {
  test('in a linked worktree of the user’s: that one follows, the main one stays', async () => {
    await start();
    const linked = join(at.ours.root, '../linked');
    at.ours.git('worktree', 'add', '--quiet', '-b', 'topic', linked);
    const git = (...args: string[]) => at.ours.git('-C', linked, ...args);
    git('push', '--quiet', '--set-upstream', 'origin', 'topic');
    writeFileSync(join(linked, 'ours.txt'), 'topic\n');
    git('commit', '--quiet', '--all', '--message', 'on topic');
    at.git('fetch', '--quiet');
    at.git('checkout', '--quiet', 'topic');
    at.theyPush({ 'theirs.txt': '2\n' });
    const main = head();
    expect(await pushToUpstream((await findRepository(linked)) ?? expect.unreachable())).toMatchObject({
      status: 'pushed',
      upstream: 'origin/topic',
    });
    expect(git('log', '--format=%s', '-2').split('\n')).toEqual(['on topic', 'theirs']);
    expect(git('status', '--porcelain')).toBe('');
    expect([head(), at.ours.git('status', '--porcelain')]).toEqual([main, '']);
    expect(at.ours.git('worktree', 'list').split('\n')).toHaveLength(2);
  });

  test('stopped when the remote had taken the push already: the next push makes it good', async () => {
    await start();
    at.theyPush({ 'theirs.txt': '2\n' });
    const mark = join(at.ours.root, '../mark');
    at.originHook('post-receive', `touch ${mark}; sleep 600`);
    const controller = new AbortController();
    const pushing = pushToUpstream(at.repository, controller.signal);
    const before = head();
    await expect.poll(() => existsSync(mark), { timeout: 20_000 }).toBe(true);
    controller.abort(new Error('stopped'));
    await expect(pushing).rejects.toThrow('stopped');
    expect(head()).toBe(before);
    expect(remote()).not.toBe(at.git('rev-parse', 'HEAD'));
    at.originHook('post-receive', '');
    expect(await push()).toMatchObject({ status: 'pushed', rewritten: new Map([[before, remote()]]) });
    expect(head()).toBe(remote());
    expect(subjects()).toEqual(['ours', 'theirs', 'first']);
    expectTidy();
  });
});

describe('edits that are not committed', () => {
  test('elsewhere, staged, new and ignored ones stay as they are', async () => {
    await start();
    at.ours.write('mine.txt', 'edited\n');
    at.ours.write('app.yaml', `${lines(30)}staged\n`);
    at.ours.git('add', 'app.yaml');
    at.ours.write('untracked.txt', 'new\n');
    at.ours.write('x.log', 'ignored\n');
    const before = [at.ours.git('status', '--porcelain', '--ignored'), at.ours.git('diff', '--cached')];
    at.theyPush({ 'theirs.txt': '2\n' });
    expect(await push()).toMatchObject({ status: 'pushed' });
    expect([at.ours.git('status', '--porcelain', '--ignored'), at.ours.git('diff', '--cached')]).toEqual(before);
    expect(at.ours.read('mine.txt')).toBe('edited\n');
    expect(at.ours.read('theirs.txt')).toBe('2\n');
  });

  test.each<[string, string, () => void]>([
    ['an edit', 'theirs.txt', () => at.ours.write('theirs.txt', 'edited\n')],
    [
      'a staged edit',
      'theirs.txt',
      () => {
        at.ours.write('theirs.txt', 'edited\n');
        at.ours.git('add', 'theirs.txt');
      },
    ],
    ['an untracked file', 'new.txt', () => at.ours.write('new.txt', 'mine\n')],
    ['an ignored file', 'new.log', () => at.ours.write('new.log', 'mine\n')],
    ['a file where a folder is to be', 'deep', () => at.ours.write('deep', 'mine\n')],
    [
      'an ignored file in a folder where a file is to be',
      'new.txt/x.log',
      () => at.ours.write('new.txt/x.log', 'mine\n'),
    ],
  ])('%s in the way: named, nothing is pushed, all stays', async (_, file, edit) => {
    await start();
    edit();
    at.theyPush({ 'theirs.txt': '2\n', 'new.txt': 'theirs\n', 'new.log': 'theirs\n', 'deep/file.txt': 'theirs\n' });
    const before = state();
    expect(await push()).toMatchObject({ status: 'refused', refusal: { reason: 'in_the_way', files: [file] } });
    expect(state()).toEqual(before);
    expectTidy();
  });

  test('a file that was only touched is no edit', async () => {
    await start();
    utimesSync(join(at.ours.root, 'theirs.txt'), 1, 1);
    at.theyPush({ 'theirs.txt': '2\n' });
    expect(await push()).toMatchObject({ status: 'pushed' });
  });

  test('that come while the push goes on: pushed, the branch stays, and the next push makes it good', async () => {
    await start();
    at.theyPush({ 'theirs.txt': '2\n' });
    at.originHook('post-receive', `echo edited > ${join(at.ours.root, 'theirs.txt')}`);
    const before = head();
    const outcome = await push();
    expect(outcome).toMatchObject({ status: 'refused', refusal: { reason: 'apart' } });
    expect(outcome.status === 'refused' && [...outcome.rewritten]).toEqual([[before, remote()]]);
    expect([head(), at.ours.read('theirs.txt')]).toEqual([before, 'edited\n']);
    at.ours.git('checkout', '--quiet', 'theirs.txt');
    at.originHook('post-receive', '');
    expect(await push()).toMatchObject({ status: 'pushed' });
    expect(remote()).toBe(head());
    expect(subjects()).toEqual(['ours', 'theirs', 'first']);
  });
});

describe('what is refused, with both sides as they were', () => {
  test('a conflict, with the files and the commit', async () => {
    await start();
    at.ours.commit({ 'app.yaml': lines(30).replace('line 3\n', 'ours\n'), 'theirs.txt': 'ours\n' }, 'tag 1.5.0');
    at.ours.write('mine.txt', 'edited\n');
    at.theyPush({ 'app.yaml': lines(30).replace('line 3\n', 'theirs\n'), 'theirs.txt': '2\n' });
    const before = state();
    expect(await push()).toMatchObject({
      status: 'refused',
      refusal: { reason: 'conflict', files: ['app.yaml', 'theirs.txt'], subject: 'tag 1.5.0' },
    });
    expect(state()).toEqual(before);
    expectTidy();
  });

  test.each<[string, string, string, string]>([
    ['a hook that rejects', 'pre-receive', 'echo "no pushes at night" >&2; exit 1', 'hook'],
    [
      'a protected branch',
      'update',
      '[ "$1" = refs/heads/main ] || exit 0; echo "main is protected, open a pull request" >&2; exit 1',
      'protected',
    ],
  ])('%s, with its words, also after a rebase', async (_, name, script, reason) => {
    await start();
    for (const first of [false, true]) {
      if (first) at.theyPush({ 'theirs.txt': '2\n' });
      at.originHook(name, script);
      const before = state();
      const outcome = await push();
      expect(outcome).toMatchObject({ status: 'refused', refusal: { reason } });
      expect(JSON.stringify(outcome)).toMatch(/no pushes at night|main is protected/);
      expect(state()).toEqual(before);
      expectTidy();
      at.originHook(name, '');
    }
  });

  test('a pre-push hook, a remote that is gone', async () => {
    await start();
    ownHook('pre-push', 'echo tests fail; exit 1');
    expect(await push()).toMatchObject({ refusal: { reason: 'local_hook', words: 'tests fail' } });
    ownHook('pre-push', '');
    at.ours.git('remote', 'set-url', 'origin', 'http://127.0.0.1:9/nowhere.git');
    expect(await push()).toMatchObject({ refusal: { reason: 'unreachable' } });
  });

  test('a history that somebody rewrote: what is gone there does not come back', async () => {
    await start();
    await push();
    at.git('commit', '--quiet', '--amend', '--message', 'rewritten');
    at.git('push', '--quiet', '--force');
    at.ours.commit({ 'more.txt': 'more\n' }, 'more');
    const before = state();
    expect(await push()).toMatchObject({ refusal: { reason: 'upstream_rewritten' } });
    expect(state()).toEqual(before);
  });

  test('merge commits of the user’s own', async () => {
    await start();
    at.ours.git('checkout', '--quiet', '-b', 'topic', 'HEAD~1');
    at.ours.commit({ 'topic.txt': 'topic\n' }, 'topic');
    at.ours.git('checkout', '--quiet', 'main');
    at.ours.git('merge', '--quiet', '--no-ff', '--no-edit', 'topic');
    at.theyPush({ 'theirs.txt': '2\n' });
    const before = state();
    expect(await push()).toMatchObject({
      refusal: { reason: 'merges', commits: [at.ours.git('rev-parse', '--short', 'HEAD')] },
    });
    expect(state()).toEqual(before);
  });

  test('a rebase hook that fails, with its words', async () => {
    await start();
    ownHook('pre-rebase', 'echo "no rebases" >&2; exit 1');
    at.theyPush({ 'theirs.txt': '2\n' });
    const before = state();
    expect(await push()).toMatchObject({ refusal: { reason: 'rebase', words: expect.stringContaining('no rebases') } });
    expect(state()).toEqual(before);
    expectTidy();
  });

  test('a rebase in progress, an index that is locked all the time', async () => {
    await start();
    at.theyPush({ 'theirs.txt': '2\n' });
    mkdirSync(join(at.ours.root, '.git/rebase-merge'));
    expect(await push()).toMatchObject({ refusal: { reason: 'operation', operation: 'rebase' } });
    rmdirSync(join(at.ours.root, '.git/rebase-merge'));
    const lock = join(at.ours.root, '.git/index.lock');
    writeFileSync(lock, '');
    const [before] = state();
    expect(await push()).toMatchObject({ refusal: { reason: 'index_locked', words: expect.stringContaining(lock) } });
    expect(head()).toBe(before);
    expectTidy();
  });

  test('a stop while a hook runs: git and the hook end, the worktree is gone', async () => {
    await start();
    at.theyPush({ 'theirs.txt': '2\n' });
    const mark = join(at.ours.root, '../mark');
    ownHook('pre-rebase', `touch ${mark}; sleep 600`);
    const controller = new AbortController();
    const pushing = pushToUpstream(at.repository, controller.signal);
    const before = state();
    await expect.poll(() => existsSync(mark), { timeout: 20_000 }).toBe(true);
    controller.abort(new Error('stopped'));
    await expect(pushing).rejects.toThrow('stopped');
    expect(state()).toEqual(before);
    expectTidy();
  });
});
