import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Repository } from '../../../../src/git/repository.ts';
import {
  editedPaths,
  goneFolders,
  isMentioned,
  lastChanges,
  partNames,
} from '../../../../src/tools/retrospective/git-facts.ts';
import { type TemporaryRepository, temporaryRepository } from '../../../support/temporary-repository.ts';

let on: TemporaryRepository;
let repository: Repository;
beforeEach(() => {
  const manifest = 'kind: Deployment\nmetadata:\n  name: loyalty\nspec: {}\n';
  on = temporaryRepository({
    'apps/loyalty/app.yaml': manifest,
    'apps/old shop/app.yaml': manifest.replace('loyalty', 'shop'),
    'tasks/active/TASK-001.md': 'One\n',
    'tasks/active/TASK-002.md': 'Two\n',
  });
  repository = { root: on.root, commonDir: `${on.root}/.git`, gitDir: `${on.root}/.git` };
});
afterEach(() => on.remove());

test('the last change of each file, those of folders that are not asked for left out', async () => {
  process.env['GIT_COMMITTER_DATE'] = '2030-01-02T03:04:05Z';
  on.commit({ 'tasks/active/TASK-001.md': 'Changed\n' });
  delete process.env['GIT_COMMITTER_DATE'];
  const times = await lastChanges(repository, ['tasks']);
  expect([...times.keys()].toSorted()).toEqual(['tasks/active/TASK-001.md', 'tasks/active/TASK-002.md']);
  expect(times.get('tasks/active/TASK-001.md')).toBe(Date.parse('2030-01-02T03:04:05Z'));
  expect(await lastChanges(repository, [])).toEqual(new Map());
});

test('folders that were deleted, and where those went that moved', async () => {
  on.git('rm', '--quiet', '-r', 'apps/loyalty');
  on.git('commit', '--quiet', '--message', 'gone');
  const deleted = on.git('rev-parse', '--short', 'HEAD');
  on.git('mv', 'apps/old shop', 'apps/shop');
  on.git('commit', '--quiet', '--message', 'moved');
  const moved = on.git('rev-parse', '--short', 'HEAD');
  const gone = await goneFolders(repository);
  expect(gone.get('loyalty')).toEqual({ commit: deleted });
  expect(gone.get('old shop')).toEqual({ commit: moved, movedTo: 'apps/shop' });
  expect(gone.has('tasks')).toBe(false);
});

test('names of parts are those of folders and files, in small letters', () => {
  expect([...partNames(['apps/Shop/web.deployment.yaml', '.gitignore'])]).toEqual(['apps', 'shop', 'web', '']);
});

test('a part that only a manifest names is mentioned, one that only texts name is not', async () => {
  on.commit({
    'docs/notes.md': 'About the gateway.\n',
    'bugs/BUG-001-x/bug_report.json': '{"component": "gateway"}\n',
  });
  expect(await isMentioned(repository, 'LOYALTY')).toBe(true);
  expect(await isMentioned(repository, 'loyal')).toBe(false);
  expect(await isMentioned(repository, 'gateway')).toBe(false);
});

test('paths with edits, new ones and names with blanks among them', async () => {
  on.write('apps/old shop/app.yaml', 'changed\n');
  on.write('new file.md', 'new\n');
  on.git('rm', '--quiet', '--cached', 'tasks/active/TASK-002.md');
  const edited = [...(await editedPaths(repository))].toSorted();
  expect(edited).toEqual(['apps/old shop/app.yaml', 'new file.md', 'tasks/active/TASK-002.md']);
});
