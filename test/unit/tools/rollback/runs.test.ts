import { expect, test } from 'vitest';
import { chooseRuns, commitsOf, criteriaOf, runsOf } from '../../../../src/tools/rollback/runs.ts';
import { runTrailers } from '../../../../src/tools/run-trailers.ts';

const [one, two] = ['aaaaaaaa-0c62-4f9e-9a42-0f8f4f5c1b2a', 'aaaabbbb-0c62-4f9e-9a42-0f8f4f5c1b2a'];
const commit = (sha: string, trailers: string, parents: readonly string[] = ['p']) => ({
  ...{ sha, parents },
  message: `feat(TASK-001): x\n\nCriterion: Raise x: by one\n\nDone.\n\n${trailers}\n`,
});
const made = (sha: string, run: string, task = 'TASK-001') => commit(sha, runTrailers(task, 'Run', [run]));
const undone = (sha: string, ...runs: string[]) => commit(sha, runTrailers('TASK-001', 'Rolled-Back-Run', runs));
const last = { kind: 'last' } as const;

test('runs are told apart, the newest first, whatever stands between their commits', () => {
  const runs = runsOf(
    [made('4', two), made('3', one, 'TASK-002'), made('2', one), made('1', one, 'task-1')],
    'TASK-001',
  );
  expect(runs.map(({ run, commits }) => [run, commits.map(({ sha }) => sha)])).toEqual([
    [two, ['4']],
    [one, ['2', '1']],
  ]);
});

test.each([
  ['the last', last, [two]],
  ['by the beginning of its id', { kind: 'run', run: 'AAAAaaaa' } as const, [one]],
  ['by a commit', { kind: 'commit', sha: '1' } as const, [one]],
  ['all', { kind: 'all' } as const, [two, one]],
])('%s is chosen', (_what, selection, expected) => {
  const runs = runsOf([made('2', two), made('1', one)], 'TASK-001');
  expect(chooseRuns(runs, selection, 'TASK-001').map(({ run }) => run)).toEqual(expected);
});

test.each([
  ['no run', [], last, 'No commit of this branch was made by a run on TASK-001'],
  ['rolled back', [undone('2', one), made('1', one)], last, 'rolled back already, in 2. There is no other run'],
  ['rolled back, and another', [undone('3', two), made('2', two), made('1', one)], last, '--run aaaaaaaa (1 commit)'],
  ['two fit', [made('2', two), made('1', one)], { kind: 'run', run: 'aaaa' } as const, 'Several runs'],
  ['all rolled back', [undone('3', two, one), made('2', two), made('1', one)], { kind: 'all' } as const, 'All runs'],
])('refused: %s', (_what, commits, selection, expected) => {
  expect(() => chooseRuns(runsOf(commits, 'TASK-001'), selection, 'TASK-001')).toThrow(expected);
});

test.each([
  ['a squash of two runs', commit('1', runTrailers('TASK-001', 'Run', [one, two])), 'several runs'],
  [
    'a squash of two tasks',
    commit('1', `${runTrailers('TASK-001', 'Run', [one])}\n\n${runTrailers('TASK-002', 'Run', [two])}`),
    'several runs',
  ],
  ['a history that is cut off', commit('1', runTrailers('TASK-001', 'Run', [one]), []), 'git fetch --unshallow'],
  ['a merge', commit('1', runTrailers('TASK-001', 'Run', [one]), ['p', 'q']), 'is a merge'],
])('not taken back: %s', (_what, only, expected) => {
  const run = { run: one, commits: [only], rolledBackIn: undefined };
  expect(() => commitsOf([only], [run], 'TASK-001')).toThrow(expected);
});

test('the criterion is read in full', () => {
  expect(criteriaOf(made('1', one))).toEqual(['Raise x: by one']);
});
