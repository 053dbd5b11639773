/** process_bug while others push, and by the push policies. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Settings } from '../../src/tools/settings.ts';
import { file, log, processTask, type Stage, stage, taskText, three, threeDone } from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';
import { secondClone } from '../support/two-clones.ts';

sampled(1 / 4);

const deployment = taskText(three).replace('[configuration]', '[deployment]');
const head = (at: Stage) => at.on.git('rev-parse', 'HEAD');
const remote = (at: Stage, branch = 'main') => at.on.git('ls-remote', 'origin', `refs/heads/${branch}`).split('\t')[0];
const withPush = (at: Stage, push: Settings['push']): Stage => ({ ...at, settings: { ...at.settings, push } });

describe('a deployment, while another clone pushes', () => {
  test('in the middle of our pushes: done, each commit once, and the result names the commits as they are now', async () => {
    const at = await stage(threeDone, deployment, { origin: true });
    const other = await secondClone(at.on);
    at.on.write('mine.txt', "the user's own edit\n");
    other.theyPushDuringOurs(2);
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'complete', pushed: true, sections_completed: three });
    expect(remote(at)).toBe(head(at));
    const ours = log(at.on, '%H %s')
      .split('\n')
      .filter((line) => line.includes('feat('));
    expect(result.commits.map(({ sha, subject }) => `${sha} ${subject}`)).toEqual(ours);
    expect(
      log(at.on, '%s')
        .split('\n')
        .filter((subject) => subject.startsWith('theirs')),
    ).toEqual(['theirs 1', 'theirs 2']);
    expect(at.on.git('status', '--porcelain')).toBe('M mine.txt');
    expect(at.on.read('mine.txt')).toBe("the user's own edit\n");
    expect(at.on.read(file)).not.toContain('- [ ]');
    expect(at.on.git('worktree', 'list').split('\n')).toHaveLength(1);
  });

  test('the same line: stops with the file and the next step, both sides intact', async () => {
    const at = await stage(threeDone, deployment, { origin: true });
    const other = await secondClone(at.on);
    other.theyPush({ 'app.yaml': 'tag: 1.4.1\nreplicas: 1\n' });
    const theirs = remote(at);
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'error', sections_completed: [three[0]], pushed: false });
    expect(result.message).toContain(`"feat(TASK-001): ${three[0]}" conflicts with them in app.yaml.`);
    expect(result.message).toContain('git pull --rebase');
    expect(result.commits.map(({ sha }) => sha)).toEqual([head(at)]);
    expect(remote(at)).toBe(theirs);
    expect(at.on.git('status', '--porcelain')).toBe('');
  });

  test('an uncommitted edit in the way: named, and after it is committed the next run gets through', async () => {
    const at = await stage(threeDone, deployment, { origin: true });
    const other = await secondClone(at.on);
    other.theyPush({ 'mine.txt': 'mine\nand theirs\n' });
    at.on.write('mine.txt', 'edited\n');
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'error', sections_completed: [three[0]], pushed: false });
    expect(result.message).toContain('they change what you have not committed: mine.txt.');
    expect(at.on.read('mine.txt')).toBe('edited\n');
    at.on.git('checkout', '--quiet', 'mine.txt');
    expect(await processTask(at)).toMatchObject({ status: 'complete', pushed: true });
    expect(remote(at)).toBe(head(at));
  });

  test('a protected branch: stops with its words and the way out', async () => {
    const at = await stage(threeDone, deployment, { origin: true });
    const other = await secondClone(at.on);
    other.originHook('update', '[ "$1" = refs/heads/main ] || exit 0; echo "main is protected" >&2; exit 1');
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'error', sections_completed: [three[0]], pushed: false });
    expect(result.message).toMatch(/main is protected[\s\S]*--push pullRequest/);
    const proposed = await processTask(withPush(at, 'pullRequest'));
    expect(proposed).toMatchObject({ status: 'complete', pushed: true });
    expect(remote(at, 'agent-toolkit/TASK-001')).toBe(head(at));
  });
});

describe('before anything is done', () => {
  test('an index that is locked stops the run, and names the file', async () => {
    const at = await stage(threeDone, deployment, { origin: true });
    const lock = join(at.on.root, '.git/index.lock');
    writeFileSync(lock, '');
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'error', commits: [], tokens: { input: 0 } });
    expect(result.message).toContain(`Another git process holds the index: ${lock}`);
    rmSync(lock);
  });
});

describe('the policy', () => {
  test.each(['afterArchive', 'never'] as const)('%s pushes nothing', async (push) => {
    const at = withPush(await stage(threeDone, deployment, { origin: true }), push);
    const before = remote(at);
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'complete', pushed: false, pull_request: null });
    expect(result.warnings).toContainEqual(expect.stringContaining(`not pushed (push: ${push})`));
    expect(remote(at)).toBe(before);
  });

  test('pullRequest leaves the upstream alone, and pushes the item’s branch after every commit', async () => {
    const at = withPush(await stage(threeDone, deployment, { origin: true }), 'pullRequest');
    const before = remote(at);
    const result = await processTask(at);
    const text = 'Open a pull request from agent-toolkit/TASK-001 to main at origin.';
    expect(result).toMatchObject({ status: 'complete', pushed: true, pull_request: text });
    expect(result.warnings).toContainEqual(expect.stringContaining('so the cluster is verified without them'));
    expect(result.warnings).toContainEqual(expect.stringContaining(text));
    expect([remote(at), remote(at, 'agent-toolkit/TASK-001')]).toEqual([before, head(at)]);
    expect(at.progress.filter(({ stage: name }) => name === 'pushing')).toHaveLength(3);
  });
});
