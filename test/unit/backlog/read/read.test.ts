import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBacklog, readTaskFile } from '../../../../src/backlog/read/read.ts';
import { taskText } from '../task-text.ts';

let base: string;
let root: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'agent-toolkit-read-')));
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

test('tasks of all folders and human actions, with what is ended among them', async () => {
  write({
    'tasks/active/TASK-001.md': taskText({ id: 'TASK-001' }),
    'tasks/backlog/TASK-002-slug.md': taskText({ id: 'TASK-002' }),
    'tasks/blocked/PROJ-7.md': taskText({ id: 'PROJ-7' }),
    'tasks/completed/TASK-003.md': taskText({ id: 'TASK-003' }),
    'tasks/deprecated/move.md': taskText({ id: 'TASK-004' }),
    'tasks/active/README.md': '# How to write tasks',
    'tasks/active/_template.md': taskText({ id: 'TASK-000' }),
    'tasks/active/notes.txt': 'TASK-009',
    'tasks/TASK-010.md': taskText({ id: 'TASK-010' }),
    'human-actions/actions.md': '| ID | Title |\n|--|--|\n| ACTION-001 | Table |\n| ACTION-003 | Only here |\n',
    'human-actions/ACTION-001-key/action_report.json': '{"title": "Report"}',
    'human-actions/completed/ACTION-002-old/action_report.json': '{"title": "Old"}',
  });
  const backlog = await readBacklog(root);
  expect(backlog.tasks.map(({ file, id }) => `${file} ${id}`)).toEqual([
    'tasks/active/TASK-001.md TASK-001',
    'tasks/backlog/TASK-002-slug.md TASK-002',
    'tasks/blocked/PROJ-7.md PROJ-7',
    'tasks/completed/TASK-003.md TASK-003',
    'tasks/deprecated/move.md TASK-004',
  ]);
  expect(backlog.humanActions.map(({ id, title, status }) => `${id} ${title} ${status}`)).toEqual([
    'ACTION-001 Report pending',
    'ACTION-002 Old completed',
    'ACTION-003 Only here pending',
  ]);
  expect(backlog.hasTasksFolder).toBe(true);
  expect(backlog.problems.map(({ message }) => message)).toEqual([
    'tasks/TASK-010.md looks like a task (TASK-010) and lies in no folder that is read; move it to tasks/active/.',
  ]);
});

test('a repository without any of it', async () => {
  expect(await readBacklog(root)).toEqual({ tasks: [], humanActions: [], problems: [], hasTasksFolder: false });
});

test('what is no readable task file is a problem, and the rest is read', async () => {
  write({
    'tasks/active/TASK-001.md': taskText({ id: 'TASK-001' }),
    'tasks/active/TASK-003.md': Buffer.from('a\0b'),
    'tasks/active/TASK-004.md': Buffer.from([0x61, 0xff, 0xfe]),
    'tasks/active/TASK-005.md': 'large',
    'tasks/active/no-id.md': '# Something',
    'human-actions/ACTION-001-key/other.txt': '',
  });
  mkdirSync(join(root, 'tasks/active/TASK-002.md'));
  truncateSync(join(root, 'tasks/active/TASK-005.md'), 200 * 1024 * 1024);
  writeFileSync(join(base, 'outside.md'), taskText({ id: 'TASK-006' }));
  symlinkSync('../../../outside.md', join(root, 'tasks/active/TASK-006.md'));
  symlinkSync('TASK-007.md', join(root, 'tasks/active/TASK-007.md'));
  symlinkSync('TASK-001.md', join(root, 'tasks/active/TASK-008.md'));
  execFileSync('mkfifo', [join(root, 'tasks/active/TASK-009.md')]);
  const { tasks, problems, humanActions } = await readBacklog(root);
  expect(tasks.map(({ file }) => file)).toEqual(['tasks/active/TASK-001.md', 'tasks/active/TASK-008.md']);
  expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'file-folder: tasks/active/TASK-002.md is a folder; a task is one file.',
    'file-binary: tasks/active/TASK-003.md holds NUL bytes; it is no text.',
    'file-encoding: tasks/active/TASK-004.md is not valid UTF-8; save it as UTF-8.',
    'file-large: tasks/active/TASK-005.md has 200 MB; files over 8 MB are not read.',
    'file-outside: tasks/active/TASK-006.md is a link that leads out of the repository.',
    'file-unreadable: tasks/active/TASK-007.md cannot be read (ELOOP).',
    'file-special: tasks/active/TASK-009.md is no regular file.',
    'not-a-task: tasks/active/no-id.md is not listed: it has no id. Name it TASK-001.md, or write an id in its front matter.',
    'file-unreadable: human-actions/ACTION-001-key/action_report.json cannot be read (ENOENT).',
  ]);
  expect(humanActions.map(({ id }) => id)).toEqual(['ACTION-001']);
});

test('a tasks folder that lies elsewhere is not read', async () => {
  mkdirSync(join(base, 'elsewhere/active'), { recursive: true });
  writeFileSync(join(base, 'elsewhere/active/TASK-001.md'), taskText({ id: 'TASK-001' }));
  symlinkSync('../elsewhere', join(root, 'tasks'));
  const { tasks, problems } = await readBacklog(root);
  expect(tasks).toEqual([]);
  expect(problems.map(({ code }) => code)).toEqual(['file-outside']);
});

test('one file, with its text to the byte', async () => {
  const text = `\uFEFF${taskText({ id: 'TASK-001' }).replaceAll('\n', '\r\n')}`;
  write({ 'tasks/active/TASK-001.md': text });
  const reading = await readTaskFile(root, 'tasks/active/TASK-001.md', 'active');
  expect(reading).toMatchObject({ text, task: { id: 'TASK-001', problems: [] } });
});

test('an aborted reading ends with the reason', async () => {
  write({ 'tasks/active/TASK-001.md': taskText({ id: 'TASK-001' }) });
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(readBacklog(root, { signal })).rejects.toThrow('enough');
});
