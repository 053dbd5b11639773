/** Pushing while others push, against real remotes: who was first, and what stays. */
import { existsSync, mkdirSync, readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pushToUpstream } from '../../src/git/push-upstream.ts';
import { findRepository } from '../../src/git/repository.ts';
import { lines, type PushStage, startPushStage } from '../support/push-stage.ts';
import { sampled } from '../support/sample.ts';

let at: PushStage;
beforeEach(async () => {
  at = await startPushStage();
});
// Behind the set-up, which what is skipped is cleaned of as well.
sampled(1 / 4);
afterEach(() => at.ours.remove());

describe('others were first', () => {
  test('our commit is put on top of theirs, pushed, and the branch is there too', async () => {
    at.theyPush({ 'theirs.txt': '2\n', 'new/deep.txt': 'new\n' });
    const before = at.head();
    expect(await at.push()).toEqual({
      status: 'pushed',
      upstream: 'origin/main',
      rewritten: new Map([[before, at.head()]]),
    });
    expect(at.head()).not.toBe(before);
    expect(at.remote()).toBe(at.head());
    expect(at.subjects()).toEqual(['ours', 'theirs', 'first']);
    expect([at.ours.read('theirs.txt'), at.ours.read('new/deep.txt'), at.ours.read('ours.txt')]).toEqual([
      '2\n',
      'new\n',
      'ours\n',
    ]);
    expect(at.ours.git('status', '--porcelain')).toBe('');
    expect(at.ours.git('reflog', '-1', '--format=%gs')).toBe('agent-toolkit: rebased onto origin/main');
    at.expectTidy();
  });

  test.each([1, 5])('%i times in the middle of our push: it gets through', async (times) => {
    at.theyPushDuringOurs(times);
    expect(await at.push()).toMatchObject({ status: 'pushed' });
    expect(at.remote()).toBe(at.head());
    expect(at.subjects()).toHaveLength(times + 2);
    expect(at.subjects()[0]).toBe('ours');
    at.expectTidy();
  });

  test('6 times: it gives up, and everything here is as before', async () => {
    at.theyPushDuringOurs(6);
    const [before, status, diff] = at.state();
    expect(await at.push()).toMatchObject({ status: 'refused', refusal: { reason: 'behind' } });
    expect(at.state().slice(0, 3)).toEqual([before, status, diff]);
    expect(at.git('log', '--format=%s')).not.toContain('ours');
    at.expectTidy();
  });

  test('two clones that push at once both get through, each commit once', async () => {
    const their = (await findRepository(at.theirs)) ?? expect.unreachable();
    at.git('config', 'user.name', 'Other');
    at.git('config', 'user.email', 'other@example.com');
    for (const number of [1, 2, 3, 4, 5]) {
      at.ours.commit({ [`ours-${number}`]: 'x' }, `ours ${number}`);
      writeFileSync(join(at.theirs, `theirs-${number}`), 'x');
      at.git('add', '.');
      at.git('commit', '--quiet', '--message', `theirs ${number}`);
      const outcomes = await Promise.all([at.push(), pushToUpstream(their)]);
      expect(outcomes.map(({ status }) => status)).toEqual(['pushed', 'pushed']);
    }
    await at.push();
    at.ours.git('pull', '--quiet', '--ff-only');
    const numbered = [1, 2, 3, 4, 5].flatMap((number) => [`ours ${number}`, `theirs ${number}`]);
    expect(at.subjects().sort()).toEqual(['first', 'ours', ...numbered].sort());
  });

  test('several commits, executable files, links and signatures of author and time stay what they are', async () => {
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
    const outcome = await at.push();
    const now = at.ours.git('log', '-2', '--format=%H').split('\n');
    expect(outcome.status === 'pushed' && [...outcome.rewritten]).toEqual([
      [old[1], now[1]],
      [old[0], now[0]],
    ]);
    expect(at.ours.git('log', '-1', '--format=%an %at %B')).toBe('Ä 1577836800 tool\n\nBody: ä');
    expect(at.ours.git('ls-tree', 'HEAD', 'tool.sh')).toMatch(/^100755/);
  });

  test('the user’s configuration for rebases moves no other branch, and stashes nothing', async () => {
    at.ours.git('branch', 'other');
    for (const key of ['updateRefs', 'autoStash', 'autoSquash']) at.ours.git('config', `rebase.${key}`, 'true');
    at.ours.commit({ 'more.txt': 'more\n' }, 'fixup! ours');
    const other = at.ours.git('rev-parse', 'other');
    at.theyPush({ 'theirs.txt': '2\n' });
    expect(await at.push()).toMatchObject({ status: 'pushed' });
    expect(at.ours.git('rev-parse', 'other')).toBe(other);
    expect(at.subjects()[0]).toBe('fixup! ours');
    expect(at.ours.git('stash', 'list')).toBe('');
  });

  test('a commit that they have as well falls away; an earlier run was killed after its push', async () => {
    at.ours.commit({ 'more.txt': 'more\n' }, 'more');
    const old = at.ours.git('log', '-2', '--format=%H').split('\n');
    at.theyPush({ 'theirs.txt': '2\n' });
    at.git('fetch', '--quiet', at.ours.root, 'main');
    at.git('cherry-pick', `${old[1]}`, `${old[0]}`);
    at.git('push', '--quiet');
    const outcome = await at.push();
    expect(at.subjects()).toEqual(['more', 'ours', 'theirs', 'first']);
    expect(at.remote()).toBe(at.head());
    expect(outcome.status === 'pushed' && [...outcome.rewritten]).toEqual([
      [old[1], at.ours.git('rev-parse', 'HEAD~1')],
      [old[0], at.head()],
    ]);
  });

  test('what a killed run left of its worktree is in nobody’s way', async () => {
    at.theyPush({ 'theirs.txt': '2\n' });
    const folder = join(at.ours.root, '.git/agent-toolkit/rebase');
    at.ours.git('worktree', 'add', '--quiet', '--detach', folder);
    writeFileSync(join(folder, 'half.txt'), 'half\n');
    expect(await at.push()).toMatchObject({ status: 'pushed' });
    at.expectTidy();
    at.theyPush({ 'theirs.txt': '3\n' });
    at.ours.commit({ 'ours.txt': '2\n' }, 'ours again');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'no-worktree.txt'), '');
    expect(await at.push()).toMatchObject({ status: 'pushed' });
    at.expectTidy();
  });

  test('worktrees of the user on a drive that is not there stay known', async () => {
    const away = join(at.ours.root, '../away');
    at.ours.git('worktree', 'add', '--quiet', '--detach', away);
    at.ours.git('worktree', 'list');
    renameSync(away, `${away}-unplugged`);
    at.theyPush({ 'theirs.txt': '2\n' });
    expect(await at.push()).toMatchObject({ status: 'pushed' });
    expect(readdirSync(join(at.ours.root, '.git/worktrees'))).toEqual(['away']);
  });
});

