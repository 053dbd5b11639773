/** process_bug with a related repository: what is committed where, and what is not. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordAgreement } from '../../src/tools/related/agreements.ts';
import { archiveTask } from '../../src/workflow/archive.ts';
import { byCriterion, file, leftovers, log, processTask } from '../support/process-stage.ts';
import { type RelatedStage, relatedStage, writeHook } from '../support/related-stage.ts';
import { rollback } from '../support/rollback-stage.ts';
import { sampled } from '../support/sample.ts';
import type { Script } from '../support/scripted-model.ts';
import type { TemporaryRepository } from '../support/temporary-repository.ts';
import { secondClone } from '../support/two-clones.ts';

sampled(1 / 4);

const both = 'Raise the tag in both';
const elsewhere = 'Raise the replicas of the shop';
const raiseBoth = (way: string) => `sed -i 's/1.4.0/1.5.0/' app.yaml '${way}/apps/web.yaml'`;
const raiseElsewhere = (way: string) => `sed -i 's/replicas: 1/replicas: 3/' '${way}/apps/web.yaml'`;
const done =
  (...more: string[]) =>
  (way: string): Script =>
    byCriterion({
      [both]: { commands: [raiseBoth(way), ...more] },
      [elsewhere]: { commands: [raiseElsewhere(way)] },
    });

const changed = (on: TemporaryRepository, commit = 'HEAD') =>
  on.git('show', '--format=', '--name-only', commit).split('\n').filter(Boolean);
const status = (on: TemporaryRepository) => on.git('status', '--porcelain');
/** The user's own edits, which the related repository has in every test. */
const usersOwn = 'M mine.txt\n?? new.txt';
const subjects = (on: TemporaryRepository) => log(on, '%s').split('\n');

const unverified = [expect.stringContaining('verify: none')];

/** All is as before the criterion: no commit, no change, box open. */
function expectBefore(at: RelatedStage): void {
  expect(subjects(at.related)).toEqual(['first']);
  expect(subjects(at.on).filter((subject) => subject.startsWith('feat'))).toEqual([]);
  expect([status(at.on), status(at.related)]).toEqual(['', usersOwn]);
  expect(at.related.read('apps/web.yaml')).toBe('tag: 1.4.0\r\nreplicas: 1\r\n');
  expect(at.on.read(file)).toContain(`- [ ] ${both}`);
}

