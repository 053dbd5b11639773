/** What is done about a run that was killed: its folder and a work tree as it left it, without any Codex. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commandMarker, runMarker } from '../../src/codex/process-tree.ts';
import { findRepository, type Repository } from '../../src/git/repository.ts';
import { SetupReader } from '../../src/git/setup.ts';
import { WorkTreeCamera } from '../../src/git/work-tree.ts';
import { noteCreated } from '../../src/session/created-files.ts';
import { noteSaved } from '../../src/session/note-saved.ts';
import { copyIgnored, recordedCopies } from '../../src/tools/process/ignored-files.ts';
import { InnerWork } from '../../src/tools/process/inner-work.ts';
import { recoverRuns } from '../../src/tools/process/recover.ts';
import type { RecordedAttempt } from '../../src/tools/process/run-record.ts';
import { isRunning } from '../support/running.ts';
import { addSubmodule } from '../support/submodule.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const context = { signal: new AbortController().signal, log: () => {}, progress: () => {} };
const recover = () => recoverRuns({ repository, settings: { waitMinutes: 0 }, context, itemId: 'TASK-002' });

let on: TemporaryRepository;
let repository: Repository;
let folder: string;

beforeEach(async () => {
  on = temporaryRepository({
    'app.yaml': 'tag: 1.4.0\n',
    'mine.txt': 'mine\n',
    '.gitignore': '.agent-state.json\n*.key\n',
  });
  const found = await findRepository(on.root);
  if (found === undefined) throw new Error('no repository');
  repository = found;
  folder = join(on.root, '.git/agent-toolkit/runs/killed');
  mkdirSync(folder, { recursive: true });
});
afterEach(() => on.remove());

/** Notes an attempt as a run does, before the agent changes anything. */
async function noteAttempt(more: Partial<RecordedAttempt> = {}, takenAt = Date.now()): Promise<void> {
  const camera = new WorkTreeCamera(repository, folder);
  const tree = await camera.take();
  const usersOwn = (await camera.compare('HEAD', tree)).map(({ path }) => path);
  const attempt: RecordedAttempt = {
    ...{ criterion: 'Raise the tag', takenAt, tree, usersOwn, ignored: await camera.ignored() },
    ...{ rootEntries: readdirSync(on.root), steering: { '.agent-state.json': null } },
    ...{ inner: [], setup: await new SetupReader(repository).read(), ...more },
  };
  const run = { itemId: 'TASK-001', scratchFolder: '/nowhere', marker: 'none-of-these', attempt };
  writeFileSync(join(folder, 'run.json'), JSON.stringify(run));
}

/** Makes the last sign of life of the run so many seconds old. */
function killedBefore(seconds: number): void {
  const time = new Date(Date.now() - seconds * 1000);
  utimesSync(join(folder, 'run.json'), time, time);
}

const status = () => on.git('status', '--porcelain');
const show = (path: string) => on.git('show', `refs/agent-toolkit/leftovers/TASK-001-killed:${path}`);

test('an ignored file that was deleted is put back', async () => {
  on.write('shop.key', 'mine\n');
  await noteAttempt({ copies: recordedCopies(await copyIgnored(on.root, ['shop.key'])) });
  rmSync(join(on.root, 'shop.key'));
  expect((await recover()).warnings).toEqual([expect.stringContaining('are put back: shop.key.')]);
  expect(on.read('shop.key')).toBe('mine\n');
});

test('an ignored file that was overwritten stays so, and what it held is kept', async () => {
  on.write('shop.key', 'mine\n');
  await noteAttempt({ copies: recordedCopies(await copyIgnored(on.root, ['shop.key'])) });
  on.write('shop.key', 'theirs\n');
  const [warning = ''] = (await recover()).warnings;
  const [, folder = ''] = /stay so: shop\.key\. What they held before is kept below (\S+)\.$/.exec(warning) ?? [];
  expect([on.read('shop.key'), readFileSync(join(folder, 'shop.key'), 'utf8')]).toEqual(['theirs\n', 'mine\n']);
});

