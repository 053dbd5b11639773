/** Pushes that are refused, by real remotes, hooks and git itself: both sides stay as they were. */
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pushToUpstream } from '../../src/git/push-upstream.ts';
import { lines, type PushStage, startPushStage } from '../support/push-stage.ts';
import { sampled } from '../support/sample.ts';

let at: PushStage;
beforeEach(async () => {
  at = await startPushStage();
});
// Behind the set-up, which what is skipped is cleaned of as well.
sampled(1 / 4);
afterEach(() => at.ours.remove());

describe('what is refused, with both sides as they were', () => {
  test('a conflict, with the files and the commit', async () => {
    at.ours.commit({ 'app.yaml': lines(30).replace('line 3\n', 'ours\n'), 'theirs.txt': 'ours\n' }, 'tag 1.5.0');
    at.ours.write('mine.txt', 'edited\n');
    at.theyPush({ 'app.yaml': lines(30).replace('line 3\n', 'theirs\n'), 'theirs.txt': '2\n' });
    const before = at.state();
    expect(await at.push()).toMatchObject({
      status: 'refused',
      refusal: { reason: 'conflict', files: ['app.yaml', 'theirs.txt'], subject: 'tag 1.5.0' },
    });
    expect(at.state()).toEqual(before);
    at.expectTidy();
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
    for (const first of [false, true]) {
      if (first) at.theyPush({ 'theirs.txt': '2\n' });
      at.originHook(name, script);
      const before = at.state();
      const outcome = await at.push();
      expect(outcome).toMatchObject({ status: 'refused', refusal: { reason } });
      expect(JSON.stringify(outcome)).toMatch(/no pushes at night|main is protected/);
      expect(at.state()).toEqual(before);
      at.expectTidy();
      at.originHook(name, '');
    }
  });

  test('a pre-push hook, a remote that is gone', async () => {
    at.ownHook('pre-push', 'echo tests fail; exit 1');
    expect(await at.push()).toMatchObject({ refusal: { reason: 'local_hook', words: 'tests fail' } });
    at.ownHook('pre-push', '');
    at.ours.git('remote', 'set-url', 'origin', 'http://127.0.0.1:9/nowhere.git');
    expect(await at.push()).toMatchObject({ refusal: { reason: 'unreachable' } });
  });

  test('a history that somebody rewrote: what is gone there does not come back', async () => {
    await at.push();
    at.git('commit', '--quiet', '--amend', '--message', 'rewritten');
    at.git('push', '--quiet', '--force');
    at.ours.commit({ 'more.txt': 'more\n' }, 'more');
    const before = at.state();
    expect(await at.push()).toMatchObject({ refusal: { reason: 'upstream_rewritten' } });
    expect(at.state()).toEqual(before);
  });

  test('merge commits of the user’s own', async () => {
    at.ours.git('checkout', '--quiet', '-b', 'topic', 'HEAD~1');
    at.ours.commit({ 'topic.txt': 'topic\n' }, 'topic');
    at.ours.git('checkout', '--quiet', 'main');
    at.ours.git('merge', '--quiet', '--no-ff', '--no-edit', 'topic');
    at.theyPush({ 'theirs.txt': '2\n' });
    const before = at.state();
    expect(await at.push()).toMatchObject({
      refusal: { reason: 'merges', commits: [at.ours.git('rev-parse', '--short', 'HEAD')] },
    });
    expect(at.state()).toEqual(before);
  });

  test('a rebase hook that fails, with its words', async () => {
    at.ownHook('pre-rebase', 'echo "no rebases" >&2; exit 1');
    at.theyPush({ 'theirs.txt': '2\n' });
    const before = at.state();
    expect(await at.push()).toMatchObject({
      refusal: { reason: 'rebase', words: expect.stringContaining('no rebases') },
    });
    expect(at.state()).toEqual(before);
    at.expectTidy();
  });

  test('a rebase in progress, an index that is locked all the time', async () => {
    at.theyPush({ 'theirs.txt': '2\n' });
    mkdirSync(join(at.ours.root, '.git/rebase-merge'));
    expect(await at.push()).toMatchObject({ refusal: { reason: 'operation', operation: 'rebase' } });
    rmdirSync(join(at.ours.root, '.git/rebase-merge'));
    const lock = join(at.ours.root, '.git/index.lock');
    writeFileSync(lock, '');
    const [before] = at.state();
    expect(await at.push()).toMatchObject({
      refusal: { reason: 'index_locked', words: expect.stringContaining(lock) },
    });
    expect(at.head()).toBe(before);
    at.expectTidy();
  });

  test('a stop while a hook runs: git and the hook end, the worktree is gone', async () => {
    at.theyPush({ 'theirs.txt': '2\n' });
    const mark = join(at.ours.root, '../mark');
    at.ownHook('pre-rebase', `touch ${mark}; sleep 600`);
    const controller = new AbortController();
    const pushing = pushToUpstream(at.repository, controller.signal);
    const before = at.state();
    await expect.poll(() => existsSync(mark), { timeout: 20_000 }).toBe(true);
    controller.abort(new Error('stopped'));
    await expect(pushing).rejects.toThrow('stopped');
    expect(at.state()).toEqual(before);
    at.expectTidy();
  });
});
