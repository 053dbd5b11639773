/** Archiving items of the standard layout in real git repositories. */
import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InputError } from '../../src/tools/input-error.ts';
import { archiveTask } from '../../src/workflow/archive.ts';
import { files, folder, report, reportFile, table, tasks, tasksFile, today } from '../support/item-files.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const finished = {
  ...files,
  [tasksFile]: tasks
    .replaceAll('[ ]', '[x]')
    .replace('Write the runbook', 'Write the runbook ✅ COMPLETED - 2026-01-01'),
};
const archived = 'completed/BUG-001-slow-logins';

let repository: TemporaryRepository;
beforeEach(() => {
  repository = temporaryRepository({ ...finished, '.gitignore': '*.log\n' });
});
afterEach(() => repository.remove());

function archive(itemId = 'BUG-001') {
  return archiveTask(
    { repoRoot: repository.root, itemId, push: 'never', waitMinutes: 0 },
    { signal: new AbortController().signal, progress: () => {}, log: () => {} },
  );
}
const state = () => [
  repository.git('rev-parse', 'HEAD'),
  repository.git('status', '--porcelain', '--ignored', '--untracked-files=all'),
  repository.git('diff', 'HEAD'),
];

describe('where an item goes', () => {
  const feature = {
    'feature-management/features/FEAT-002-fast/feature_request.json': '{"feature_id": "FEAT-002", "title": "Fast"}\n',
    'feature-management/features/FEAT-002-fast/PROMPT.md': '## Acceptance Criteria\n- [x] A\n',
    'feature-management/features.md': '| ID | State |\n|--|--|\n| FEAT-002 | new |\n',
  };

  test.each([
    ['beside bugs/, which is made', { 'x.md': '' }, 'BUG-001', archived],
    ['within bugs/, where the repository has that', { 'bugs/completed/x.md': '' }, 'BUG-001', `bugs/${archived}`],
    [
      'beside bugs/, where the repository has both',
      { 'bugs/completed/x.md': '', 'completed/x.md': '' },
      'BUG-001',
      archived,
    ],
    ['in feature-management/', feature, 'FEAT-002', 'feature-management/completed/FEAT-002-fast'],
  ])('%s', async (_, more, itemId, expected) => {
    repository.commit(more);
    expect((await archive(itemId)).to).toBe(expected);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  test('the JSON file and the row of a feature', async () => {
    repository.commit(feature);
    await archive('FEAT-002');
    expect(repository.read('feature-management/completed/FEAT-002-fast/feature_request.json')).toBe(
      `{"feature_id": "FEAT-002", "title": "Fast", "status": "resolved", "updated_date": "${today()}", "completed_date": "${today()}"}\n`,
    );
    expect(repository.read('feature-management/features.md')).toContain('| FEAT-002 | resolved |');
    expect(repository.read('bugs/bugs.md')).toBe(table);
  });
});

describe('what else lies there', () => {
  test('files that git ignores move along and are not committed', async () => {
    repository.write(`${folder}/run.log`, 'mine');
    await archive();
    expect(repository.read(`${archived}/run.log`)).toBe('mine');
    expect(existsSync(join(repository.root, folder))).toBe(false);
    expect(repository.git('ls-files', archived)).not.toContain('run.log');
  });

  test('a table with edits of somebody’s own stays as it is, with a warning', async () => {
    repository.write('bugs/bugs.md', `${table}mine\n`);
    expect((await archive()).warnings).toEqual([
      'bugs/bugs.md has edits of its own that are not committed, so its row of BUG-001 was not changed.',
    ]);
    expect(repository.read('bugs/bugs.md')).toBe(`${table}mine\n`);
    expect(repository.git('status', '--porcelain')).toBe('M bugs/bugs.md');
  });
});

describe('refuses, and changes nothing', () => {
  test.each<[string, () => void, string]>([
    ['an open step', () => repository.commit({ [tasksFile]: tasks.replaceAll('[ ]', '[x]') }), 'has 1 open criterion'],
    [
      'an edit of a file that is not changed',
      () => repository.write(`${folder}/PLAN.md`, 'mine\n'),
      `${folder}/PLAN.md has uncommitted edits. Commit it first`,
    ],
    [
      'a file that git does not know',
      () => repository.write(`${folder}/screens/new.txt`, 'mine\n'),
      `${folder}/screens/new.txt is not in git yet. Commit it first`,
    ],
    [
      'a folder in its place',
      () => repository.commit({ [`${archived}/notes.txt`]: 'another\n' }),
      `${archived} exists already and is not overwritten`,
    ],
    [
      'an empty folder in its place',
      () => void mkdirSync(join(repository.root, archived), { recursive: true }),
      'exists already',
    ],
    ['a file where completed/ should be', () => repository.commit({ completed: '' }), 'completed is no folder'],
    [
      'no JSON file',
      () => {
        rmSync(join(repository.root, reportFile));
        repository.commit({});
      },
      `it has no JSON file. Write ${reportFile}.`,
    ],
    ['a broken JSON file', () => repository.commit({ [reportFile]: report.slice(0, -1) }), 'is no valid JSON'],
  ])('%s', async (_, prepare, message) => {
    prepare();
    const before = state();
    const error = await archive().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect((error as Error).message).toContain(message);
    expect(state()).toEqual(before);
  });
});

test('when git refuses the commit, all is as before: the folder, its status, the row, what git ignores', async () => {
  repository.write(`${folder}/run.log`, 'mine');
  repository.write('.git/hooks/pre-commit', '#!/bin/sh\necho "no commits on Friday" >&2\nexit 1\n');
  chmodSync(join(repository.root, '.git/hooks/pre-commit'), 0o755);
  const before = state();
  await expect(archive()).rejects.toThrow(
    /^BUG-001 was not archived, and its folder is as before\. git says: no commits on Friday$/,
  );
  expect(state()).toEqual(before);
  expect(repository.read(reportFile)).toBe(report);
  expect(existsSync(join(repository.root, 'completed'))).toBe(false);
});