describe('other ways to be here', () => {
  test('in a linked worktree of the user’s: that one follows, the main one stays', async () => {
    const linked = join(at.ours.root, '../linked');
    at.ours.git('worktree', 'add', '--quiet', '-b', 'topic', linked);
    const git = (...args: string[]) => at.ours.git('-C', linked, ...args);
    git('push', '--quiet', '--set-upstream', 'origin', 'topic');
    writeFileSync(join(linked, 'ours.txt'), 'topic\n');
    git('commit', '--quiet', '--all', '--message', 'on topic');
    at.git('fetch', '--quiet');
    at.git('checkout', '--quiet', 'topic');
    at.theyPush({ 'theirs.txt': '2\n' });
    const main = at.head();
    expect(await pushToUpstream((await findRepository(linked)) ?? expect.unreachable())).toMatchObject({
      status: 'pushed',
      upstream: 'origin/topic',
    });
    expect(git('log', '--format=%s', '-2').split('\n')).toEqual(['on topic', 'theirs']);
    expect(git('status', '--porcelain')).toBe('');
    expect([at.head(), at.ours.git('status', '--porcelain')]).toEqual([main, '']);
    expect(at.ours.git('worktree', 'list').split('\n')).toHaveLength(2);
  });

  test('stopped when the remote had taken the push already: the next push makes it good', async () => {
    at.theyPush({ 'theirs.txt': '2\n' });
    const mark = join(at.ours.root, '../mark');
    at.originHook('post-receive', `touch ${mark}; sleep 600`);
    const controller = new AbortController();
    const pushing = pushToUpstream(at.repository, controller.signal);
    const before = at.head();
    await expect.poll(() => existsSync(mark), { timeout: 20_000 }).toBe(true);
    controller.abort(new Error('stopped'));
    await expect(pushing).rejects.toThrow('stopped');
    expect(at.head()).toBe(before);
    expect(at.remote()).not.toBe(at.git('rev-parse', 'HEAD'));
    at.originHook('post-receive', '');
    expect(await at.push()).toMatchObject({ status: 'pushed', rewritten: new Map([[before, at.remote()]]) });
    expect(at.head()).toBe(at.remote());
    expect(at.subjects()).toEqual(['ours', 'theirs', 'first']);
    at.expectTidy();
  });
});

describe('edits that are not committed', () => {
  test('elsewhere, staged, new and ignored ones stay as they are', async () => {
    at.ours.write('mine.txt', 'edited\n');
    at.ours.write('app.yaml', `${lines(30)}staged\n`);
    at.ours.git('add', 'app.yaml');
    at.ours.write('untracked.txt', 'new\n');
    at.ours.write('x.log', 'ignored\n');
    const before = [at.ours.git('status', '--porcelain', '--ignored'), at.ours.git('diff', '--cached')];
    at.theyPush({ 'theirs.txt': '2\n' });
    expect(await at.push()).toMatchObject({ status: 'pushed' });
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
    edit();
    at.theyPush({ 'theirs.txt': '2\n', 'new.txt': 'theirs\n', 'new.log': 'theirs\n', 'deep/file.txt': 'theirs\n' });
    const before = at.state();
    expect(await at.push()).toMatchObject({ status: 'refused', refusal: { reason: 'in_the_way', files: [file] } });
    expect(at.state()).toEqual(before);
    at.expectTidy();
  });

  test('a file that was only touched is no edit', async () => {
    utimesSync(join(at.ours.root, 'theirs.txt'), 1, 1);
    at.theyPush({ 'theirs.txt': '2\n' });
    expect(await at.push()).toMatchObject({ status: 'pushed' });
  });

  test('that come while the push goes on: pushed, the branch stays, and the next push makes it good', async () => {
    at.theyPush({ 'theirs.txt': '2\n' });
    at.originHook('post-receive', `echo edited > ${join(at.ours.root, 'theirs.txt')}`);
    const before = at.head();
    const outcome = await at.push();
    expect(outcome).toMatchObject({ status: 'refused', refusal: { reason: 'apart' } });
    expect(outcome.status === 'refused' && [...outcome.rewritten]).toEqual([[before, at.remote()]]);
    expect([at.head(), at.ours.read('theirs.txt')]).toEqual([before, 'edited\n']);
    at.ours.git('checkout', '--quiet', 'theirs.txt');
    at.originHook('post-receive', '');
    expect(await at.push()).toMatchObject({ status: 'pushed' });
    expect(at.remote()).toBe(at.head());
    expect(at.subjects()).toEqual(['ours', 'theirs', 'first']);
  });
});