describe('what the agent changes there', () => {
  test('is a commit of its own, with the same message and before the tick; the user’s own edits stay', async () => {
    const at = await relatedStage(done(), [both, elsewhere]);
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'complete', sections_completed: [both, elsewhere], warnings: unverified });
    expect(result.commits).toEqual([
      {
        sha: at.related.git('rev-parse', 'HEAD^'),
        subject: `feat(TASK-001): ${both}`,
        criterion: both,
        repository: at.related.root,
      },
      { sha: at.on.git('rev-parse', 'HEAD^'), subject: `feat(TASK-001): ${both}`, criterion: both },
      {
        sha: at.related.git('rev-parse', 'HEAD'),
        subject: `feat(TASK-001): ${elsewhere}`,
        criterion: elsewhere,
        repository: at.related.root,
      },
      { sha: at.on.git('rev-parse', 'HEAD'), subject: `feat(TASK-001): ${elsewhere}`, criterion: elsewhere },
    ]);
    expect([changed(at.related, 'HEAD^'), changed(at.on, 'HEAD^')]).toEqual([['apps/web.yaml'], ['app.yaml', file]]);
    expect([changed(at.related), changed(at.on)]).toEqual([['apps/web.yaml'], [file]]);
    expect(at.related.git('log', '-1', '--format=%B')).toBe(at.on.git('log', '-1', '--format=%B'));
    expect(at.related.git('show', 'HEAD:apps/web.yaml')).toBe('tag: 1.5.0\r\nreplicas: 3');
    expect([status(at.on), status(at.related), at.related.read('mine.txt')]).toEqual([
      '',
      usersOwn,
      'edited, not committed\n',
    ]);
    expect(at.model.turns[0]?.prompt).toContain(`\n  - ${at.related.root}\n`);
    expect(result.related).toEqual([{ repository: at.related.root, leftovers: [], pushed: false, pull_request: null }]);
    expect(existsSync(join(at.related.root, '.git/agent-toolkit/lock'))).toBe(false);
  });

  test('cannot be committed by the agent itself, nor its hooks and configuration changed', async () => {
    const attack = (way: string) =>
      [
        `git -C '${way}' -c user.name=a -c user.email=a@b commit -qam mine`,
        `git -C '${way}' config core.hooksPath /tmp`,
        `touch '${way}/.git/hooks/pre-commit'`,
        `mv '${way}/.git' '${way}/git'`,
      ].map((command) => `! ${command}`);
    const at = await relatedStage(
      (way) => byCriterion({ [both]: { commands: [raiseBoth(way), ...attack(way)] } }),
      [both],
    );
    expect(await processTask(at)).toMatchObject({ status: 'complete' });
    expect(subjects(at.related)).toEqual(['first', `feat(TASK-001): ${both}`]);
    expect(status(at.related)).toBe(usersOwn);
  });

  test('step by step, by the same command, is no loop', async () => {
    const at = await relatedStage(
      (way) => byCriterion({ [both]: { commands: Array(7).fill(`echo more >> '${way}/apps/web.yaml'`) } }),
      [both],
    );
    expect(await processTask(at)).toMatchObject({ status: 'complete', sections_completed: [both] });
  });

  test('that steers an engine there is put back', async () => {
    const steer = (way: string) => `echo '{"cluster_context":"prod"}' > '${way}/.agent-config.json'`;
    const at = await relatedStage((way) => byCriterion({ [both]: { commands: [raiseBoth(way), steer(way)] } }), [both]);
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'complete' });
    expect(result.warnings.join()).toMatch(
      /In the related repository .*shop manifests: The agent edited what only people/,
    );
    expect([changed(at.related), status(at.related)]).toEqual([['apps/web.yaml'], usersOwn]);
    expect(at.related.git('show', `${result.related[0]?.leftovers[0]}:.agent-config.json`)).toContain('prod');
  });

  test('in a linked work tree is committed on the branch of that', async () => {
    const at = await relatedStage(() => done()(linked), [elsewhere]);
    const linked = join(at.related.root, '../linked tree');
    at.related.git('worktree', 'add', '--quiet', '-b', 'other', linked);
    at.on.commit({ '.agent-config.json': JSON.stringify({ related_repos: [relative(at.on.root, linked)] }) }, 'third');
    await recordAgreement(process.env, at.on.root, [linked]);
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'complete', commits: [{ repository: linked }, { criterion: elsewhere }] });
    expect(at.related.git('log', '--format=%s', 'other').split('\n')).toEqual([
      `feat(TASK-001): ${elsewhere}`,
      'first',
    ]);
    expect([subjects(at.related), status(at.related)]).toEqual([['first'], usersOwn]);
  });
});

describe('without the user’s agreement', () => {
  test('nothing can be written there, and a warning says how to agree', async () => {
    const at = await relatedStage(done(), [elsewhere], { agreed: false });
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'error', sections_completed: [], related: [] });
    expect(result.warnings.join()).toContain(`nothing was written there: ${at.related.root}. Agree with`);
    expect([subjects(at.related), status(at.related)]).toEqual([['first'], usersOwn]);
    expect(at.model.turns[0]?.prompt).not.toContain('related repositories');
    at.agree();
    const again = await processTask(at);
    expect(again).toMatchObject({ status: 'complete', warnings: unverified });
    expect(changed(at.related)).toEqual(['apps/web.yaml']);
  });
});

