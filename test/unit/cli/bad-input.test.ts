/** Files and folders that nobody means to have: `lint`, `show` and `scan` say what is wrong, and change nothing. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BacklogReaders } from '../../../src/backlog/read/backlog-readers.ts';
import { runCli } from '../../../src/cli/run-cli.ts';
import { scanPrioritize } from '../../../src/tools/scan-prioritize.ts';
import { createTestHost } from '../../support/cli-host.ts';
import { type FreshRepository, freshRepository } from '../../support/fresh-repository.ts';

const good =
  '---\nid: TASK-001\ntitle: Move it\nstatus: active\npriority: high\n---\n## Acceptance Criteria\n- [ ] Do it\n';

let root: string;
let write: FreshRepository['write'];
let remove: FreshRepository['remove'];
beforeEach(() => {
  ({ root, write, remove } = freshRepository());
});
afterEach(() => remove());

async function run(...args: readonly string[]) {
  const host = createTestHost({ cwd: root });
  const code = await runCli(args, host);
  return { code, out: host.out(), err: host.err() };
}

async function scan() {
  const context = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
  return scanPrioritize({ repo_path: root, sync_remote: false }, new BacklogReaders(), context);
}

const file = 'tasks/active/TASK-002.md';

describe('a task file that is none', () => {
  test.each<[string, () => void, string]>([
    ['a folder', () => mkdirSync(join(root, file)), 'is a folder; a task is one file'],
    ['a link out of the repository', () => symlinkSync('/etc/passwd', join(root, file)), 'leads out of the repository'],
    ['a link to nothing', () => symlinkSync('nowhere.md', join(root, file)), 'cannot be read (ENOENT)'],
    ['a link to itself', () => symlinkSync('TASK-002.md', join(root, file)), 'cannot be read (ELOOP)'],
    ['200 MB', () => truncateSync(write(file, ''), 200 * 1024 * 1024), 'has 200 MB; files over 8 MB are not read'],
    ['NUL bytes', () => write(file, `${good}\0`), 'holds NUL bytes'],
    ['invalid UTF-8', () => write(file, Buffer.concat([Buffer.from(good), Buffer.from([0xff])])), 'is not valid UTF-8'],
    ['a named pipe', () => execFileSync('mkfifo', [join(root, file)]), 'is no regular file'],
  ])('%s', async (_, make, words) => {
    write('tasks/active/TASK-001.md', good);
    make();
    const lint = await run('lint');
    expect(lint.code).toBe(1);
    expect(lint.out).toContain(`${file}:1  error`);
    expect(lint.out).toContain(words);
    const show = await run('show', 'TASK-002');
    expect({ code: show.code, out: show.out }).toEqual({ code: 2, out: '' });
    expect(show.err).toContain(words);
    const { priority_queue, warnings } = await scan();
    expect(priority_queue.map(({ item_id }) => item_id)).toEqual(['TASK-001']);
    expect(warnings).toEqual([expect.stringContaining(words)]);
  });

  test('a folder that may not be read', async ({ skip }) => {
    if (process.getuid?.() === 0 || process.platform === 'win32') skip('nothing is hidden from root');
    write('tasks/active/TASK-001.md', good);
    chmodSync(join(root, 'tasks/active'), 0o000);
    const [lint, show] = [await run('lint'), await run('show', 'TASK-001')];
    chmodSync(join(root, 'tasks/active'), 0o755);
    expect(lint.code).toBe(1);
    expect(lint.out).toContain('The folder tasks/active cannot be listed (EACCES)');
    expect(show.code).toBe(2);
    expect(show.err).toContain('The folder tasks/active cannot be listed (EACCES)');
  });

  test('an id that is a path names the task by its file, and is an error', async () => {
    write(file, good.replace('TASK-001', '../../etc/passwd'));
    const { code, out } = await run('lint');
    expect(code).toBe(1);
    expect(out).toContain('The id is not of the form TASK-001; the file name gives TASK-002.');
    expect(JSON.parse((await run('show', 'TASK-002', '--json')).out)).toMatchObject({ id: 'TASK-002' });
  });
});

describe('a repository without work', () => {
  test.each<[string, () => void]>([
    ['an empty one without commits', () => {}],
    ['one with other files', () => write('README.md', '# Here\n')],
    ['one in which tasks is a file', () => write('tasks', 'no folder\n')],
    ['one in which tasks is a link to nothing', () => symlinkSync('nowhere', join(root, 'tasks'))],
    ['one with other features', () => write('features/login.feature', 'Feature: Login\n')],
  ])('%s', async (_, make) => {
    make();
    const where = expect.stringContaining('holds no tasks. They are expected as tasks/active/TASK-001.md');
    expect(await run('lint')).toEqual({ code: 0, out: '✔ No problems in 0 files.\n', err: where });
    expect(await run('show', 'TASK-001')).toEqual({ code: 2, out: '', err: where });
    expect(await scan()).toMatchObject({ success: true, priority_queue: [], next_action: null, warnings: [where] });
  });

  test('empty folders are no mistake', async () => {
    mkdirSync(join(root, 'tasks/active'), { recursive: true });
    expect(await run('lint')).toEqual({ code: 0, out: '✔ No problems in 0 files.\n', err: '' });
    expect((await run('show', 'TASK-001')).err).toContain('There is no task TASK-001. There are no open tasks.');
  });

  test('no repository at all', async () => {
    rmSync(join(root, '.git'), { recursive: true });
    for (const args of [['lint'], ['show', 'TASK-001']]) {
      const { code, out, err } = await run(...args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('is not in a git repository');
    }
  });
});