test('half-done work is kept and put back, staged or not; the user’s own edits stay', async () => {
  on.write('mine.txt', 'edited\n');
  on.write('staged.txt', 'staged by the user\n');
  on.git('add', 'staged.txt');
  await noteAttempt();
  on.write('app.yaml', 'tag: 1.5.0\n');
  on.write('docs/new.txt', 'new\n');
  mkdirSync(join(on.root, '.codex'));
  on.git('add', 'app.yaml', 'docs/new.txt');
  const { leftovers, warnings } = await recover();
  expect(leftovers).toEqual(['refs/agent-toolkit/leftovers/TASK-001-killed']);
  expect(warnings).toEqual([
    expect.stringMatching(
      /killed while it worked on "Raise the tag" of TASK-001\. .* was put back: app\.yaml, docs\/new\.txt\./,
    ),
  ]);
  expect([show('app.yaml'), show('docs/new.txt')]).toEqual(['tag: 1.5.0', 'new']);
  expect(status()).toBe('M mine.txt\nA  staged.txt');
  expect([on.read('mine.txt'), existsSync(join(on.root, '.codex'))]).toEqual(['edited\n', false]);
  expect(existsSync(folder)).toBe(false);
});

test('what was committed before the kill is no leftover', async () => {
  await noteAttempt();
  on.commit({ 'app.yaml': 'tag: 1.5.0\n' });
  expect(await recover()).toEqual({ leftovers: [], warnings: [], related: [] });
  expect([status(), on.read('app.yaml')]).toEqual(['', 'tag: 1.5.0\n']);
});

test('what a person saved in an editor while the run went on stays, and is told', async () => {
  await noteAttempt();
  on.write('app.yaml', 'tag: 1.5.0\n');
  on.write('mine.txt', 'saved\n');
  await noteSaved(repository.gitDir, [{ path: 'mine.txt', at: Date.now(), from: null, to: null, content: 'any' }]);
  const { warnings } = await recover();
  expect(warnings).toEqual([
    expect.stringMatching(/was put back: app\.yaml\. Left as it is, since it may be yours: mine\.txt\./),
  ]);
  expect([on.read('mine.txt'), status()]).toEqual(['saved\n', 'M mine.txt']);
});

test('an edit that was made when the run was over stays, and is told', async () => {
  await noteAttempt();
  killedBefore(600);
  on.write('app.yaml', 'tag: 1.6.0 by hand\n');
  const { warnings } = await recover();
  expect(warnings).toEqual([expect.stringMatching(/Left as it is, since it may be yours: app\.yaml/)]);
  expect(on.read('app.yaml')).toBe('tag: 1.6.0 by hand\n');
  expect(show('app.yaml')).toBe('tag: 1.6.0 by hand');
});

test('the processes of the run are waited for, whichever of its commands they belong to', async () => {
  await noteAttempt();
  const env = { ...process.env, [runMarker]: commandMarker('none-of-these') };
  const left = spawn('sleep', ['1'], { env, stdio: 'ignore' });
  await once(left, 'spawn');
  await recover();
  expect(isRunning(left.pid ?? 0)).toBe(false);
});

test('in the middle of a merge nothing is put back', async () => {
  await noteAttempt();
  on.write('app.yaml', 'tag: 1.5.0\n');
  writeFileSync(join(on.root, '.git/MERGE_HEAD'), `${on.git('rev-parse', 'HEAD')}\n`);
  const { warnings } = await recover();
  expect(warnings).toEqual([expect.stringContaining('Left as it is')]);
  expect(on.read('app.yaml')).toBe('tag: 1.5.0\n');
  rmSync(join(on.root, '.git/MERGE_HEAD'));
});

test('files that were ignored stay, and in no picture, when the rules changed', async () => {
  on.write('secret.key', 'secret\n');
  await noteAttempt();
  on.write('.gitignore', '\n');
  await recover();
  expect(on.read('secret.key')).toBe('secret\n');
  expect(on.git('ls-tree', '-r', '--name-only', 'refs/agent-toolkit/leftovers/TASK-001-killed')).not.toContain('key');
  expect(status()).toBe('');
});

