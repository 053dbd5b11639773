/** Archiving in real git repositories. */
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { readBacklog } from '../../src/backlog/read/read.ts';
import { findRepository } from '../../src/git/repository.ts';
import { takeLock } from '../../src/session/lock.ts';
import { lockFile } from '../../src/session/lock-file.ts';
import { InputError } from '../../src/tools/input-error.ts';
import { recordAgreement } from '../../src/tools/related/agreements.ts';
import type { Settings } from '../../src/tools/settings.ts';
import type { Progress } from '../../src/tools/toolbox.ts';
import { type ArchiveResult, archiveTask } from '../../src/workflow/archive.ts';
import { moveToCompleted } from '../../src/workflow/move-to-completed.ts';
import { sampled } from '../support/sample.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';
import { secondClone } from '../support/two-clones.ts';

const active = 'tasks/active/TASK-001.md';
const completed = 'tasks/completed/TASK-001.md';

function task(fields: { id?: string; title?: string; status?: string; box?: string } = {}): string {
  const { id = 'TASK-001', title = 'Raise the replica count', status = 'active', box = 'x' } = fields;
  return [
    '---',
    `id: ${id}`,
    `title: ${title}`,
    `status: ${status}   # set by hand`,
    'priority: high',
    '---',
    '',
    '## Acceptance Criteria',
    '',
    '- [x] One',
    `- [${box}] Two`,
    '',
  ].join('\n');
}

let repository: TemporaryRepository;
beforeEach(() => {
  repository = temporaryRepository({ [active]: task(), 'apps/web.yaml': 'replicas: 1\n' }, { origin: true });
});
// Behind the set-up, which what is skipped is cleaned of as well.
sampled(1 / 4);
afterEach(() => repository.remove());

interface Options {
  readonly itemId?: string;
  readonly push?: Settings['push'];
  readonly waitMinutes?: number;
  readonly signal?: AbortSignal;
  progress?(progress: Progress): void;
}

function archive({ itemId = 'TASK-001', push = 'auto', waitMinutes = 0, ...told }: Options = {}) {
  const context = { signal: new AbortController().signal, progress: () => {}, log: () => {}, ...told };
  return archiveTask({ repoRoot: repository.root, itemId, push, waitMinutes }, context);
}
const today = () => new Date().toLocaleDateString('sv');
const changedPaths = () => repository.git('show', '--no-renames', '--name-status', '--format=', 'HEAD').split('\n');
const head = () => repository.git('rev-parse', 'HEAD');

