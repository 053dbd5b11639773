/** process_bug: the user commits or switches the branch while the engine itself is at work. Nothing is put back on top of that. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import {
  byCriterion,
  cleanUps,
  file,
  leftovers,
  log,
  processTask,
  type Stage,
  stage,
  taskText,
  three,
  threeDone,
} from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';

sampled(1 / 4);

const one = three[0] ?? '';
const work = byCriterion({ [one]: { commands: ['echo new > new.yaml'] } });
/** A command that says when it runs after the work, and ends when it is told to. */
const held = 'test -e new.yaml && touch held && while test ! -e .git/go; do sleep 0.1; done; rm held';

/** Branches main and release, both at the remote, on which mine.txt is not the same. */
function branches({ on }: Stage): void {
  on.git('checkout', '--quiet', '-b', 'release');
  on.commit({ 'mine.txt': 'of release\n' });
  on.git('push', '--quiet', '--set-upstream', 'origin', 'release');
  on.git('checkout', '--quiet', 'main');
}

const checked = (criterion: string) => `${criterion}\n  check: \`${held}\``;

/** Does something while the held command runs, then lets that end. */
async function whileHeld({ on }: Stage, what: () => void): Promise<void> {
  await expect.poll(() => existsSync(join(on.root, 'held')), { timeout: 60_000 }).toBe(true);
  what();
  on.write('.git/go', '');
}

test('the branch is switched during a check: the other branch’s files and the remotes stay as they are', async () => {
  const at = await stage(work, taskText([checked(one)]).replace('[configuration]', '[deployment]'), { origin: true });
  branches(at);
  const heads = at.on.git('for-each-ref', 'refs/heads');
  const remote = at.on.git('ls-remote', 'origin');
  const running = processTask(at);
  await whileHeld(at, () => at.on.git('checkout', '--quiet', 'release'));
  const result = await running;
  expect(result).toMatchObject({ status: 'error', commits: [], pushed: false });
  expect(result.message).toMatch(/HEAD moved while the criterion ran, from main at .* to release at/);
  expect(at.on.read('mine.txt')).toBe('of release\n');
  expect(at.on.git('for-each-ref', 'refs/heads')).toBe(heads);
  expect(at.on.git('ls-remote', 'origin')).toBe(remote);
  expect(at.on.git('show', `${result.leftovers[0]}:new.yaml`)).toBe('new');
});

test('the user commits during a check: the commit and its files stay', async () => {
  const at = await stage(work, taskText([checked(one)]));
  const running = processTask(at);
  await whileHeld(at, () => {
    at.on.write('mine.txt', 'mended\n');
    at.on.git('commit', '--quiet', '--all', '--message', 'mended');
  });
  const result = await running;
  expect(result).toMatchObject({ status: 'error', commits: [] });
  expect(result.message).toContain('HEAD moved while the criterion ran');
  expect(at.on.read('mine.txt')).toBe('mended\n');
  expect(log(at.on, '%s')).toBe('first\nmended');
  expect(at.on.git('status', '--porcelain')).toBe('?? new.yaml');
});

test('the same when the run is stopped during that check: what was changed is kept, and not put back', async () => {
  const at = await stage(work, taskText([checked(one)]), { origin: true });
  branches(at);
  const running = processTask(at);
  await whileHeld(at, () => {
    at.on.git('checkout', '--quiet', 'release');
    at.controller.abort(new Error('stopped by the user'));
  });
  await expect(running).rejects.toThrow('stopped by the user');
  expect(at.on.read('mine.txt')).toBe('of release\n');
  expect(at.on.git('show', `${leftovers(at.on)}:new.yaml`)).toBe('new');
});