describe('a criterion that is not reached', () => {
  test('by a false claim: kept and put back in both, and the second try is told of both', async () => {
    const at = await relatedStage(
      (way) => byCriterion({ [both]: { commands: [raiseBoth(way)], cite: ['make test'] } }),
      [both],
    );
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'error', sections_completed: [] });
    expect([status(at.on), status(at.related), subjects(at.related)]).toEqual(['', usersOwn, ['first']]);
    expect(at.related.read('apps/web.yaml')).toBe('tag: 1.4.0\r\nreplicas: 1\r\n');
    const [first, second] = result.related[0]?.leftovers ?? [];
    expect(leftovers(at.related).split('\n').toSorted()).toEqual([first, second].toSorted());
    expect(at.related.git('show', `${first}:apps/web.yaml`)).toContain('1.5.0');
    expect(result.leftovers).toHaveLength(2);
    expect(result.message).toContain(`git show ${result.leftovers[1]} and git -C '${at.related.root}' show ${second}`);
    const retry = at.model.turns.find(({ prompt }) => prompt.includes('The try before this one failed'))?.prompt;
    expect(retry).toContain(`What it changed in ${at.related.root}: apps/web.yaml.`);
    expect(retry).toContain(`-- 'apps/web.yaml' | git -C '${at.related.root}' apply`);
  });

  test('since it touches an uncommitted edit of the user’s there: stops, and that edit stays', async () => {
    const touch = (way: string) => `echo agent >> '${way}/mine.txt'`;
    const at = await relatedStage((way) => done(touch(way))(way), [both]);
    const result = await processTask(at);
    expect(result.message).toMatch(
      /^In the related repository .*: The criterion changed files that had uncommitted edits before: mine\.txt/,
    );
    expect(result.message).toContain(`What it changed elsewhere is kept in ${result.leftovers[0]}.`);
    expect([status(at.on), status(at.related)]).toEqual(['', usersOwn]);
    expect(at.related.read('mine.txt')).toBe('edited, not committed\nagent\n');
  });

  test('since somebody commits there meanwhile: that commit stays, the rest is kept', async () => {
    const at: RelatedStage = await relatedStage(
      (way) => (turn) => {
        if (turn.outputs.length === 1) at.related.git('commit', '--quiet', '--message', 'theirs', '--', 'mine.txt');
        return done()(way)(turn);
      },
      [both],
    );
    const result = await processTask(at);
    expect(result.message).toMatch(/^In the related repository .*: HEAD moved while the criterion ran/);
    expect(subjects(at.related)).toEqual(['first', 'theirs']);
    expect(at.related.git('show', `${result.related[0]?.leftovers[0]}:apps/web.yaml`)).toContain('1.5.0');
    expect(at.on.git('show', `${result.leftovers[0]}:app.yaml`)).toContain('1.5.0');
    expect(status(at.on)).toBe('');
  });

  test('since the configuration of git there changed: nothing is done there, and the rest is put back', async () => {
    const at: RelatedStage = await relatedStage(
      (way) => (turn) => {
        if (turn.outputs.length === 1) at.related.git('config', 'core.pager', 'anything');
        return done()(way)(turn);
      },
      [both],
    );
    const result = await processTask(at);
    expect(result.message).toMatch(
      /^In the related repository .*: How git works in this repository changed .*core\.pager/,
    );
    expect([subjects(at.related), at.related.read('apps/web.yaml').includes('1.5.0')]).toEqual([['first'], true]);
    expect(at.on.git('show', `${result.leftovers[0]}:app.yaml`)).toContain('1.5.0');
    expect(status(at.on)).toBe('');
  });

  test('since it would commit a secret there', async () => {
    const secret = 'kind: Secret, apiVersion: v1, metadata: {name: a}, stringData: {password: Hq8vTz3LmPw2}';
    const at = await relatedStage(
      (way) => {
        const commands = [raiseBoth(way), `echo '{${secret}}' > '${way}/apps/secret.yaml'`];
        return byCriterion({ [both]: { commands, cite: [raiseBoth(way)] } });
      },
      [both],
    );
    const result = await processTask(at);
    expect(result.message).toMatch(
      /^In the related repository .*: The criterion would have committed .*apps\/secret\.yaml/,
    );
    expectBefore(at);
  });

  test('and is stopped by the user: kept and put back in both', async () => {
    const at = await relatedStage(done('sleep 600'), [both]);
    const running = processTask(at).catch((reason: unknown) => reason);
    await expect.poll(() => at.related.read('apps/web.yaml').includes('1.5.0'), { timeout: 60_000 }).toBe(true);
    at.controller.abort(new Error('stop'));
    expect(await running).toMatchObject({ message: 'stop' });
    expectBefore(at);
    expect(leftovers(at.related)).toMatch(/TASK-001-/);
  });
});

test('stopped by the user between the two commits, both are made and nothing more', async () => {
  const at = await relatedStage(done(), [both, elsewhere]);
  writeHook(at.related, 'post-commit', 'touch .git/made; sleep 1');
  const running = processTask(at).catch((reason: unknown) => reason);
  await expect.poll(() => existsSync(join(at.related.root, '.git/made')), { timeout: 60_000 }).toBe(true);
  at.controller.abort(new Error('stop'));
  expect(await running).toMatchObject({ message: 'stop' });
  expect([subjects(at.related), subjects(at.on).slice(2)]).toEqual([
    ['first', `feat(TASK-001): ${both}`],
    [`feat(TASK-001): ${both}`],
  ]);
  expect([status(at.on), status(at.related)]).toEqual(['', usersOwn]);
  expect(at.on.read(file)).toContain(`- [x] ${both}`);
});

