/** sync_remote against real remotes: fetch and fast-forward, nothing else. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BacklogReaders } from '../../src/backlog/read/backlog-readers.ts';
import { findRepository } from '../../src/git/repository.ts';
import { syncRemote } from '../../src/git/sync.ts';
import { takeLock } from '../../src/session/lock.ts';
import { scanPrioritize } from '../../src/tools/scan-prioritize.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const task = (title: string) =>
  `---\nid: TASK-001\ntitle: ${title}\nstatus: active\npriority: low\n---\n## Acceptance Criteria\n- [ ] A\n`;
const file = 'tasks/active/TASK-001.md';

let repository: TemporaryRepository;
let elsewhere: string;
let server: Server | undefined;

beforeEach(() => {
  repository = temporaryRepository({ [file]: task('First') }, { origin: true });
  elsewhere = mkdtempSync(join(tmpdir(), 'agent-toolkit-clone-'));
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  repository.remove();
  rmSync(elsewhere, { recursive: true, force: true });
});

/** Somebody else pushes a change of the task. */
function pushFromElsewhere(title: string): void {
  const clone = join(elsewhere, title);
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', clone, '-c', 'user.name=O', '-c', 'user.email=o@example.com', ...args], {
      stdio: 'pipe',
    });
  execFileSync('git', ['clone', '--quiet', repository.origin ?? '', clone], { stdio: 'pipe' });
  execFileSync('sed', ['-i', `s/^title:.*/title: ${title}/`, join(clone, file)]);
  git('commit', '--quiet', '--all', '--message', title);
  git('push', '--quiet');
}

async function sync(root = repository.root) {
  const found = await findRepository(root);
  if (found === undefined) throw new Error(`${root} is no repository.`);
  return syncRemote(found, new AbortController().signal);
}

async function scan(
  input: { readonly timeout?: number; readonly sync_remote?: boolean } = {},
  signal = new AbortController().signal,
) {
  const started = performance.now();
  const context = { signal, progress: () => {}, log: () => {} };
  const result = await scanPrioritize({ repo_path: repository.root, ...input }, new BacklogReaders(), context);
  const [first] = result.priority_queue;
  return { title: first?.title, warnings: result.warnings, success: result.success, time: performance.now() - started };
}

/** A remote that accepts connections and never answers. */
async function silentRemote(): Promise<void> {
  server = createServer(() => {});
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  repository.git('remote', 'set-url', 'origin', `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.git`);
}

test('new commits come in by a fast-forward, and the scan sees them', async () => {
  pushFromElsewhere('Second');
  expect(await scan({ sync_remote: false })).toMatchObject({ title: 'First', warnings: [] });
  expect(await scan()).toMatchObject({ title: 'Second', warnings: [] });
  expect(await sync()).toEqual({ commits: 0 });
  expect(repository.git('status', '--porcelain')).toBe('');
});

test('edits that are not in the way stay', async () => {
  pushFromElsewhere('Second');
  repository.write('README.md', 'mine');
  const from = repository.git('rev-parse', 'HEAD');
  const outcome = await sync();
  expect(outcome).toEqual({ commits: 1, moved: { from, to: repository.git('rev-parse', 'HEAD') } });
  expect(outcome.moved?.to).not.toBe(from);
  expect(repository.read('README.md')).toBe('mine');
});

test.each(['false', 'true'])(
  'an edit in the way is a warning and stays, also with merge.autoStash=%s',
  async (autoStash) => {
    pushFromElsewhere('Second');
    repository.git('config', 'merge.autoStash', autoStash);
    repository.write(file, task('Mine'));
    const { title, warnings, success } = await scan();
    expect({ title, success }).toEqual({ title: 'Mine', success: true });
    expect(warnings).toEqual([expect.stringMatching(/origin\/main was not merged.*overwritten by merge/)]);
    expect(repository.git('stash', 'list')).toBe('');
  },
);

test('branches that went apart are a warning, and nothing is merged', async () => {
  pushFromElsewhere('Second');
  repository.commit({ 'own.md': 'own' });
  const head = repository.git('rev-parse', 'HEAD');
  expect(await scan()).toMatchObject({
    title: 'First',
    warnings: [expect.stringContaining('went apart (1 commits here, 1 there)')],
  });
  expect(repository.git('rev-parse', 'HEAD')).toBe(head);
});

test('commits that are not pushed yet are no matter', async () => {
  repository.commit({ 'own.md': 'own' });
  expect(await sync()).toEqual({ commits: 0 });
});

test.each([
  ['no upstream', (git: TemporaryRepository['git']) => git('branch', '--unset-upstream')],
  ['no remote', (git: TemporaryRepository['git']) => git('remote', 'remove', 'origin')],
  ['a detached HEAD', (git: TemporaryRepository['git']) => git('checkout', '--quiet', '--detach')],
  [
    'a local branch as upstream',
    (git: TemporaryRepository['git']) => git('checkout', '--quiet', '-b', 'topic', '--track', 'main'),
  ],
])('%s: nothing to do, nothing to say', async (_, prepare) => {
  prepare(repository.git);
  expect(await sync()).toEqual({ commits: 0 });
});

test('a repository without a commit', async () => {
  execFileSync('git', ['init', '--quiet', elsewhere]);
  expect(await sync(elsewhere)).toEqual({ commits: 0 });
});

test('a remote that is gone is a warning and the scan goes on', async () => {
  rmSync(repository.origin ?? '', { recursive: true });
  const { title, warnings } = await scan();
  expect(title).toBe('First');
  expect(warnings).toEqual([
    expect.stringMatching(/^Fetching from origin failed.*does not appear to be a git repository/),
  ]);
});

test('an upstream branch that is gone is a warning', async () => {
  repository.git('push', '--quiet', 'origin', 'HEAD:refs/heads/other');
  repository.git('config', 'branch.main.merge', 'refs/heads/never');
  expect(await sync()).toMatchObject({ commits: 0, warning: expect.stringContaining('origin/never') });
});

test('a remote that asks for a password is a warning, not a prompt', async () => {
  server = createServer((_, response) => response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end());
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  repository.git('remote', 'set-url', 'origin', `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.git`);
  expect((await scan()).warnings).toEqual([expect.stringContaining('Fetching from origin failed')]);
});

test('a silent remote costs its share of the time, and the scan goes on', async () => {
  await silentRemote();
  const { title, warnings, time } = await scan({ timeout: 1 });
  expect(title).toBe('First');
  expect(warnings).toEqual([expect.stringContaining('The remote was not synchronised (no answer within')]);
  expect(time).toBeLessThan(20_000);
});

test('cancelling ends the fetch at once', async () => {
  await silentRemote();
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('cancelled')), 300);
  const started = performance.now();
  await expect(scan({}, controller.signal)).rejects.toThrow('cancelled');
  expect(performance.now() - started).toBeLessThan(20_000);
});

test('while a task is being processed, files are not changed below it', async () => {
  pushFromElsewhere('Second');
  const lock = await takeLock(join(repository.root, '.git'), 'TASK-001');
  if (lock.status !== 'held') throw new Error('the lock is taken');
  expect(await scan()).toMatchObject({
    title: 'First',
    warnings: [expect.stringContaining('TASK-001 is being processed')],
  });
  await lock.release();
  expect(await scan()).toMatchObject({ title: 'Second', warnings: [] });
  expect(existsSync(join(repository.root, '.git/agent-toolkit/lock'))).toBe(false);
  expect(readdirSync(repository.root)).not.toContain('.agent-state.json');
});