test('the branch is switched during a command of the verification', async () => {
  const at = await stage(work, taskText([one], ['verify:', `  commands: ["${held}"]`]), { origin: true });
  branches(at);
  const running = processTask(at);
  await whileHeld(at, () => at.on.git('checkout', '--quiet', 'release', '--'));
  const result = await running;
  expect(result.status, result.message).toBe('error');
  expect(result.message).toMatch(/HEAD moved while a command of the verification ran, from main at .* to release at/);
  expect(result.ended_by).toBe('repository');
  const { overall_status, failures, checks, causes } = result.test_result ?? {};
  expect(overall_status).toBe('blocked');
  // Nothing else is to blame, the cluster least of all.
  expect(failures).toMatchObject([{ check: 'Repository', reason: 'Changed', scope: 'external' }]);
  expect(failures?.[0]?.message).toContain('HEAD moved while a command of the verification ran');
  expect(causes).toHaveLength(1);
  expect(checks?.filter(({ status }) => status === 'fail').map(({ name }) => name)).toEqual(['Repository']);
  expect(at.on.read('mine.txt')).toBe('of release\n');
  expect(at.on.read(file)).toContain(`- [ ] ${one}`);
});

test('the branch is switched while a build of the gate runs: nothing is committed on the other one', async () => {
  const kustomization = { 'shop/kustomization.yaml': 'resources: [config.yaml]\n' };
  const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config, namespace: shop}\n';
  const files = { ...kustomization, 'shop/config.yaml': config };
  const script = byCriterion({ [one]: { commands: ["echo 'data: {}' >> shop/config.yaml"] } });
  const at = await stage(script, { ...files, [file]: taskText([one], ['verify: none']) });
  at.on.git('branch', 'release');
  const bin = join(dirname(at.on.root), 'bin');
  mkdirSync(bin);
  const wait = `touch ${at.on.root}/.git/held; while test ! -e ${at.on.root}/.git/go; do sleep 0.1; done`;
  writeFileSync(join(bin, 'kustomize'), `#!/bin/sh\n${wait}\ncat "$2/config.yaml"\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${bin}:${process.env['PATH']}`);
  cleanUps.push(() => void vi.unstubAllEnvs());
  const running = processTask(at);
  await expect.poll(() => existsSync(join(at.on.root, '.git/held')), { timeout: 60_000 }).toBe(true);
  at.on.git('checkout', '--quiet', 'release');
  at.on.write('.git/go', '');
  const result = await running;
  expect(result).toMatchObject({ status: 'error', commits: [] });
  expect(result.message).toMatch(/HEAD moved .* from main at .* to release at/);
  expect(log(at.on, '%s')).toBe('first');
  expect(at.on.read('shop/config.yaml')).toContain('data');
  expect(at.on.read(file)).toContain(`- [ ] ${one}`);
  expect(result.warnings.join()).toContain('nothing was put back');
});

test('the branch is switched while a usage limit is waited for: the run stays on the one that it began on', async () => {
  let asked = 0;
  const limited = { httpStatus: 429, body: { error: { message: 'Rate limit reached', type: 'rate_limit_exceeded' } } };
  const at = await stage(
    (turn) => {
      asked += 1;
      return asked === 1 ? limited : threeDone(turn);
    },
    taskText(three, ['verify: none']),
  );
  at.on.git('branch', 'release');
  const running = processTask({
    ...at,
    settings: { ...at.settings, waitMinutes: 0.2 },
    context: {
      ...at.context,
      progress: ({ stage: name }) => name === 'waiting' && at.on.git('checkout', '--quiet', 'release'),
    },
  });
  const result = await running;
  expect(result).toMatchObject({ status: 'error', commits: [] });
  expect(result.message).toContain('began on the branch main, and release is checked out now');
  expect(log(at.on, '%s')).toBe('first');
});

test('the branch is switched while the finished task is verified: that is no complete run', async () => {
  const at = await stage(threeDone, taskText(three, ['verify: none']));
  at.on.git('branch', 'release');
  const progress = ({ stage: name }: { readonly stage: string }) => {
    if (name === 'verifying') at.on.git('checkout', '--quiet', 'release');
  };
  const result = await processTask({ ...at, context: { ...at.context, progress } });
  expect(result).toMatchObject({ status: 'error', sections_completed: three });
  expect(result.message).toContain('began on the branch main, and release is checked out now');
});