test('rolled back, what is committed there is taken back too', async () => {
  const at = await relatedStage(done(), [both, elsewhere]);
  await processTask(at);
  const result = await rollback(at.on);
  expect(result).toMatchObject({ status: 'done', reverted: [{ criterion: elsewhere }, { criterion: both }] });
  expect(result.related).toMatchObject([{ status: 'done', reverted: [{ criterion: elsewhere }, { criterion: both }] }]);
  expect([subjects(at.related).length, status(at.related)]).toEqual([4, usersOwn]);
  expect(at.related.git('diff', 'HEAD~3', 'HEAD')).toBe('');
});

describe('a hook that refuses the commit', () => {
  test('there: nothing is committed anywhere', async () => {
    const at = await relatedStage(done(), [both]);
    writeHook(at.related, 'pre-commit', 'echo "no commits at night" >&2; exit 1');
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'error', sections_completed: [], commits: [] });
    expect(result.message).toMatch(/^In the related repository .*: git refused the commit: no commits at night/);
    expectBefore(at);
    expect([result.leftovers.length, result.related[0]?.leftovers.length]).toEqual([1, 1]);
  });

  test('of the tick: what is committed there stays, the box is open, and the next run goes on from there', async () => {
    const at = await relatedStage(done(), [both]);
    writeHook(at.on, 'pre-commit', 'echo "task file is too long" >&2; exit 1');
    const result = await processTask(at);
    expect(result).toMatchObject({
      status: 'error',
      sections_completed: [],
      commits: [{ repository: at.related.root }],
    });
    const sha = at.related.git('rev-parse', '--short=8', 'HEAD');
    expect(result.message).toContain('git refused the commit: task file is too long');
    expect(result.message).toContain(`stays (${sha} in ${at.related.root}); the criterion is open`);
    expect([changed(at.related), status(at.related), status(at.on)]).toEqual([['apps/web.yaml'], usersOwn, '']);
    expect(at.related.read('apps/web.yaml')).toContain('1.5.0');
    rmSync(join(at.on.root, '.git/hooks/pre-commit'));
    expect(await processTask(at)).toMatchObject({ status: 'complete', commits: [{ criterion: both }] });
    expect([subjects(at.related).length, changed(at.on)]).toEqual([2, ['app.yaml', file]]);
  });
});

describe('before anything is done', () => {
  test.each<[string, (on: TemporaryRepository) => void, RegExp]>([
    ['a detached HEAD', (on) => on.git('checkout', '--quiet', '--detach'), /: HEAD is detached/],
    [
      'a merge',
      (on) => writeFileSync(join(on.root, '.git/MERGE_HEAD'), on.git('rev-parse', 'HEAD')),
      /: A merge is in progress/,
    ],
    ['no commit', (on) => on.git('update-ref', '-d', 'HEAD'), /has no commit yet/],
  ])('%s there stops the run, and the repository is named', async (_what, prepare, expected) => {
    const at = await relatedStage(done(), [both]);
    prepare(at.related);
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'error', commits: [], tokens: { input: 0 } });
    expect(result.message).toMatch(/^In the related repository .*shop manifests: /);
    expect(result.message).toMatch(expected);
  });

  test('somebody at work there is told; nothing waits and no lock stays', async () => {
    const at = await relatedStage(done(), [both]);
    const common = join(at.related.root, '.git');
    const holder = spawn(process.execPath, [join(import.meta.dirname, '../support/hold-lock.ts'), common, 'TASK-9'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    const result = await processTask(at);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(result.message).toMatch(
      /^In the related repository .*: TASK-9 is being processed on this repository by process/,
    );
    expect(existsSync(join(at.on.root, '.git/agent-toolkit/lock'))).toBe(false);
    expect(await processTask(at)).toMatchObject({ status: 'complete' });
  });
});

