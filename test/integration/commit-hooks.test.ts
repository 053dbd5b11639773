/** process_bug with hooks that make something else of its commits. */
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { file, log, processTask, type Stage, stage, taskText, three, threeDone } from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';

sampled(1 / 4);

/** A deployment with this hook, its two criteria to be done. */
async function withHook(name: string, command: string): Promise<Stage> {
  const criteria = taskText(three.slice(0, 2), ['verify: none']).replace('[configuration]', '[deployment]');
  const at = await stage(threeDone, criteria, { origin: true });
  at.on.write(`.git/hooks/${name}`, `#!/bin/sh\n${command}\n`);
  chmodSync(join(at.on.root, '.git/hooks', name), 0o755);
  return at;
}

/** All is as it was before the criterion, whose work is kept. */
async function expectNothingDone(at: Stage, words: string): Promise<void> {
  const result = await processTask(at);
  expect(result).toMatchObject({ status: 'error', commits: [], sections_completed: [], pushed: false });
  expect(result.message).toContain(words);
  expect(log(at.on, '%s')).toBe('first');
  expect(at.on.git('ls-remote', 'origin', 'refs/heads/main')).toContain(at.on.git('rev-parse', 'HEAD'));
  expect(at.on.read('app.yaml')).toContain('1.4.0');
  expect(at.on.read(file)).toContain(`- [ ] ${three[0]}`);
  expect(at.on.git('show', `${result.leftovers[0]}:app.yaml`)).toContain('1.5.0');
}

test('a hook adds everything: the user’s edits are in no commit', async () => {
  const at = await withHook('pre-commit', 'git add -A');
  at.on.write('mine.txt', 'edited\n');
  at.on.write('token.txt', 'not yet ignored\n');
  await expectNothingDone(at, 'edited and not committed: mine.txt, token.txt.');
  expect(at.on.read('mine.txt')).toBe('edited\n');
  expect(at.on.git('status', '--porcelain')).toBe('M mine.txt\n?? token.txt');
});

test('a hook writes a token into what is committed: it is scanned as the rest is', async () => {
  const token = `ghp_${'Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4zAb7d'}`;
  const at = await withHook('pre-commit', `echo "token: ${token}" >> app.yaml; git add app.yaml`);
  await expectNothingDone(at, 'A hook of git put a value into the commit that nobody should commit: app.yaml:3');
});

test('a hook takes the task file out of the commit: no criterion is done without its tick', async () => {
  const at = await withHook('pre-commit', `git reset -q -- ${file}`);
  await expectNothingDone(at, `took out of the commit what belongs to it: ${file}.`);
});

test('an edit of the task while a hook runs that refuses is kept before the task is put back', async () => {
  const at = await withHook('pre-commit', 'touch .git/waits; until [ -e .git/go-on ]; do sleep 0.05; done; exit 1');
  const running = processTask(at);
  await expect.poll(() => existsSync(join(at.on.root, '.git/waits')), { timeout: 20_000 }).toBe(true);
  const mine = at.on.read(file).replace('No newline', 'Mine. No newline');
  at.on.write(file, mine);
  at.on.write('.git/go-on', '');
  const result = await running;
  expect(result).toMatchObject({ status: 'error', commits: [], sections_completed: [] });
  const [, ref = ''] = /TASK-001\.md was changed meanwhile; that is kept: git show (\S+)/.exec(result.message) ?? [];
  expect(at.on.git('show', ref)).toBe(mine);
  expect(at.on.read(file)).toContain(`- [ ] ${three[0]}`);
  expect(at.on.git('status', '--porcelain')).toBe('');
});

test('a hook raises the version in a commit of its own: the criteria are done, one after the other', async () => {
  const bump = 'echo x >> version.txt; git add version.txt; INNER=1 git commit -qm bump';
  const at = await withHook('post-commit', `test -n "$INNER" || { ${bump}; }`);
  const result = await processTask(at);
  expect(result, result.message).toMatchObject({ status: 'complete', pushed: true, leftovers: [] });
  const subjects = log(at.on, '%H %s').split('\n');
  const feat = (criterion: string | undefined) => expect.stringContaining(`feat(TASK-001): ${criterion}`);
  expect(subjects.slice(1)).toEqual([
    feat(three[0]),
    expect.stringContaining('bump'),
    feat(three[1]),
    expect.stringContaining('bump'),
  ]);
  expect(result.commits.map(({ sha }) => sha)).toEqual([1, 3].map((place) => subjects[place]?.split(' ')[0]));
  expect(at.on.git('status', '--porcelain')).toBe('');
});

test('a hook commits the user’s edits on top: the criterion is done, and nothing is pushed', async () => {
  const all = 'git add -A; INNER=1 git commit -qm all';
  const at = await withHook('post-commit', `test -n "$INNER" || { ${all}; }`);
  at.on.write('mine.txt', 'edited\n');
  const result = await processTask(at);
  expect(result).toMatchObject({ status: 'error', sections_completed: [three[0]], pushed: false, leftovers: [] });
  expect(result.message).toContain('edited and not committed: mine.txt.');
  expect(log(at.on, '%s').split('\n').slice(1)).toEqual([`feat(TASK-001): ${three[0]}`, 'all']);
  expect(at.on.read(file)).toContain(`- [x] ${three[0]}`);
  expect(at.on.git('ls-remote', 'origin', 'refs/heads/main')).toContain(at.on.git('rev-parse', 'HEAD~2'));
});
