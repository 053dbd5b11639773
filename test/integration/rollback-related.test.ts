/** Rolling back what runs committed in a related repository: all of it there or nothing, and what was not is said. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runCli } from '../../src/cli/run-cli.ts';
import { readTrailers } from '../../src/tools/run-trailers.ts';
import { createTestHost } from '../support/cli-host.ts';
import { byCriterion, file, log } from '../support/process-stage.ts';
import {
  commitThere,
  type RelatedOptions,
  type RelatedStage,
  relatedStage,
  writeHook,
} from '../support/related-stage.ts';
import { commitRun, firstRun, rollback, secondRun } from '../support/rollback-stage.ts';
import { sampled } from '../support/sample.ts';
import type { TemporaryRepository } from '../support/temporary-repository.ts';

sampled(1 / 4);

const cli = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const [first, second] = ['Raise the tag in both', 'Raise the replicas of the shop'];
const manifest = (tag: string, replicas: number) => `tag: ${tag}\r\nreplicas: ${replicas}\r\n`;

/** Two criteria of one run, each with a commit in both repositories. */
async function ran(options: RelatedOptions = {}): Promise<RelatedStage> {
  const at = await relatedStage(() => byCriterion({}), [first, second], options);
  const steps = [
    { criterion: first, files: { 'app.yaml': 'tag: 1.5.0\n' }, there: { 'apps/web.yaml': manifest('1.5.0', 1) } },
    { criterion: second, files: {}, there: { 'apps/web.yaml': manifest('1.5.0', 3), 'apps/new.yaml': 'new: 1\n' } },
  ];
  for (const { there, ...step } of steps) {
    await commitRun(at.on, firstRun, [step]);
    commitThere(at.related, there, at.on.git('log', '-1', '--format=%B'));
  }
  if (options.origin === true) for (const on of [at.on, at.related]) on.git('push', '--quiet');
  return at;
}

const head = (on: TemporaryRepository) => on.git('rev-parse', 'HEAD');
const remote = (on: TemporaryRepository) => on.git('ls-remote', 'origin', 'refs/heads/main').split('\t')[0];
const subject = (on: TemporaryRepository) => on.git('log', '-1', '--format=%s');
const commits = (on: TemporaryRepository) => log(on, '%h').split('\n').length;
const status = (on: TemporaryRepository) => on.git('status', '--porcelain');
/** The user's own edits, which the related repository has in every test. */
const usersOwn = 'M mine.txt\n?? new.txt';

/** The repository with the task is rolled back, and nothing is done in the other one. */
function expectLeft(at: RelatedStage, before: string): void {
  expect(subject(at.on)).toMatch(/^revert\(TASK-001\)/);
  expect([head(at.related), at.related.git('show', 'HEAD:apps/web.yaml')]).toEqual([
    before,
    'tag: 1.5.0\r\nreplicas: 3',
  ]);
  expect(at.on.read(file)).not.toContain('- [x]');
}

