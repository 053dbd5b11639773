import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { actionSources } from '../../../../src/backlog/read/action-sources.ts';
import type { FolderLister } from '../../../../src/backlog/read/folders.ts';
import { itemSources } from '../../../../src/backlog/read/item-sources.ts';
import { readBacklog } from '../../../../src/backlog/read/read.ts';
import type { Source } from '../../../../src/backlog/read/source.ts';
import { taskText } from '../task-text.ts';

let base: string;
let root: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'agent-toolkit-items-')));
  root = join(base, 'repository');
  mkdirSync(root);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

const report = (id: string) => JSON.stringify({ id, title: `Title of ${id}`, status: 'new', priority: 'P2' });
const boxes = '- [ ] Do it\n';

test('items of both layouts, at the root and below feature-management', async () => {
  write({
    'tasks/active/TASK-001.md': taskText({ id: 'TASK-001' }),
    'bugs/BUG-001-slow/bug_report.json': report('BUG-001'),
    'bugs/BUG-001-slow/TASKS.md': boxes,
    'bugs/bugs.md': '| ID | Status |\n|--|--|\n| BUG-001 | new |\n| BUG-002 | new |\n',
    'bugs/completed/BUG-003-old/bug_report.json': report('BUG-003'),
    'bugs/completed/BUG-003-old/TASKS.md': boxes,
    'feature-management/features/FEAT-001-fast/feature_request.json': report('FEAT-001'),
    'feature-management/features/FEAT-001-fast/PROMPT.md': '## Acceptance Criteria\n- [ ] Do it\n',
    'feature-management/features.md': '| ID | Priority |\n|--|--|\n| FEAT-001 | P0 |\n',
    'feature-management/deprecated/FEAT-002-x/feature_request.json': report('FEAT-002'),
    'feature-management/deprecated/FEAT-002-x/TASKS.md': boxes,
    'completed/BUG-004-done/PROMPT.md':
      '# BUG-004: Done\n\n**Priority**: P1\n**Status**: Closed\n\n## Acceptance Criteria\n- [x] A\n',
    'completed/ACTION-002-old/action_report.json': '{"title": "Old"}',
    'feature-management/human-actions/ACTION-001-key/action_report.json':
      '{"title": "Rotate the key", "blocking_items": ["BUG-001"]}',
    'feature-management/human-actions/actions.md': '| ID | Title |\n|--|--|\n| ACTION-003 | Only here |\n',
  });
  const { tasks, humanActions, problems, hasTasksFolder } = await readBacklog(root);
  expect(tasks.map(({ id, folder, layout, file }) => `${id} ${folder} ${layout} ${file}`)).toEqual([
    'TASK-001 active gitops tasks/active/TASK-001.md',
    'BUG-001 active standard bugs/BUG-001-slow/TASKS.md',
    'BUG-003 completed standard bugs/completed/BUG-003-old/TASKS.md',
    'BUG-004 completed standard completed/BUG-004-done/PROMPT.md',
    'FEAT-001 active standard feature-management/features/FEAT-001-fast/PROMPT.md',
    'FEAT-002 deprecated standard feature-management/deprecated/FEAT-002-x/TASKS.md',
  ]);
  expect(
    humanActions.map(({ id, title, status, blockingItems }) => `${id} ${title} ${status} ${blockingItems}`),
  ).toEqual([
    'ACTION-002 Old completed ',
    'ACTION-001 Rotate the key pending BUG-001',
    'ACTION-003 Only here pending ',
  ]);
  expect(problems.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    'warning: bugs/bugs.md lists BUG-002, but no folder holds it. Remove the row, or bring the item back.',
    'info: feature-management/features.md gives FEAT-001 the priority P0, but feature-management/features/FEAT-001-fast/feature_request.json says medium, which counts.',
  ]);
  expect(hasTasksFolder).toBe(true);
});

test('a repository with the standard layout alone has tasks', async () => {
  write({ 'bugs/BUG-001/bug_report.json': report('BUG-001') });
  expect(await readBacklog(root)).toMatchObject({ hasTasksFolder: true, tasks: [{ id: 'BUG-001' }] });
});

test('folders that are called features, completed or bugs for another reason are passed over', async () => {
  write({
    'features/login/login.feature': 'Feature: login',
    'features/steps/README.md': '# Steps',
    'completed/2024/report.md': '# Report',
    'bugs/README.md': '# Bugs',
    'actions.md': '# Actions\n',
    'features.md': '| Name | ID |\n|--|--|\n| Login | UTF-8 |\n',
  });
  expect(await readBacklog(root)).toEqual({ tasks: [], humanActions: [], problems: [], hasTasksFolder: false });
});

