import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { SaveRecorder } from '../../../src/editor/save-recorder.ts';
import { lookAtFile } from '../../../src/session/file-look.ts';
import { lockFile } from '../../../src/session/lock-file.ts';
import { savedSince } from '../../../src/session/saved-files.ts';
import { addSubmodule } from '../../support/submodule.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

let on: TemporaryRepository;
let recorder: SaveRecorder;
let failures: unknown[];
beforeEach(() => {
  on = temporaryRepository({ 'app.yaml': 'tag: 1\n', 'docs/plan.md': 'plan\n' });
  onTestFinished(() => on.remove());
  failures = [];
  recorder = new SaveRecorder((error) => failures.push(error));
});

const file = (path: string) => join(on.root, path);
const gitDir = () => file('.git');
const beginRun = (commonDir = gitDir()) => {
  mkdirSync(join(commonDir, 'agent-toolkit'), { recursive: true });
  writeFileSync(lockFile(commonDir), '{}');
};
const saved = async (folder = gitDir()) => savedSince(folder, 0);
const paths = async () => (await saved()).map(({ path, content }) => (content === null ? `- ${path}` : path));

async function save(path: string, text: string): Promise<void> {
  await recorder.saving(file(path));
  writeFileSync(file(path), text);
  await recorder.saved(file(path));
}

test('while no run goes on nothing is noted, nor where there is no repository', async () => {
  await save('app.yaml', 'tag: 2\n');
  await recorder.deleted([file('app.yaml')]);
  writeFileSync(join(on.root, '../other.txt'), '');
  await recorder.saved(join(on.root, '../other.txt'));
  expect([await saved(), failures]).toEqual([[], []]);
});

test('a save is noted with its content, when the file had changed before, and when it changed', async () => {
  beginRun();
  const before = await lookAtFile(file('app.yaml'));
  await wait(10);
  const start = Date.now();
  await save('app.yaml', 'tag: 2\n');
  const after = await lookAtFile(file('app.yaml'));
  const [one] = await saved();
  expect(one).toMatchObject({
    path: 'app.yaml',
    from: before?.changedAt,
    to: after?.changedAt,
    content: after?.content,
  });
  expect(one?.at).toBeGreaterThanOrEqual(start);
  expect(after?.changedAt).toBeGreaterThan(before?.changedAt ?? Number.POSITIVE_INFINITY);
});

test('a save that changes nothing is not noted: the content may be the agent’s', async () => {
  beginRun();
  await save('app.yaml', 'tag: 1\n');
  expect(await saved()).toEqual([]);
});

test('a new file, one that is deleted, and a folder that is moved', async () => {
  beginRun();
  await save('new.md', 'new\n');
  writeFileSync(file('empty.md'), '');
  await recorder.created([file('empty.md')]);
  rmSync(file('app.yaml'));
  await recorder.deleted([file('app.yaml')]);
  const plan = await lookAtFile(file('docs/plan.md'));
  renameSync(file('docs'), file('notes'));
  await recorder.renamed([{ from: file('docs'), to: file('notes') }]);
  expect(await paths()).toEqual(['new.md', 'empty.md', '- app.yaml', '- docs', 'notes/plan.md']);
  expect((await saved()).at(-1)).toMatchObject({
    ...{ from: plan?.modifiedAt, was: 'docs/plan.md', content: plan?.content },
  });
});

test('a file that comes from elsewhere was nowhere in the repository', async () => {
  beginRun();
  const elsewhere = join(on.root, '../elsewhere.md');
  writeFileSync(elsewhere, 'new\n');
  renameSync(elsewhere, file('here.md'));
  await recorder.renamed([{ from: elsewhere, to: file('here.md') }]);
  const [one, ...more] = await saved();
  expect([one?.path, one?.from, one?.was, more]).toEqual(['here.md', null, undefined, []]);
});

test('what leads into the repository by a link is noted by its real path; what lies in its git folder is not', async () => {
  beginRun();
  symlinkSync(on.root, join(on.root, '../link'));
  writeFileSync(file('app.yaml'), 'tag: 3\n');
  await recorder.saved(join(on.root, '../link/app.yaml'));
  writeFileSync(file('.git/COMMIT_EDITMSG'), 'message\n');
  await recorder.saved(file('.git/COMMIT_EDITMSG'));
  expect(await paths()).toEqual(['app.yaml']);
});

test('in a linked work tree it is noted there alone, and the lock is the one of all', async () => {
  const linked = join(on.root, '../linked');
  on.git('worktree', 'add', '--quiet', linked);
  beginRun();
  writeFileSync(join(linked, 'app.yaml'), 'tag: 4\n');
  await recorder.saved(join(linked, 'app.yaml'));
  expect([await saved(), (await saved(join(gitDir(), 'worktrees/linked'))).map(({ path }) => path)]).toEqual([
    [],
    ['app.yaml'],
  ]);
});

test('a file of a submodule is noted where the run goes on', async () => {
  addSubmodule(on);
  beginRun();
  writeFileSync(file('charts/values.yaml'), 'replicas: 9\n');
  await recorder.saved(file('charts/values.yaml'));
  expect([await paths(), await saved(file('.git/modules/charts'))]).toEqual([['charts/values.yaml'], []]);
});

test('what cannot be noted is told, and nothing rejects', async () => {
  beginRun();
  mkdirSync(file('.git/agent-toolkit/saved.jsonl'));
  writeFileSync(file('app.yaml'), 'tag: 5\n');
  await recorder.saved(file('app.yaml'));
  expect(failures).toHaveLength(1);
});