describe('archiving a finished task', () => {
  test('moves and marks the file in one commit of these two paths, and pushes it', async () => {
    const result = await archive();
    expect(result).toEqual<ArchiveResult>({
      item_id: 'TASK-001',
      from: active,
      to: completed,
      sha: head(),
      pushed: true,
      pull_request: null,
      related: [],
      warnings: [],
    });
    expect(changedPaths()).toEqual([`D\t${active}`, `A\t${completed}`]);
    expect(repository.git('log', '-1', '--format=%s')).toBe('Archive TASK-001: Moved to completed after resolution');
    expect(repository.git('rev-parse', 'origin/main')).toBe(head());
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  test('changes the status line and adds the date; every other byte stays', async () => {
    await archive();
    const expected = task()
      .replace('status: active ', 'status: completed ')
      .replace('priority: high\n', `priority: high\ncompleted: ${today()}\n`);
    expect(repository.read(completed)).toBe(expected);
  });

  test.each(['backlog', 'blocked'])('from tasks/%s, by a short spelling of its id', async (folder) => {
    repository.git('mv', active, 'tasks/moved.md');
    repository.commit({ [`tasks/${folder}/TASK-002-ingress.md`]: task({ id: 'TASK-002', status: folder }) });
    const { from, to } = await archive({ itemId: 'task-2' });
    expect({ from, to }).toEqual({
      from: `tasks/${folder}/TASK-002-ingress.md`,
      to: 'tasks/completed/TASK-002-ingress.md',
    });
  });

  test('leaves what the user has staged, changed or added as it is', async () => {
    repository.write('apps/web.yaml', 'replicas: 2\n');
    repository.write('staged.yaml', 'a: 1\n');
    repository.git('add', 'staged.yaml');
    repository.write('untracked.yaml', 'b: 1\n');
    const before = repository.git('status', '--porcelain');
    await archive();
    expect(changedPaths()).toEqual([`D\t${active}`, `A\t${completed}`]);
    expect(repository.git('status', '--porcelain')).toBe(before);
  });

  test('warns of a stale copy in another folder', async () => {
    repository.commit({ 'tasks/backlog/TASK-001.md': task({ status: 'backlog' }) });
    const { from, warnings } = await archive();
    expect(from).toBe(active);
    expect(warnings).toEqual(['tasks/backlog/TASK-001.md is a copy of the archived task; remove it.']);
  });

  test('takes .agent-state.json along where it is tracked, and leaves it where it is not', async () => {
    repository.write('.agent-state.json', '{"current_task": null}\n');
    await archive();
    expect(changedPaths()).not.toContainEqual(expect.stringContaining('.agent-state.json'));
    repository.commit({ '.agent-state.json': '{}\n', 'tasks/active/TASK-002.md': task({ id: 'TASK-002' }) });
    repository.write('.agent-state.json', '{"current_task": null}\n');
    await archive({ itemId: 'TASK-002' });
    expect(changedPaths()).toContain('M\t.agent-state.json');
  });
});

describe('the push', () => {
  test('does not happen with the policy never', async () => {
    const before = repository.git('rev-parse', 'origin/main');
    expect(await archive({ push: 'never' })).toMatchObject({ pushed: false, warnings: [] });
    expect(repository.git('rev-parse', 'origin/main')).toBe(before);
  });

  test('does not happen without an upstream', async () => {
    repository.git('branch', '--unset-upstream');
    expect(await archive({ push: 'afterArchive' })).toMatchObject({ pushed: false, warnings: [] });
  });

  test('that is refused is a warning; the commit stays and nothing is forced', async () => {
    repository.git('remote', 'set-url', 'origin', `${repository.root}/nowhere.git`);
    const result = await archive();
    expect(result).toMatchObject({ pushed: false, sha: head() });
    expect(result.warnings).toEqual([
      expect.stringMatching(/^The push to origin\/main was refused.*then push\. The archive commit is kept\.$/s),
    ]);
  });
});

describe('the push, when others were first', () => {
  test('comes through, and the rebased commit is the one that is told', async () => {
    const { theyPush } = await secondClone(repository);
    theyPush({ 'apps/web.yaml': 'replicas: 2\n' });
    const result = await archive();
    expect(result).toMatchObject({ pushed: true, sha: head(), warnings: [] });
    expect(repository.git('ls-remote', 'origin', 'refs/heads/main')).toContain(head());
    expect(changedPaths()).toEqual([`D\t${active}`, `A\t${completed}`]);
    expect(repository.read('apps/web.yaml')).toBe('replicas: 2\n');
  });

  test('and changed the same lines, is a warning that names the file', async () => {
    const { theyPush } = await secondClone(repository);
    theyPush({ [active]: task({ status: 'blocked' }) });
    const result = await archive();
    expect(result).toMatchObject({ pushed: false, sha: head() });
    expect(result.warnings).toEqual([
      expect.stringContaining('"Archive TASK-001: Moved to completed after resolution"'),
    ]);
    expect(result.warnings[0]).toContain('tasks/');
  });
});

describe('the pull request', () => {
  test('gets the archive commit too: in the branch of its task', async () => {
    repository.commit({ 'apps/web.yaml': 'replicas: 2\n' }, 'feat(TASK-001): more');
    repository.git('push', '--quiet', 'origin', 'HEAD:refs/heads/agent-toolkit/TASK-001');
    const before = repository.git('rev-parse', 'origin/main');
    const result = await archive({ push: 'pullRequest' });
    const text = 'Open a pull request from agent-toolkit/TASK-001 to main at origin.';
    expect(result).toMatchObject({ pushed: true, sha: head(), pull_request: text });
    expect(result.warnings).toEqual([`No pull request was opened: the remote is neither GitHub nor GitLab. ${text}`]);
    expect(repository.git('ls-remote', 'origin', 'refs/heads/agent-toolkit/TASK-001')).toContain(head());
    expect(repository.git('ls-remote', 'origin', 'refs/heads/main')).toContain(before);
  });
});

describe('refuses, and changes nothing', () => {
  async function refused(message: string | RegExp, options: Parameters<typeof archive>[0] = {}): Promise<void> {
    const before = [head(), repository.git('status', '--porcelain'), repository.git('diff', 'HEAD')];
    const error = await archive(options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toMatch(message);
    expect([head(), repository.git('status', '--porcelain'), repository.git('diff', 'HEAD')]).toEqual(before);
    expect(existsSync(lockFile(join(repository.root, '.git')))).toBe(false);
  }

  test.each([
    ['TASK-404', 'There is no task TASK-404. Open tasks: TASK-001.'],
    ['../../etc/passwd', 'is not a task id'],
    ['', 'is not a task id'],
    ['--all', 'is not a task id'],
  ])('an unknown task: %j', async (itemId, message) => {
    await refused(message, { itemId });
  });

  test('a task with an open criterion, and names it', async () => {
    repository.commit({ [active]: task({ box: ' ' }) });
    await refused('TASK-001 has 1 open criterion, the first is "Two".');
  });

  test('a task that is archived already', async () => {
    await archive();
    await refused('TASK-001 is in tasks/completed/TASK-001.md already');
  });

  test('to overwrite the file of another task', async () => {
    repository.commit({ [completed]: task({ id: 'TASK-009', title: 'Another' }) });
    await refused(/tasks\/completed\/TASK-001\.md exists already and is not overwritten/);
    expect(repository.read(completed)).toBe(task({ id: 'TASK-009', title: 'Another' }));
  });

  test('two different tasks with one id', async () => {
    repository.commit({ 'tasks/backlog/TASK-001.md': task({ title: 'Another' }) });
    await refused('TASK-001 is the id of several tasks: tasks/active/TASK-001.md, tasks/backlog/TASK-001.md');
  });

  test.each([
    ['edited', () => repository.write(active, `${task()}\nmine\n`), 'has uncommitted edits'],
    [
      'staged',
      () => {
        repository.write(active, `${task()}\nmine\n`);
        repository.git('add', '.');
      },
      'has uncommitted edits',
    ],
    ['new', () => void repository.git('rm', '--cached', '--quiet', active), 'uncommitted|not in git'],
  ])('a task file with uncommitted edits: %s', async (_case, edit, message) => {
    edit();
    await refused(new RegExp(message));
  });

  test('a task file that was never committed', async () => {
    repository.write('tasks/active/TASK-002.md', task({ id: 'TASK-002' }));
    await refused('tasks/active/TASK-002.md is not in git yet', { itemId: 'TASK-002' });
  });

  test('a completed folder that leads out of the repository', async () => {
    repository.write('elsewhere/keep.md', '');
    repository.commit({ 'elsewhere/keep.md': '' });
    symlinkSync('../elsewhere', join(repository.root, 'tasks/completed'));
    await refused('tasks/completed leads elsewhere');
    expect(readdirSync(join(repository.root, 'elsewhere'))).toEqual(['keep.md']);
  });

  test('on a detached HEAD', async () => {
    repository.git('checkout', '--quiet', '--detach');
    await refused('HEAD is detached');
  });

  test('while a merge is in progress', async () => {
    repository.git('update-ref', 'MERGE_HEAD', 'HEAD');
    await refused('A merge is in progress');
  });

  test('while a task runs on the repository', async () => {
    const lock = await takeLock(join(repository.root, '.git'), 'TASK-007');
    await expect(archive()).rejects.toThrow(/TASK-007 is being processed on this repository by process \d+/);
    if (lock.status === 'held') await lock.release();
    await archive();
  });

  test('a folder that is no git repository', async () => {
    const context = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
    const request = { repoRoot: '/', itemId: 'TASK-001', push: 'never', waitMinutes: 0 } as const;
    await expect(archiveTask(request, context)).rejects.toThrow(InputError);
  });
});

describe('while a task runs on the repository', () => {
  let release: () => Promise<void>;
  beforeEach(async () => {
    const lock = await takeLock(join(repository.root, '.git'), 'TASK-007');
    if (lock.status !== 'held') throw new Error('the lock is busy');
    release = lock.release;
  });

  test('it waits, says for whom, and archives when that has ended', async () => {
    let tell: (progress: Progress) => void = () => {};
    const told = new Promise<Progress>((resolve) => {
      tell = resolve;
    });
    const running = archive({ waitMinutes: 5, progress: tell });
    expect(await told).toMatchObject({
      stage: 'waiting',
      message: expect.stringMatching(/^Waiting for TASK-007, which /),
    });
    expect(existsSync(join(repository.root, active))).toBe(true);
    // What the other did meanwhile is seen.
    repository.git('checkout', '--quiet', '--detach');
    await release();
    await expect(running).rejects.toThrow('HEAD is detached');
    repository.git('checkout', '--quiet', 'main');
    expect(await archive({ waitMinutes: 5 })).toMatchObject({ to: completed });
  });

  test('it is refused at the limit, and stops waiting when it is told to', async () => {
    await expect(archive({ waitMinutes: 0.01 })).rejects.toThrow(
      /TASK-007 is being .* waited for, for 0\.01 minutes\.$/,
    );
    const controller = new AbortController();
    const progress = () => controller.abort(new Error('stopped by the user'));
    const waiting = archive({ waitMinutes: 60, signal: controller.signal, progress });
    await expect(waiting).rejects.toThrow('stopped by the user');
    await release();
  });
});

describe('another branch that is checked out meanwhile', () => {
  test('before the commit: nothing is committed there, and the file is as before', async () => {
    const there = await findRepository(repository.root);
    const [found] = (await readBacklog(repository.root)).tasks;
    if (there === undefined || found === undefined) throw new Error('There is no task.');
    const on = { commit: head(), branch: 'main' };
    repository.git('switch', '--quiet', '--create', 'other');
    await expect(moveToCompleted(there, found, new Date(), on)).rejects.toThrow(
      /its file is as before\. HEAD moved before the commit, from main at .* to other/,
    );
    expect([repository.git('log', '-1', '--format=%s'), repository.git('status', '--porcelain')]).toEqual([
      'first',
      '',
    ]);
  });

  test('before the push: the commit is kept, and nothing of the other branch is pushed', async () => {
    const config = mkdtempSync(join(tmpdir(), 'agent-toolkit-config-'));
    const related = temporaryRepository({ 'web.yaml': 'a: 1\n' }, { origin: true });
    onTestFinished(() => {
      related.remove();
      rmSync(config, { recursive: true });
    });
    vi.stubEnv('XDG_CONFIG_HOME', config);
    onTestFinished(() => void vi.unstubAllEnvs());
    repository.commit({
      '.agent-config.json': JSON.stringify({ related_repos: [relative(repository.root, related.root)] }),
    });
    repository.git('push', '--quiet');
    await recordAgreement(process.env, repository.root, [related.root]);
    related.commit({ 'web.yaml': 'a: 2\n' }, 'feat(TASK-001): One');
    const hook = join(related.root, '.git/hooks/pre-push');
    related.write(
      '.git/hooks/pre-push',
      `#!/bin/sh\nunset GIT_DIR\ngit -C '${repository.root}' switch --quiet --create other\n`,
    );
    chmodSync(hook, 0o755);
    const before = head();
    const result = await archive();
    expect(result).toMatchObject({ pushed: false, related: [{ pushed: true }] });
    expect(result.warnings).toEqual([
      expect.stringMatching(
        /^This began on the branch main, and other is checked out now\..* The archive commit is kept\.$/,
      ),
    ]);
    expect(
      repository
        .git('ls-remote', 'origin')
        .split('\n')
        .map((line) => line.split('\t')),
    ).toEqual([
      [before, 'HEAD'],
      [before, 'refs/heads/main'],
    ]);
  });
});

describe('what stops it half-way', () => {
  test('a hook that refuses the commit: all is as before, with the hook’s words', async () => {
    const hook = join(repository.root, '.git/hooks/pre-commit');
    repository.write('.git/hooks/pre-commit', '#!/bin/sh\necho "no commits on Friday" >&2\nexit 1\n');
    chmodSync(hook, 0o755);
    repository.write('staged.yaml', 'a: 1\n');
    repository.git('add', 'staged.yaml');
    const before = repository.git('status', '--porcelain');
    await expect(archive()).rejects.toThrow(
      /TASK-001 was not archived, and its file is as before.*no commits on Friday/s,
    );
    expect(repository.git('status', '--porcelain')).toBe(before);
    expect(repository.read(active)).toBe(task());
  });

  test('a stop before anything was written', async () => {
    const before = head();
    await expect(archive({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect([head(), repository.git('status', '--porcelain')]).toEqual([before, '']);
    expect(existsSync(lockFile(join(repository.root, '.git')))).toBe(false);
  });
});