test('what looks like an item and cannot be read as one is a problem, and the rest is read', async () => {
  write({
    'bugs/BUG-001.md': '# A file',
    'bugs/BUG-002-empty/notes.txt': '',
    'bugs/BUG-003-binary/bug_report.json': Buffer.from([0]),
    'bugs/BUG-003-binary/TASKS.md': boxes,
    'features/unnamed/feature_request.json': '{}',
    'features/FEAT-004-dir/PROMPT.md/x': '',
    'features/FEAT-005-link/TASKS.md': boxes,
  });
  writeFileSync(join(base, 'outside.json'), report('FEAT-005'));
  symlinkSync('../../../outside.json', join(root, 'features/FEAT-005-link/feature_request.json'));
  const { tasks, problems } = await readBacklog(root);
  expect(tasks.map(({ id, problems: own }) => `${id}: ${own.map(({ code }) => code).join(' ')}`)).toEqual([
    'BUG-003: file-binary title-missing priority-missing',
    'FEAT-005: file-outside title-missing priority-missing',
  ]);
  expect(problems.map(({ message }) => message)).toEqual([
    'bugs/BUG-002-empty is not listed: it holds none of bug_report.json, feature_request.json, PROMPT.md, TASKS.md.',
    'features/FEAT-004-dir/PROMPT.md is a folder; a task is one file.',
    'features/unnamed is not listed: it has no id. Name the folder BUG-001-slug or FEAT-001-slug, or write an id in its JSON file.',
    'bugs/BUG-001.md is not listed: an item is a folder with its JSON file or PROMPT.md in it.',
  ]);
});

test('a folder of an item that lies outside of the repository is a problem, whatever it holds', async () => {
  mkdirSync(join(base, 'elsewhere/BUG-030-there'), { recursive: true });
  mkdirSync(join(base, 'nothing'));
  writeFileSync(join(base, 'elsewhere/BUG-030-there/bug_report.json'), report('BUG-030'));
  mkdirSync(join(root, 'bugs'), { recursive: true });
  symlinkSync('/etc', join(root, 'bugs/BUG-028-etc'));
  symlinkSync('../../elsewhere/BUG-030-there', join(root, 'bugs/BUG-030-there'));
  symlinkSync('../../nothing', join(root, 'bugs/notes'));
  const { tasks, problems } = await readBacklog(root);
  expect(tasks).toEqual([]);
  expect(problems.map(({ severity, code, message }) => `${severity} ${code}: ${message}`)).toEqual([
    'error file-outside: bugs/BUG-028-etc is a link that leads out of the repository.',
    'error file-outside: bugs/BUG-030-there is a link that leads out of the repository.',
  ]);
});

test('a folder of an item that is linked to within the repository is read', async () => {
  write({ 'elsewhere/bug_report.json': report('BUG-031'), 'elsewhere/TASKS.md': boxes, 'bugs/README.md': '' });
  symlinkSync('../elsewhere', join(root, 'bugs/BUG-031-here'));
  expect((await readBacklog(root)).tasks.map(({ id }) => id)).toEqual(['BUG-031']);
});

test('folders that may not be listed are problems', () => {
  const problem = { range: { start: 0, end: 1 }, severity: 'error', code: 'x', message: 'x' } as const;
  const refusing = (folder: string): FolderLister => ({
    list: (path) =>
      path === folder
        ? { entries: [], problem: { ...problem, file: path } }
        : { entries: path === 'bugs' ? [{ name: 'BUG-001', isFolder: true }] : [] },
  });
  const refused = (sources: Iterable<readonly Source[]>) =>
    [...sources]
      .flat()
      .flatMap((source) => source.parse([]).problems ?? [])
      .flatMap(({ file, code }) => (code === 'x' ? [file] : []));
  for (const folder of ['bugs', 'bugs/BUG-001', 'completed']) {
    expect(refused(itemSources(refusing(folder)))).toEqual([folder]);
    expect(refused(actionSources(refusing(folder)))).toEqual([]);
  }
  expect(refused(actionSources(refusing('human-actions')))).toEqual(['human-actions']);
});

test('an aborted reading ends with the reason', async () => {
  write({ 'bugs/BUG-001/bug_report.json': report('BUG-001') });
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(readBacklog(root, { signal })).rejects.toThrow('enough');
});
