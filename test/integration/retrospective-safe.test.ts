/** run_retrospective where something is in its way: nobody's edits are touched, and all of it is done or nothing. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BacklogReaders } from '../../src/backlog/read/backlog-readers.ts';
import { takeLock } from '../../src/session/lock.ts';
import { writeSession } from '../../src/session/session-store.ts';
import { updateState } from '../../src/session/state.ts';
import type { ToolInput } from '../../src/tools/contract.ts';
import { runRetrospective } from '../../src/tools/run-retrospective.ts';
import { defaultSettings } from '../../src/tools/settings.ts';
import { silent } from '../support/create-stage.ts';
import { sampled } from '../support/sample.ts';
import { sessionRecord } from '../support/session-records.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

sampled(1 / 3);

const task = (id: string, title: string, fields: readonly string[] = []) =>
  [
    '---',
    `id: ${id}`,
    `title: ${title}`,
    'status: active',
    'priority: medium',
    'labels: [shop]',
    ...fields,
    '---',
    '',
    '## Acceptance Criteria',
    '',
    `- [ ] Do ${title}`,
    '',
  ].join('\n');

const file = (id: string) => `tasks/active/${id}.md`;
const files = {
  [file('TASK-001')]: task('TASK-001', 'Old ingress', ['superseded_by: TASK-002']),
  [file('TASK-002')]: task('TASK-002', 'New ingress'),
  [file('TASK-003')]: task('TASK-003', 'Old disks', ['superseded_by: TASK-004']),
  [file('TASK-004')]: task('TASK-004', 'New disks'),
};

let on: TemporaryRepository;
beforeEach(() => {
  on = temporaryRepository(files, { origin: true });
});
afterEach(() => on.remove());

function retrospective(input: Partial<ToolInput<'run_retrospective'>> = {}, signal = silent.signal) {
  const settings = { ...defaultSettings, waitMinutes: 0 };
  return runRetrospective({ repo_path: on.root, judge: false, ...input }, new BacklogReaders(), settings, {
    ...silent,
    signal,
  });
}

const head = () => on.git('rev-parse', 'HEAD');
const status = () => on.git('status', '--porcelain');

describe('what somebody works on', () => {
  test('an item with edits is left alone and said, and the edits stay; the others are changed', async () => {
    on.write(file('TASK-001'), `${files[file('TASK-001')]}\nMine.\n`);
    const result = await retrospective();
    expect(result).toMatchObject({ success: true, deprecations: ['TASK-003'] });
    expect(result.refused).toEqual([
      { proposal: 'Deprecate TASK-001', by: 'superseded', why: 'TASK-001 has edits that are not committed.' },
    ]);
    expect(on.read(file('TASK-001'))).toContain('Mine.');
    expect(status()).toBe(`M ${file('TASK-001')}`);
  });

  test('what is staged elsewhere stays staged, and is not committed', async () => {
    on.write('mine.txt', 'mine\n');
    on.git('add', 'mine.txt');
    await retrospective();
    expect(status()).toBe('A  mine.txt');
    expect(on.git('show', '--format=', '--name-only', 'HEAD')).not.toContain('mine.txt');
  });

  test('what waits for an item that somebody is moving is not stale', async () => {
    process.env['GIT_COMMITTER_DATE'] = '2020-01-01T00:00:00Z';
    on.commit({ [file('TASK-005')]: task('TASK-005', 'Old cache', ['depends_on: TASK-004']) });
    delete process.env['GIT_COMMITTER_DATE'];
    rmSync(join(on.root, file('TASK-004')));
    rmSync(join(on.root, file('TASK-003')));
    const result = await retrospective();
    expect(result).toMatchObject({ deprecations: ['TASK-001'], success: true });
    expect(on.read(file('TASK-005'))).toContain('status: active');
  });

  test('a new file that git does not know yet is left alone', async () => {
    on.write(file('TASK-005'), task('TASK-005', 'Old cache', ['superseded_by: TASK-002']));
    const result = await retrospective();
    expect(result.refused).toMatchObject([{ why: 'TASK-005 is not in git yet.' }]);
    expect(on.read(file('TASK-005'))).toContain('status: active');
  });

  test('a file in the place where an item would go is not overwritten, and only that item stays', async () => {
    on.commit({ 'tasks/deprecated/TASK-001.md': 'Not a task.\n' });
    const result = await retrospective();
    expect(result.deprecations).toEqual(['TASK-003']);
    expect(result.refused).toMatchObject([
      { why: 'tasks/deprecated/TASK-001.md exists already and is not overwritten. Rename or remove one of the two.' },
    ]);
    expect(on.read('tasks/deprecated/TASK-001.md')).toBe('Not a task.\n');
  });

  test('a link, or a file, in the place of a folder is neither followed nor replaced', async () => {
    on.commit({ '.gitignore': 'tasks/deprecated\n' });
    const elsewhere = join(on.root, '..', 'elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, join(on.root, 'tasks/deprecated'));
    const result = await retrospective();
    const why = (id: string) =>
      `tasks/deprecated is no folder, and tasks/deprecated/${id}.md would have to go there. Move it away.`;
    expect(result.refused.map((one) => one.why)).toEqual([why('TASK-001'), why('TASK-003')]);
    expect([readdirSync(elsewhere), status()]).toEqual([[], '']);
    on.git('rm', '--quiet', '-r', 'docs');
    on.commit({ docs: 'A file.\n' });
    const before = head();
    await expect(retrospective()).rejects.toThrow(
      'Nothing was changed: the report cannot be written. docs is no folder',
    );
    expect([head(), status()]).toEqual([before, '']);
  });

  test('the task that a session is at is left alone', async () => {
    await updateState(on.root, join(on.root, '.git'), () => ({ current_task: 'TASK-001' }));
    const result = await retrospective();
    expect(result).toMatchObject({ deprecations: ['TASK-003'], refused: [{ why: 'TASK-001 is in work.' }] });
  });

  test('while a task runs here, nothing is changed, and it says who works', async () => {
    const lock = await takeLock(join(on.root, '.git'), 'TASK-002');
    if (lock.status !== 'held') throw new Error('not held');
    const before = head();
    await expect(retrospective()).rejects.toThrow('TASK-002 is being processed on this repository by process');
    await lock.release();
    expect([head(), status()]).toEqual([before, '']);
  });

  test('two at once: one after the other, and the second finds nothing left to do', async () => {
    const results = await Promise.all([retrospective(), retrospective()]);
    expect(results.map(({ deprecations }) => deprecations.length).toSorted()).toEqual([0, 2]);
    expect(results.flatMap(({ refused }) => refused)).toEqual([]);
    expect(status()).toBe('');
  });
});

describe('what is asked wrongly', () => {
  test('an unknown session, with none and with some known', async () => {
    const before = head();
    await expect(retrospective({ session_id: 'abc' })).rejects.toThrow(
      'There is no session "abc": none has run on this repository yet. Leave the session out to look at the backlog alone.',
    );
    await writeSession(join(on.root, '.git'), sessionRecord());
    await expect(retrospective({ session_id: 'abc' })).rejects.toThrow(
      'The last ones: 0d9c2a4e-3b1f-4c55-9a36-0b7d5f6e8a11 (',
    );
    expect(head()).toBe(before);
    expect(await retrospective({ session_id: '0d9c' })).toMatchObject({ session_id: sessionRecord().session_id });
  });

  test('a detached HEAD: nothing is changed, and a dry run tells all the same', async () => {
    on.git('checkout', '--quiet', '--detach');
    await expect(retrospective()).rejects.toThrow('HEAD is detached, so commits would lie on no branch.');
    expect(await retrospective({ dry_run: true })).toMatchObject({ deprecations: ['TASK-001', 'TASK-003'] });
    expect(status()).toBe('');
  });

  test('a repository without work items gets no report', async () => {
    on.git('rm', '--quiet', '-r', 'tasks');
    on.git('commit', '--quiet', '--message', 'no tasks');
    const before = head();
    await expect(retrospective()).rejects.toThrow('holds no work items, and no session has run there.');
    expect([head(), status()]).toEqual([before, '']);
  });

  test('no repository, no commit, an operation in progress', async () => {
    await expect(retrospective({ repo_path: '/nowhere' })).rejects.toThrow('There is no folder /nowhere');
    writeFileSync(join(on.root, '.git/MERGE_HEAD'), `${head()}\n`);
    await expect(retrospective()).rejects.toThrow('A merge is in progress');
    rmSync(join(on.root, '.git/MERGE_HEAD'));
    on.git('checkout', '--quiet', '--orphan', 'empty');
    await expect(retrospective()).rejects.toThrow('has no commit yet');
  });
});

describe('when it cannot be committed', () => {
  const hook = (name: string) => join(on.root, '.git/hooks', name);
  beforeEach(() => void mkdirSync(join(on.root, '.git/hooks'), { recursive: true }));

  test('a hook that refuses: all is as before, what was written is kept, and git is quoted', async () => {
    writeFileSync(hook('pre-commit'), '#!/bin/sh\necho "not on Fridays" >&2\nexit 1\n', { mode: 0o755 });
    const before = head();
    const result = await retrospective();
    expect(result).toMatchObject({ success: false, changes: [], deprecations: [], committed: null, report: null });
    expect(result.summary).toMatch(
      /^Nothing was changed: git refused the commit\. not on Fridays.*kept in refs\/agent-toolkit\/leftovers\/retrospective/,
    );
    expect([head(), status(), on.read(file('TASK-001'))]).toEqual([before, '', files[file('TASK-001')]]);
    expect(existsSync(join(on.root, 'tasks/deprecated'))).toBe(false);
  });

  test('with pull requests it goes to a branch of its own, and the upstream stays as it is', async () => {
    const before = head();
    const settings = { ...defaultSettings, push: 'pullRequest' as const };
    const input = { repo_path: on.root, judge: false };
    const result = await runRetrospective(input, new BacklogReaders(), settings, silent);
    expect(result).toMatchObject({ success: true, pushed: true });
    expect(result.pull_request).toBe('Open a pull request from agent-toolkit/retrospective to main at origin.');
    const remote = (branch: string) => on.git('ls-remote', 'origin', `refs/heads/${branch}`).split('\t')[0];
    expect([remote('main'), remote('agent-toolkit/retrospective')]).toEqual([before, head()]);
  });

  test('a remote that refuses the push is a warning, and the commit is kept', async () => {
    rmSync(on.origin ?? '', { recursive: true });
    const result = await retrospective();
    expect(result).toMatchObject({ success: true, pushed: false, committed: head() });
    expect(result.warnings.join()).toContain('The commit of the retrospective is kept.');
  });

  test('killed before the commit, the next one puts back what was written and does it all', async () => {
    const wait = 'echo $$ > .git/hook.pid; while [ ! -e .git/go-on ]; do sleep 0.1; done';
    writeFileSync(hook('pre-commit'), `#!/bin/sh\n${wait}\nexit 1\n`, { mode: 0o755 });
    const cli = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
    const env = { ...process.env, AGENT_TOOLKIT_ENGINE: '1', XDG_CONFIG_HOME: '/nonexistent' };
    const command: ChildProcess = fork(cli, ['retrospective', '--no-judge', '--repo', on.root], {
      env,
      execArgv: [],
      silent: true,
    });
    await expect.poll(() => existsSync(join(on.root, '.git/hook.pid')), { timeout: 60_000 }).toBe(true);
    const ended = once(command, 'exit');
    command.kill('SIGKILL');
    await ended;
    expect(existsSync(join(on.root, 'tasks/deprecated/TASK-001.md'))).toBe(true);
    writeFileSync(join(on.root, '.git/go-on'), '');
    rmSync(hook('pre-commit'));
    await expect.poll(() => existsSync(join(on.root, '.git/index.lock')), { timeout: 20_000 }).toBe(false);
    const before = head();
    const result = await retrospective();
    expect(result).toMatchObject({ success: true, deprecations: ['TASK-001', 'TASK-003'], refused: [] });
    expect(result.warnings.join()).toMatch(/killed while it worked on "retrospective".*put back/);
    expect([on.git('rev-list', '--count', `${before}..HEAD`), status()]).toEqual(['1', '']);
  });
});
