/** The engine killed in the middle of a rollback: all of it is done, or none; the next call goes on from there. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEngine } from '../support/killed-command.ts';
import { file, taskText, three } from '../support/process-stage.ts';
import { commitRun, firstRun, rollback } from '../support/rollback-stage.ts';
import { sampled } from '../support/sample.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

sampled(1 / 4);

let on: TemporaryRepository;
let command: ChildProcess;
beforeEach(async () => {
  on = temporaryRepository({ [file]: taskText(three), 'app.yaml': 'tag: 1.4.0\n' }, { origin: true });
  const files = { 'app.yaml': 'tag: 1.5.0\n', 'docs/new.md': 'new\n' };
  await commitRun(on, firstRun, [{ criterion: three[0] ?? '', files }]);
  on.git('push', '--quiet');
  mkdirSync(join(on.root, '.git/hooks'), { recursive: true });
});
afterEach(() => on.remove());

const hook = (name: string) => join(on.root, '.git/hooks', name);

/** Starts the command and waits until git runs the hook, which does not end by itself. */
async function startUntil(name: string): Promise<void> {
  const wait = `echo $$ > .git/hook.pid; while [ ! -e .git/go-on ]; do sleep 0.1; done`;
  writeFileSync(hook(name), `#!/bin/sh\n${wait}\n`, { mode: 0o755 });
  command = startEngine(['rollback', 'TASK-001', '--repo', on.root]);
  await expect.poll(() => existsSync(join(on.root, '.git/hook.pid')), { timeout: 60_000 }).toBe(true);
}

async function kill(): Promise<void> {
  const ended = once(command, 'exit');
  command.kill('SIGKILL');
  await ended;
}

/** The hook that outlived the engine, and the git that waits for it, end. */
async function letGitEnd(name: string, how: 'refused' | 'passed'): Promise<void> {
  if (how === 'refused') process.kill(Number(on.read('.git/hook.pid')), 'SIGKILL');
  writeFileSync(join(on.root, '.git/go-on'), '');
  rmSync(hook(name));
  await expect.poll(() => existsSync(join(on.root, '.git/index.lock')), { timeout: 20_000 }).toBe(false);
}

const remote = () => on.git('ls-remote', 'origin', 'refs/heads/main').split('\t')[0];

test('before the commit: the next call keeps what was written, puts it back, and rolls back', async () => {
  const before = on.git('rev-parse', 'HEAD');
  await startUntil('pre-commit');
  await kill();
  expect(on.read('app.yaml')).toBe('tag: 1.4.0\n');
  await letGitEnd('pre-commit', 'refused');
  expect(on.git('rev-parse', 'HEAD')).toBe(before);
  const result = await rollback(on);
  expect(result).toMatchObject({ status: 'done', pushed: true, runs: [firstRun] });
  expect(result.warnings).toEqual([
    expect.stringMatching(/killed while it worked on "rolling back" of TASK-001.*put back/),
  ]);
  expect(on.git('rev-list', '--count', `${before}..HEAD`)).toBe('1');
  expect(on.git('status', '--porcelain')).toBe('');
  expect([on.read('app.yaml'), existsSync(join(on.root, 'docs'))]).toEqual(['tag: 1.4.0\n', false]);
  expect(remote()).toBe(on.git('rev-parse', 'HEAD'));
});

test('while git commits, which it does to its end: the next call only pushes', async () => {
  await startUntil('pre-commit');
  await kill();
  await letGitEnd('pre-commit', 'passed');
  await expect.poll(() => on.git('log', '-1', '--format=%s'), { timeout: 20_000 }).toContain('revert(TASK-001)');
  const made = on.git('rev-parse', 'HEAD');
  expect(remote()).not.toBe(made);
  expect(await rollback(on)).toMatchObject({ status: 'done', pushed: true, commit: { sha: made } });
  expect([on.git('rev-parse', 'HEAD'), remote(), on.git('status', '--porcelain')]).toEqual([made, made, '']);
});

test('before the push: the next call pushes', async () => {
  await startUntil('pre-push');
  await kill();
  await letGitEnd('pre-push', 'refused');
  const made = on.git('rev-parse', 'HEAD');
  expect(on.git('log', '-1', '--format=%s')).toContain('revert(TASK-001)');
  expect(await rollback(on)).toMatchObject({ status: 'done', pushed: true, commit: { sha: made } });
  expect(remote()).toBe(made);
});