test('half-done work in a submodule is kept with the rest and put back; an edit that came later stays', async () => {
  addSubmodule(on);
  const camera = new WorkTreeCamera(repository, folder);
  await camera.take();
  const { states } = await InnerWork.begin(repository, camera);
  await noteAttempt({ inner: [...states] });
  on.write('charts/values.yaml', 'half\n');
  on.write('app.yaml', 'tag: 1.5.0\n');
  const { warnings } = await recover();
  expect(warnings).toEqual([expect.stringContaining('was put back: app.yaml, charts/values.yaml.')]);
  expect([on.read('charts/values.yaml'), show('charts/values.yaml'), status()]).toEqual(['replicas: 1\n', 'half', '']);

  mkdirSync(folder, { recursive: true });
  await noteAttempt({ inner: [...states] });
  killedBefore(600);
  on.write('charts/values.yaml', 'later\n');
  expect((await recover()).warnings).toEqual([expect.stringContaining('it may be yours: charts/values.yaml.')]);
  expect(on.read('charts/values.yaml')).toBe('later\n');
});

test('an item that was created meanwhile stays', async () => {
  await noteAttempt();
  await noteCreated(repository.commonDir, ['tasks/active/TASK-002.md']);
  on.write('tasks/active/TASK-002.md', '---\nid: TASK-002\n---\n');
  expect(await recover()).toEqual({ leftovers: [], warnings: [], related: [] });
  expect(status()).toBe('?? tasks/');
});

test('a setup of git that the killed run left changed is told first, and nothing is run that it names', async () => {
  await noteAttempt();
  const { mtime } = statSync(join(folder, 'run.json'));
  on.write('app.yaml', 'tag: 1.5.0\n');
  on.git('config', 'core.fsmonitor', 'touch .git/mark; false');
  utimesSync(join(on.root, '.git/config'), mtime, mtime);
  await expect(recover()).rejects.toThrow(/was killed.*core\.fsmonitor/);
  expect(existsSync(join(on.root, '.git/mark'))).toBe(false);
  expect(on.read('app.yaml')).toBe('tag: 1.5.0\n');
  on.git('config', '--unset', 'core.fsmonitor');
  // Whoever runs again has looked at it.
  expect((await recover()).leftovers).toHaveLength(1);
  expect(on.read('app.yaml')).toBe('tag: 1.4.0\n');
});

test('a setup of git that somebody changed when the run was over is theirs', async () => {
  await noteAttempt();
  killedBefore(600);
  on.write('app.yaml', 'tag: 1.5.0\n');
  on.git('config', 'remote.origin.url', 'https://example.org/x');
  expect((await recover()).leftovers).toHaveLength(1);
});

test('the recorded context is put back where git ignores the file', async () => {
  const steering = { '.agent-state.json': Buffer.from('{"cluster_context": "shop"}').toString('base64') };
  on.write('.agent-state.json', '{"cluster_context": "shop"}');
  await noteAttempt({ steering });
  on.write('.agent-state.json', '{"cluster_context": "production"}');
  const { warnings, leftovers } = await recover();
  expect(on.read('.agent-state.json')).toBe('{"cluster_context": "shop"}');
  expect(warnings).toEqual([expect.stringMatching(/^\.agent-state\.json had changed .* kept in /)]);
  expect(on.git('cat-file', 'blob', leftovers[0] ?? '')).toBe('{"cluster_context": "production"}');
});

test('a commit that is under way is waited for', async () => {
  await noteAttempt();
  on.write('app.yaml', 'tag: 1.5.0\n');
  const lock = join(on.root, '.git/index.lock');
  writeFileSync(lock, '');
  const recovering = recover();
  setTimeout(() => {
    rmSync(lock);
    on.git('commit', '--quiet', '--all', '--message', 'it got through');
  }, 300);
  expect(await recovering).toEqual({ leftovers: [], warnings: [], related: [] });
  expect(on.read('app.yaml')).toBe('tag: 1.5.0\n');
});

test.each([
  ['a record that was cut off', '{"itemId": "TASK'],
  ['a record of another version', '{"item": 1}'],
])('%s is cleared away and changes nothing', async (_what, text) => {
  writeFileSync(join(folder, 'run.json'), text);
  on.write('app.yaml', 'tag: 1.5.0\n');
  expect(await recover()).toEqual({ leftovers: [], warnings: [], related: [] });
  expect([status(), existsSync(folder)]).toEqual(['M app.yaml', false]);
});