describe('what runs committed there', () => {
  test('is taken back there in one commit, and pushed where it was; the user’s own edits stay', async () => {
    const at = await ran({ origin: true });
    const reverted = at.related.git('log', '-2', '--format=%H').split('\n');
    const result = await rollback(at.on);
    expect(result).toMatchObject({
      status: 'done',
      pushed: true,
      push_pending: false,
      check_by_hand: [],
      warnings: [],
    });
    expect(result.related).toEqual([
      {
        ...{ repository: at.related.root, status: 'done', pushed: true, push_pending: false, pull_request: null },
        message: `Rolled back 2 criteria of run aaaaaaaa of TASK-001 in ${head(at.related).slice(0, 8)}, pushed.`,
        reverted: [
          { sha: reverted[0], subject: `feat(TASK-001): ${second}`, criterion: second },
          { sha: reverted[1], subject: `feat(TASK-001): ${first}`, criterion: first },
        ],
        paths: ['apps/new.yaml', 'apps/web.yaml'],
        commit: { sha: head(at.related), subject: 'revert(TASK-001): 2 criteria of run aaaaaaaa' },
      },
    ]);
    expect(result.message).toContain(` In ${at.related.root}: rolled back in ${head(at.related).slice(0, 8)}, pushed.`);
    expect(at.related.git('diff', 'HEAD~3', 'HEAD')).toBe('');
    expect(at.related.git('rev-list', '--count', 'HEAD')).toBe('4');
    expect([status(at.related), at.related.read('mine.txt'), status(at.on)]).toEqual([
      usersOwn,
      'edited, not committed\n',
      '',
    ]);
    expect([remote(at.on), remote(at.related)]).toEqual([head(at.on), head(at.related)]);
    expect(readTrailers(at.related.git('log', '-1', '--format=%B'), 'Rolled-Back-Run')).toEqual([
      { taskId: 'TASK-001', run: firstRun },
    ]);
    await expect(rollback(at.on)).rejects.toThrow('was rolled back already');
  });

  test('is shown by a dry run, which changes nothing', async () => {
    const at = await ran();
    const before = [head(at.on), head(at.related)];
    const result = await rollback(at.on, { dryRun: true });
    expect(result).toMatchObject({ status: 'planned', related: [{ status: 'planned', commit: null }] });
    expect(result.related[0]?.paths).toEqual(['apps/new.yaml', 'apps/web.yaml']);
    expect([head(at.on), head(at.related), status(at.related)]).toEqual([...before, usersOwn]);
  });

  test('by other runs stays', async () => {
    const at = await ran();
    const other = at.on.git('log', '-1', '--format=%B').replaceAll(firstRun, secondRun);
    commitThere(at.related, { 'apps/other.yaml': 'other: 1\n' }, other);
    await rollback(at.on, { selection: { kind: 'run', run: firstRun } });
    expect(at.related.read('apps/other.yaml')).toBe('other: 1\n');
    expect(at.related.git('show', 'HEAD:apps/web.yaml')).toBe('tag: 1.4.0\r\nreplicas: 1');
  });

  test('of all runs goes, also where a run has no commit of the task’s own', async () => {
    const at = await ran();
    const other = at.on.git('log', '-1', '--format=%B').replaceAll(firstRun, secondRun);
    commitThere(at.related, { 'apps/other.yaml': 'other: 1\n' }, other);
    const { related } = await rollback(at.on, { selection: { kind: 'all' } });
    expect(related[0]?.reverted).toHaveLength(3);
    expect(at.related.git('diff', 'HEAD~4', 'HEAD')).toBe('');
  });

  test('cannot be taken back by git alone is listed with the repository', async () => {
    const at = await ran();
    const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, namespace: shop}\n';
    const message = at.on.git('log', '-1', '--format=%B');
    commitThere(at.related, { 'apps/data.yaml': claim }, message);
    const { check_by_hand: byHand } = await rollback(at.on);
    expect(byHand).toContainEqual(
      expect.stringMatching(/^In the related repository .*shop manifests: PersistentVolumeClaim shop\/data/),
    );
  });
});

