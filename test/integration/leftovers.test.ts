/** `leftovers` on real refs: unfinished work is listed, shown, taken up again or dropped. */
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../../src/cli/run-cli.ts';
import { keepFile, keepLeftover } from '../../src/git/leftovers.ts';
import { findRepository } from '../../src/git/repository.ts';
import { WorkTreeCamera } from '../../src/git/work-tree.ts';
import { holderOf, takeLock } from '../../src/session/lock.ts';
import { createTestHost } from '../support/cli-host.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const name = 'TASK-001-20260131-140500';
const ref = `refs/agent-toolkit/leftovers/${name}`;
const binary = Buffer.from([0, 255, 1, 254]).toString('latin1');

let on: TemporaryRepository;
beforeEach(async () => {
  on = temporaryRepository({ 'app.yaml': 'tag: 1.4.0\n', 'old.txt': 'old\n', '.gitignore': '*.local\n' });
  const repository = await findRepository(on.root);
  if (repository === undefined) throw new Error('no repository');
  const folder = join(on.root, '.git/camera');
  mkdirSync(folder);
  const camera = new WorkTreeCamera(repository, folder);
  on.write('mine.txt', 'never committed\n');
  const before = await camera.take();
  on.write('app.yaml', 'tag: 1.5.0\n');
  on.write('docs/new.txt', 'new \u001b[31mred\n');
  rmSync(join(on.root, 'old.txt'));
  const message = 'TASK-001: unfinished work on "Raise the tag" (cancelled)';
  await keepLeftover(repository, { before, after: await camera.take(), name, message });
  on.git('restore', '--', 'app.yaml', 'old.txt');
  rmSync(join(on.root, 'docs'), { recursive: true });
});
afterEach(() => on.remove());

const leftovers = (...args: readonly string[]) => leftoversWith({}, ...args);

async function leftoversWith(env: NodeJS.ProcessEnv, ...args: readonly string[]) {
  const host = createTestHost({ cwd: on.root, env });
  const code = await runCli(['leftovers', ...args], host);
  return { code, out: host.out(), err: host.err() };
}

const status = () => on.git('status', '--porcelain');
const refs = () => on.git('for-each-ref', '--format=%(refname)', 'refs/agent-toolkit');

test('the list tells what each is and which files it changed', async () => {
  const { code, out } = await leftovers();
  expect(code).toBe(0);
  expect(out).toContain(name);
  expect(out).toContain('unfinished work on "Raise the tag" (cancelled)');
  expect(out).toContain('app.yaml, docs/new.txt, old.txt');
  const [view] = JSON.parse((await leftovers('--json')).out);
  expect(view).toMatchObject({ name, ref, kind: 'work', paths: ['app.yaml', 'docs/new.txt', 'old.txt'] });
});

test('without any, the list says so', async () => {
  on.git('update-ref', '-d', ref);
  expect(await leftovers()).toEqual({ code: 0, out: 'No unfinished work is kept.\n', err: '' });
});

test('show prints the diff, and nothing that steers the terminal', async () => {
  const { code, out } = await leftovers('show', name);
  expect(code).toBe(0);
  expect(out).toContain('-tag: 1.4.0\n+tag: 1.5.0\n');
  expect(out).toContain('+new red\n');
  expect(out).not.toContain('\u001b');
});

test.each([
  [[]],
  [['--json']],
  [['show', name]],
  [['show', name, '--json']],
  [['apply', name]],
  [['show', 'no-such-work']],
])('leftovers %j shows no value of a secret variable', async (args) => {
  // What is in the diff, in the message, a path and the command line.
  const env = { A_TOKEN: 'tag: 1.5.0', B_SECRET: 'Raise the tag', C_KEY: 'docs/new.txt', D_PASSWORD: 'no-such-work' };
  on.write('docs/new.txt', 'mine\n');
  const { out, err } = await leftoversWith(env, ...args);
  expect(out + err).toContain('***');
  for (const value of Object.values(env)) expect(out + err).not.toContain(value);
});

