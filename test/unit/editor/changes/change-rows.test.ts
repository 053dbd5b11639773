import { expect, test } from 'vitest';
import { changeRows } from '../../../../src/editor/changes/change-rows.ts';

const commit = { sha: 'a', parents: [], message: '' };
const place = (root: string, paths: readonly string[], commits = 1) => ({
  repository: { root, commonDir: '', gitDir: '' },
  commits: Array.from({ length: commits }, () => commit),
  files: paths.map((path) => ({ path, before: '1', after: '2' })),
});
const ops = place('/src/ops', ['a.yaml', 'b.yaml']);

test.each([
  ['one repository', [ops], false, 300, 'TASK-001 (1 commit)', [undefined, undefined]],
  ['rolled back', [ops], true, 300, 'TASK-001 (1 commit, rolled back since)', [undefined, undefined]],
  ['too many files', [ops], false, 1, 'TASK-001 (1 commit, the first 1 of 2 files)', [undefined]],
  [
    'a related repository',
    [ops, place('/src/shop', ['web.yaml'], 2)],
    false,
    300,
    'TASK-001 (3 commits in ops and shop)',
    ['ops', 'ops', 'shop'],
  ],
  [
    'two folders of one name',
    [ops, place('/team/ops', ['web.yaml'])],
    false,
    300,
    'TASK-001 (2 commits in src/ops and team/ops)',
    ['src/ops', 'src/ops', 'team/ops'],
  ],
] as const)('%s', (_, places, isRolledBack, most, title, names) => {
  const made = changeRows('TASK-001', { places, isRolledBack }, most);
  expect([made.title, made.rows.map((row) => row.place)]).toEqual([title, names]);
});

test('each file knows its repository', () => {
  const { rows } = changeRows('TASK-001', { places: [ops, place('/src/shop', ['web.yaml'])], isRolledBack: false }, 9);
  expect(rows.map(({ root, path }) => `${root}:${path}`)).toEqual([
    '/src/ops:a.yaml',
    '/src/ops:b.yaml',
    '/src/shop:web.yaml',
  ]);
});