describe('nothing is done there, the rest is, and the result says why', () => {
  test.each<[string, (on: TemporaryRepository) => void, RegExp]>([
    [
      'an edit that is not committed',
      (on) => on.write('apps/new.yaml', 'mine\n'),
      /apps\/new\.yaml has edits that are not/,
    ],
    [
      'the same lines changed since',
      (on) => commitThere(on, { 'apps/web.yaml': manifest('1.6.0', 3) }, 'theirs'),
      /apps\/web\.yaml was changed in the same place since.*git revert --no-commit/,
    ],
    ['a detached HEAD', (on) => on.git('checkout', '--quiet', '--detach'), /HEAD is detached/],
    [
      'a merge in progress',
      (on) => writeFileSync(join(on.root, '.git/MERGE_HEAD'), on.git('rev-parse', 'HEAD')),
      /A merge is in progress/,
    ],
    [
      'a hook that refuses',
      (on) => writeHook(on, 'pre-commit', 'echo "frozen" >&2; exit 1'),
      /git refused the commit: frozen/,
    ],
  ])('%s', async (_what, prepare, expected) => {
    const at = await ran();
    prepare(at.related);
    const [before, edits] = [head(at.related), status(at.related)];
    const result = await rollback(at.on);
    expect(result).toMatchObject({ status: 'done', related: [{ status: 'refused', commit: null, pushed: false }] });
    expect(result.related[0]?.message).toMatch(expected);
    expect(result.warnings.join('\n')).toContain(`In the related repository ${at.related.root}: `);
    expect([head(at.related), status(at.related)]).toEqual([before, edits]);
    expect(subject(at.on)).toMatch(/^revert\(TASK-001\)/);
  });

  test('somebody at work there', async () => {
    const at = await ran();
    const common = join(at.related.root, '.git');
    const holder = spawn(process.execPath, [join(import.meta.dirname, '../support/hold-lock.ts'), common, 'TASK-9'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    const before = head(at.related);
    const result = await rollback(at.on).finally(() => holder.kill('SIGKILL'));
    await once(holder, 'exit');
    expect(result.related).toMatchObject([{ status: 'refused' }]);
    expect(result.related[0]?.message).toMatch(/^TASK-9 is being processed on this repository by process/);
    expectLeft(at, before);
  });

  test('the user does not agree to it any more: it is not even looked at', async () => {
    const at = await ran();
    rmSync(join(process.env['XDG_CONFIG_HOME'] ?? '', 'agent-toolkit/config.json'));
    const before = head(at.related);
    const result = await rollback(at.on);
    expect(result).toMatchObject({ status: 'done', related: [] });
    expect(result.warnings).toEqual([
      `You have not agreed to ${at.related.root}, so it was not looked at; what runs committed there stays.`,
    ]);
    expectLeft(at, before);
  });
});

test('what was in the way there is gone: the same call again does the rest', async () => {
  const at = await ran({ origin: true });
  writeHook(at.related, 'pre-commit', 'exit 1');
  expect(await rollback(at.on)).toMatchObject({ pushed: true, push_pending: true, related: [{ status: 'refused' }] });
  rmSync(join(at.related.root, '.git/hooks/pre-commit'));
  const before = head(at.on);
  const planned = await rollback(at.on, { dryRun: true });
  expect(planned).toMatchObject({ status: 'planned', related: [{ status: 'planned' }] });
  const again = await rollback(at.on);
  expect(again).toMatchObject({ status: 'done', push_pending: false, related: [{ status: 'done', pushed: true }] });
  expect([head(at.on), remote(at.related)]).toEqual([before, head(at.related)]);
  expect(at.related.git('show', 'HEAD:apps/web.yaml')).toBe('tag: 1.4.0\r\nreplicas: 1');
});

test('a push that is refused there is told, and made by the same call again', async () => {
  const at = await ran({ origin: true });
  const refusing = join(at.related.origin ?? '', 'hooks/pre-receive');
  writeFileSync(refusing, '#!/bin/sh\necho "frozen" >&2\nexit 1\n', { mode: 0o755 });
  const result = await rollback(at.on);
  expect(result).toMatchObject({ pushed: true, push_pending: true, related: [{ status: 'done', pushed: false }] });
  expect(result.warnings).toEqual([expect.stringMatching(/^In the related repository .*frozen/s)]);
  rmSync(refusing);
  const again = await rollback(at.on);
  expect(again).toMatchObject({ status: 'done', push_pending: false, related: [{ status: 'done', pushed: true }] });
  expect([remote(at.on), remote(at.related)]).toEqual([head(at.on), head(at.related)]);
});

test('killed while it commits there: the next call puts that back, and does the rest', async () => {
  const at = await ran();
  const waits = join(at.related.root, '.git/hook.pid');
  writeHook(at.related, 'pre-commit', 'echo $$ > .git/hook.pid; while [ ! -e .git/go-on ]; do sleep 0.1; done');
  const env = { ...process.env, AGENT_TOOLKIT_ENGINE: '1' };
  const command = fork(cli, ['rollback', 'TASK-001', '--repo', at.on.root], { env, execArgv: [], silent: true });
  await expect.poll(() => existsSync(waits), { timeout: 60_000 }).toBe(true);
  const ended = once(command, 'exit');
  command.kill('SIGKILL');
  await ended;
  process.kill(Number(at.related.read('.git/hook.pid')), 'SIGKILL');
  writeFileSync(join(at.related.root, '.git/go-on'), '');
  rmSync(join(at.related.root, '.git/hooks/pre-commit'));
  await expect.poll(() => existsSync(join(at.related.root, '.git/index.lock')), { timeout: 20_000 }).toBe(false);
  const made = head(at.on);
  expect([subject(at.on), commits(at.related)]).toEqual(['revert(TASK-001): 2 criteria of run aaaaaaaa', 3]);

  const result = await rollback(at.on);
  expect(result.warnings).toEqual([
    expect.stringMatching(/killed while it worked on "rolling back" of TASK-001\..* in .*shop manifests .*put back/),
  ]);
  expect(result).toMatchObject({ status: 'done', related: [{ status: 'done' }] });
  expect([head(at.on), status(at.on), status(at.related)]).toEqual([made, '', usersOwn]);
  expect(at.related.git('diff', 'HEAD~3', 'HEAD')).toBe('');
});

test('the command is no success while something stays there', async () => {
  const at = await ran();
  writeHook(at.related, 'pre-commit', 'echo "frozen" >&2; exit 1');
  const host = createTestHost({ cwd: at.on.root });
  expect(await runCli(['rollback', 'TASK-001'], host)).toBe(1);
  expect(host.out()).toContain(`Commits that stay in ${at.related.root}`);
  expect(host.out()).toContain('frozen');
  expect(commits(at.related)).toBe(3);
});