describe('apply', () => {
  test('makes the changes again and nothing else; commits nothing; keeps the leftover', async () => {
    const head = on.git('rev-parse', 'HEAD');
    const { code, out } = await leftovers('apply', name);
    expect(code, out).toBe(0);
    expect(status()).toBe('M app.yaml\n D old.txt\n?? docs/\n?? mine.txt');
    expect(on.read('app.yaml')).toBe('tag: 1.5.0\n');
    expect(on.read('mine.txt')).toBe('never committed\n');
    expect([on.git('rev-parse', 'HEAD'), refs()]).toEqual([head, ref]);
    // What is there already is no obstacle.
    expect((await leftovers('apply', ref)).code).toBe(0);
  });

  test.each<[string, () => void]>([
    ['a file that changed since', () => on.write('app.yaml', 'tag: 1.6.0\n')],
    ['a file that was committed since', () => on.commit({ 'app.yaml': 'tag: 1.6.0\n' })],
    ['a file in the place of a new one', () => on.write('docs/new.txt', 'mine\n')],
  ])('%s stops all of it', async (_what, prepare) => {
    prepare();
    const before = [status(), on.read('app.yaml')];
    const { code, err } = await leftovers('apply', name);
    expect(code).toBe(2);
    expect(err).toMatch(/Nothing was changed: (app\.yaml|docs\/new\.txt) is no longer as before .*git diff/);
    expect([status(), on.read('app.yaml')]).toEqual(before);
  });

  test.each<[string, () => void, string]>([
    [
      'a file that git ignores by now',
      () => {
        on.commit({ '.gitignore': '*.local\ndocs/\n' });
        on.write('docs/new.txt', 'mine\n');
      },
      'docs/new.txt stands',
    ],
    ['a file in the place of a folder', () => on.write('docs', 'mine\n'), 'docs stands'],
    ['a link in the place of a folder', () => symlinkSync('.git', join(on.root, 'docs')), 'docs stands'],
    [
      'a folder in the place of a file',
      () => {
        on.write('docs/new.txt/mine.local', 'mine\n');
        on.write('docs/new.txt/a/mine.txt', 'mine\n');
      },
      'docs/new.txt/a/mine.txt, docs/new.txt/mine.local stand',
    ],
  ])('%s stops all of it, and stays', async (_what, prepare, words) => {
    prepare();
    const before = [status(), on.git('ls-files', '--others', '--stage')];
    const { code, err } = await leftovers('apply', name);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringContaining(`Nothing was changed: ${words} where files of ${name} are to come. Move that away`),
    });
    expect([status(), on.git('ls-files', '--others', '--stage')]).toEqual(before);
    expect(on.read('app.yaml')).toBe('tag: 1.4.0\n');
  });

  test('waits for nobody who works on a task, and says who does', async () => {
    const lock = await takeLock(join(on.root, '.git'), 'TASK-007');
    expect(await leftovers('apply', name)).toMatchObject({ code: 2, err: expect.stringContaining('TASK-007') });
    expect(status()).toBe('?? mine.txt');
    if (lock.status === 'held') await lock.release();
    expect((await leftovers('apply', name)).code).toBe(0);
    expect(await holderOf(join(on.root, '.git'))).toBeUndefined();
  });

  test('a file that git ignores is printed, not applied', async () => {
    on.write('key.local', binary);
    const repository = await findRepository(on.root);
    if (repository !== undefined) await keepFile(repository, 'key.local', 'TASK-001-key');
    expect(await leftovers('apply', 'TASK-001-key')).toMatchObject({
      code: 2,
      err: expect.stringContaining('git show refs/agent-toolkit/leftovers/TASK-001-key > FILE'),
    });
  });
});

test('drop removes it and says what brings it back', async () => {
  const object = on.git('rev-parse', ref);
  const { code, out } = await leftovers('drop', name);
  expect(code).toBe(0);
  expect(refs()).toBe('');
  const undo = /git update-ref (\S+) (\S+)/.exec(out) ?? [];
  expect(undo.slice(1)).toEqual([ref, object]);
  on.git('update-ref', undo[1] ?? '', undo[2] ?? '');
  expect((await leftovers('show', name)).code).toBe(0);
});

test.each([
  [['show'], /name what to show/],
  [['burn', name], /burn/],
  [['show', 'TASK-999'], new RegExp(`no leftover "TASK-999"\\. There are: ${name}\\.`)],
  [['drop', '../../heads/main'], /no leftover/],
])('leftovers %j is refused', async (args, words) => {
  const { code, err, out } = await leftovers(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(words);
  expect(on.git('rev-parse', '--verify', 'main')).not.toBe('');
});
