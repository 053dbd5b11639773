/** Which commits of a task's runs are shown, and what they changed, on a real repository. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBlobs } from '../../../src/git/blobs.ts';
import { joinChanges } from '../../../src/git/commit-changes.ts';
import type { ChangedEntry } from '../../../src/git/raw-diff.ts';
import { findRepository, type Repository } from '../../../src/git/repository.ts';
import { runTrailers, type TrailerKey } from '../../../src/tools/run-trailers.ts';
import { changesInAll, changesOfTask, commitsFor } from '../../../src/workflow/task-changes.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

const [one, two] = ['aaaaaaaa-0c62-4f9e-9a42-0f8f4f5c1b2a', 'bbbbbbbb-0c62-4f9e-9a42-0f8f4f5c1b2a'];
const message = (criterion: string, run: string, task = 'TASK-001', key: TrailerKey = 'Run') =>
  `feat(${task}): x\n\nCriterion: ${criterion}\n\nDone.\n\n${runTrailers(task, key, [run])}\n`;
const logged = (sha: string, text: string) => ({ sha, parents: ['p'], message: text });

const history = [
  logged('5', message('Set it', two)),
  logged('4', message('Set it', one, 'TASK-001', 'Rolled-Back-Run')),
  logged('3', message('Raise it', two)),
  logged('2', message('Set it', one)),
  logged('1', message('Set it', two, 'TASK-002')),
];

test.each([
  ['a criterion, not what was rolled back, nor another task', ['Set it'], '5'],
  ['one with a remark since', ['Raise it (to 3)'], '3'],
  ['one that is only like it', ['Raise items'], ''],
  ['several', ['Set it', 'Raise it'], '5 3'],
  ['the whole task', undefined, '5 3'],
])('the commits of %s', (_, criteria, shas) => {
  const found = commitsFor(history, 'task-1', criteria);
  expect(found.map(({ sha }) => sha).join(' ')).toBe(shas);
});

const none = '0'.repeat(40);
const entry = (path: string, before: string, after: string, isRepository = false): ChangedEntry => ({
  ...{ path, before, after, isRepository, beforeMode: '100644', afterMode: '100644' },
  change: 'M',
});

test.each([
  ['one commit', [[entry('a', '1', '2')]], [{ path: 'a', before: '1', after: '2' }]],
  ['several', [[entry('a', '1', '2')], [entry('a', '2', '3')]], [{ path: 'a', before: '1', after: '3' }]],
  ['a new file', [[entry('a', none, '2')]], [{ path: 'a', after: '2' }]],
  ['one that went', [[entry('a', '1', none)]], [{ path: 'a', before: '1' }]],
  ['one that came and went', [[entry('a', none, '2')], [entry('a', '2', none)]], []],
  ['a repository inside', [[entry('a', '1', '2', true)]], []],
])('what changed over %s', (_, steps, files) => {
  expect(joinChanges(steps)).toEqual(files);
});

let on: TemporaryRepository;
let repository: Repository;
beforeEach(async () => {
  on = temporaryRepository({ 'web.yaml': 'replicas: 1\n', 'old.yaml': 'old\n' });
  const found = await findRepository(on.root);
  if (found === undefined) throw new Error('no repository');
  repository = found;
});
afterEach(() => on.remove());

test('a criterion’s commit with what each file was and became', async () => {
  on.git('rm', '--quiet', 'old.yaml');
  on.commit({ 'web.yaml': 'replicas: 3\n', 'new.yaml': 'new\n' }, message('Set `replicas`: 3', one));
  on.commit({ 'web.yaml': 'replicas: 4\n' }, 'by hand');
  const { commits, files } = await changesOfTask(repository, 'TASK-001', ['Set `replicas`: 3']);
  expect(commits.map(({ sha }) => sha)).toEqual([on.git('rev-parse', 'HEAD~1')]);
  const blobs = await readBlobs(
    repository,
    files.flatMap(({ before, after }) => [before ?? '', after ?? '']).filter((id) => id !== ''),
    1000,
  );
  const text = (id: string | undefined) => (id === undefined ? '-' : blobs.get(id)?.bytes.toString());
  expect(files.map(({ path, before, after }) => [path, text(before), text(after)])).toEqual([
    ['new.yaml', '-', 'new\n'],
    ['old.yaml', 'old\n', '-'],
    ['web.yaml', 'replicas: 1\n', 'replicas: 3\n'],
  ]);
});

test('the first commit of a repository counts from nothing, and one without commits has none', async () => {
  on.git('checkout', '--quiet', '--orphan', 'other');
  expect(await changesOfTask(repository, 'TASK-001')).toMatchObject({ commits: [], files: [] });
  on.commit({}, message('Set it', one));
  const { files } = await changesOfTask(repository, 'TASK-001');
  expect(files.map(({ path, before }) => [path, before])).toEqual([
    ['old.yaml', undefined],
    ['web.yaml', undefined],
  ]);
});

test('of a task that was rolled back, what was tried', async () => {
  on.commit({ 'web.yaml': 'replicas: 3\n' }, message('Raise it', one));
  on.commit({ 'web.yaml': 'replicas: 1\n' }, message('Raise it', one, 'TASK-001', 'Rolled-Back-Run'));
  const { commits, files, isRolledBack } = await changesOfTask(repository, 'TASK-001');
  expect(isRolledBack).toBe(true);
  expect(commits.map(({ sha }) => sha)).toEqual([on.git('rev-parse', 'HEAD~1')]);
  expect(files).toMatchObject([{ path: 'web.yaml' }]);
  expect(await changesOfTask(repository, 'TASK-001', ['Raise it'])).toMatchObject({ commits: [], isRolledBack: false });
});

test('in related repositories what the same runs committed, and no task of another repository', async () => {
  const shop = temporaryRepository({ 'shop.yaml': 'tag: 1\n' });
  try {
    const other = 'cccccccc-0c62-4f9e-9a42-0f8f4f5c1b2a';
    on.commit({ 'web.yaml': 'replicas: 3\n' }, message('Raise it', one));
    shop.commit({ 'shop.yaml': 'tag: 2\n' }, message('Raise it', one));
    shop.commit({ 'shop.yaml': 'tag: 3\n' }, message('Raise it', other));
    const related = await findRepository(shop.root);
    const found = await changesInAll(repository, related === undefined ? [] : [related], 'TASK-001');
    const told = found.places.map((place) => [
      place.repository.root,
      place.commits.length,
      place.files.map(({ path }) => path),
    ]);
    expect(told).toEqual([
      [on.root, 1, ['web.yaml']],
      [shop.root, 1, ['shop.yaml']],
    ]);
    expect(await changesInAll(repository, [repository], 'TASK-001', ['Lower it'])).toEqual({
      places: [],
      isRolledBack: false,
    });
    on.commit({ 'web.yaml': 'replicas: 1\n' }, message('Raise it', one, 'TASK-001', 'Rolled-Back-Run'));
    shop.commit({ 'shop.yaml': 'tag: 4\n' }, message('Raise it', one, 'TASK-001', 'Rolled-Back-Run'));
    const back = await changesInAll(repository, related === undefined ? [] : [related], 'TASK-001');
    expect([back.isRolledBack, back.places.map(({ commits }) => commits.length)]).toEqual([true, [1, 1]]);
  } finally {
    shop.remove();
  }
});