describe('pushes', () => {
  const deployment = { origin: true, labels: 'deployment' };
  const remote = (on: TemporaryRepository, branch = 'main') =>
    on.git('ls-remote', 'origin', `refs/heads/${branch}`).split('\t')[0];
  const head = (on: TemporaryRepository) => on.git('rev-parse', 'HEAD');

  test('of a deployment go to both, the related one first', async () => {
    const at = await relatedStage(done(), [both, elsewhere], deployment);
    writeHook(at.related, 'pre-push', `echo related >> '${at.on.root}/.git/order'`);
    writeHook(at.on, 'pre-push', `echo tasks >> '${at.on.root}/.git/order'`);
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'complete', pushed: true, related: [{ pushed: true }] });
    expect([remote(at.on), remote(at.related)]).toEqual([head(at.on), head(at.related)]);
    expect(at.on.read('.git/order')).toBe('related\ntasks\n'.repeat(2));
  });

  test('that are refused there name the repository, and the tick is not pushed; the next run pushes both', async () => {
    const at = await relatedStage(done(), [both], deployment);
    const refusing = join(at.related.origin ?? '', 'hooks/pre-receive');
    writeFileSync(refusing, '#!/bin/sh\necho "no pushes at night" >&2\nexit 1\n', { mode: 0o755 });
    const before = remote(at.on);
    const result = await processTask(at);
    expect(result).toMatchObject({
      status: 'error',
      sections_completed: [both],
      pushed: false,
      related: [{ pushed: false }],
    });
    expect(result.message).toMatch(/^In the related repository .*no pushes at night/s);
    expect(remote(at.on)).toBe(before);
    rmSync(refusing);
    expect(await processTask(at)).toMatchObject({ status: 'complete', pushed: true, related: [{ pushed: true }] });
    expect([remote(at.on), remote(at.related)]).toEqual([head(at.on), head(at.related)]);
  });

  test('rebased there: the result names the commit as it is now', async () => {
    const at = await relatedStage(done(), [elsewhere], deployment);
    const other = await secondClone(at.related);
    other.theyPush({ 'theirs.txt': 'theirs\n' });
    const result = await processTask(at);
    expect(result.commits.map(({ sha }) => sha)).toEqual([head(at.related), head(at.on)]);
    expect(subjects(at.related)).toEqual(['first', 'theirs', `feat(TASK-001): ${elsewhere}`]);
    expect(status(at.related)).toBe(usersOwn);
  });

  test('leave the commits of somebody else alone where the task changed nothing', async () => {
    const at = await relatedStage(
      (way) => byCriterion({ [both]: { commands: [`echo 2 >> app.yaml; ls '${way}'`] } }),
      [both],
      deployment,
    );
    at.related.git('commit', '--quiet', '--message', 'not to be pushed yet', '--', 'mine.txt');
    const before = remote(at.related);
    expect(await processTask(at)).toMatchObject({ status: 'complete', pushed: true, related: [{ pushed: false }] });
    expect(remote(at.related)).toBe(before);
  });

  test('by pull request: a branch and an address for each', async () => {
    const staged = await relatedStage(done(), [both], deployment);
    const at = { ...staged, settings: { ...staged.settings, push: 'pullRequest' as const } };
    const text = 'Open a pull request from agent-toolkit/TASK-001 to main at origin.';
    const result = await processTask(at);
    expect(result).toMatchObject({
      status: 'complete',
      pull_request: text,
      related: [{ pushed: true, pull_request: text }],
    });
    const branch = 'agent-toolkit/TASK-001';
    expect([remote(at.on, branch), remote(at.related, branch)]).toEqual([head(at.on), head(at.related)]);
  });

  describe('with the archive, where nothing is deployed', () => {
    const archive = (at: RelatedStage) =>
      archiveTask(
        { repoRoot: at.on.root, itemId: 'TASK-001', push: 'auto', waitMinutes: 0 },
        { signal: new AbortController().signal, progress: () => {}, log: () => {} },
      );

    test('go to both, and neither before', async () => {
      const at = await relatedStage(done(), [both], { origin: true });
      expect(await processTask(at)).toMatchObject({ status: 'complete', pushed: false, related: [{ pushed: false }] });
      expect(at.related.git('rev-list', '--count', 'origin/main..main')).toBe('1');
      expect(await archive(at)).toMatchObject({
        pushed: true,
        related: [{ repository: at.related.root, pushed: true }],
      });
      expect([remote(at.on), remote(at.related)]).toEqual([head(at.on), head(at.related)]);
    });

    test('to neither, when they are refused there', async () => {
      const at = await relatedStage(done(), [both], { origin: true });
      await processTask(at);
      const before = remote(at.on);
      writeHook(at.related, 'pre-push', 'echo "not now" >&2; exit 1');
      const result = await archive(at);
      expect(result).toMatchObject({ pushed: false, related: [{ pushed: false }] });
      expect(result.warnings).toEqual([
        expect.stringMatching(/^In the related repository .*not now.*The work of TASK-001 is kept\.$/s),
        'So the archive was not pushed either. Mend the cause, then push both.',
      ]);
      expect(remote(at.on)).toBe(before);
    });
  });
});
