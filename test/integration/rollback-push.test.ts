/** A rollback goes where the commits are that it takes back: two clones, the push policies, refusals. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { file, taskText, three } from '../support/process-stage.ts';
import { commitRun, firstRun, rollback, type Step } from '../support/rollback-stage.ts';
import { sampled } from '../support/sample.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';
import { secondClone, type TwoClones } from '../support/two-clones.ts';

sampled(1 / 4);

const steps: readonly Step[] = [
  { criterion: three[0] ?? '', files: { 'app.yaml': 'tag: 1.5.0\n' } },
  { criterion: three[1] ?? '', files: { 'replicas.yaml': 'replicas: 3\n' } },
];

let on: TemporaryRepository;
let other: TwoClones;
beforeEach(async () => {
  on = temporaryRepository({ [file]: taskText(three), 'app.yaml': 'tag: 1.4.0\n' }, { origin: true });
  other = await secondClone(on);
  await commitRun(on, firstRun, steps);
});
afterEach(() => on.remove());

const head = () => on.git('rev-parse', 'HEAD');
const remote = (branch = 'main') => on.git('ls-remote', 'origin', `refs/heads/${branch}`).split('\t')[0];
const push = () => on.git('push', '--quiet');

describe('commits that were pushed', () => {
  beforeEach(push);

  test.each(['auto', 'afterArchive'] as const)('are taken back there too, with the policy %s', async (policy) => {
    const result = await rollback(on, { push: policy });
    expect(result).toMatchObject({ status: 'done', pushed: true, push_pending: false, warnings: [] });
    expect(result.message).toMatch(/, pushed\.$/);
    expect(remote()).toBe(head());
  });

  test('and others pushed meanwhile: on top of theirs, which stay; the result names the commit as it is now', async () => {
    other.theyPush({ 'theirs.yaml': 'x: 1\n' });
    on.write('mine.txt', 'mine\n');
    const result = await rollback(on);
    expect(result).toMatchObject({ pushed: true, push_pending: false, commit: { sha: head() } });
    expect(remote()).toBe(head());
    other.git('pull', '--quiet', '--ff-only');
    expect(other.git('show', 'HEAD:theirs.yaml')).toBe('x: 1');
    expect(other.git('show', 'HEAD:app.yaml')).toBe('tag: 1.4.0');
    expect(other.git('ls-tree', 'HEAD', 'replicas.yaml')).toBe('');
    expect(on.git('status', '--porcelain')).toBe('?? mine.txt');
  });

  test('and others changed the same lines there: the commit is kept here, both sides are as they were', async () => {
    other.theyPush({ 'app.yaml': 'tag: 1.6.0\n' });
    const theirs = remote();
    const result = await rollback(on);
    expect(result).toMatchObject({ status: 'done', pushed: false, push_pending: true });
    expect(result.message).toContain('The upstream branch still has what it takes back.');
    expect(result.warnings).toEqual([
      expect.stringMatching(/conflicts with them in app\.yaml.*The revert commit is kept\./),
    ]);
    expect([remote(), on.read('app.yaml')]).toEqual([theirs, 'tag: 1.4.0\n']);
  });

  test('and a hook of the remote refuses: the commit stays, and the same call again pushes it', async () => {
    other.originHook('pre-receive', 'echo "frozen" >&2; exit 1');
    expect(await rollback(on)).toMatchObject({ status: 'done', pushed: false, push_pending: true });
    rmSync(join(other.origin, 'hooks/pre-receive'));
    const again = await rollback(on);
    expect(again).toMatchObject({ status: 'done', pushed: true, push_pending: false, commit: { sha: head() } });
    expect(again.message).toContain('was not pushed yet; it is now');
    expect(remote()).toBe(head());
    await expect(rollback(on)).rejects.toThrow('was rolled back already');
  });

  test('stay there with the policy never, and that is said', async () => {
    const before = remote();
    const result = await rollback(on, { push: 'never' });
    expect(result).toMatchObject({ pushed: false, push_pending: true });
    expect(result.warnings).toEqual(['It is not pushed (push: never), and what it takes back is: git push.']);
    expect(remote()).toBe(before);
  });

  test('are taken back by a pull request, with that policy', async () => {
    const before = remote();
    const result = await rollback(on, { push: 'pullRequest' });
    expect(result).toMatchObject({ pushed: true, push_pending: true });
    expect(result.pull_request).toBe('Open a pull request from agent-toolkit/TASK-001 to main at origin.');
    expect(result.warnings).toContainEqual(expect.stringContaining('until the pull request is merged'));
    expect([remote(), remote('agent-toolkit/TASK-001')]).toEqual([before, head()]);
  });
});

test('commits that were not pushed are taken back here alone', async () => {
  const before = remote();
  expect(await rollback(on)).toMatchObject({ status: 'done', pushed: false, push_pending: false, warnings: [] });
  expect(remote()).toBe(before);
});

test('commits of a pull request are taken back in its branch; with another policy it is said how', async () => {
  on.git('push', '--quiet', 'origin', 'HEAD:refs/heads/agent-toolkit/TASK-001');
  const before = remote();
  const { warnings, push_pending: pending } = await rollback(on);
  expect([pending, warnings]).toEqual([
    false,
    [
      'What it takes back is in origin/agent-toolkit/TASK-001 alone, for a pull request. Push there: git push origin HEAD:refs/heads/agent-toolkit/TASK-001',
    ],
  ]);
  expect(await rollback(on, { push: 'pullRequest' })).toMatchObject({ pushed: true, push_pending: false });
  expect([remote(), remote('agent-toolkit/TASK-001')]).toEqual([before, head()]);
});
