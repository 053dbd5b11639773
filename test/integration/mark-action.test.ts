/** A person says that a human action is done: files, commit and what becomes of the queue. */
import { expect, test } from 'vitest';
import { buildQueue } from '../../src/backlog/queue/queue.ts';
import { readBacklog } from '../../src/backlog/read/read.ts';
import { markActionDone } from '../../src/workflow/mark-action.ts';
import { type Stage, stage, taskText } from '../support/process-stage.ts';

const report = 'human-actions/ACTION-001-dns/action_report.json';
const table = 'human-actions/actions.md';
const reportText = (status: string, more = '') =>
  `{\r\n  "action_id": "ACTION-001",\r\n  "title": "Point the name",\r\n  "status": "${status}",\r\n  "blocking_items": ["TASK-001"]${more}\r\n}\r\n`;
const rows = (status: string) =>
  `# Actions\n\n| Action | Title | Status | Blocks |\n|---|---|---|---|\n| ACTION-002 | Order it | ${status} | TASK-001 |\n`;

const begin = (files: Readonly<Record<string, string>>) => stage(() => ({ message: '' }), files);
const mark = (at: Stage, id: string, file: string) =>
  markActionDone(at.on.root, { id, file }, new AbortController().signal);
const standing = async (at: Stage) =>
  buildQueue(await readBacklog(at.on.root)).entries.map(({ task, status }) => `${task.id} ${status}`);

test('its report is marked byte by byte, in one commit, and its task is free', async () => {
  const at = await begin({ 'tasks/active/TASK-001.md': taskText(['One']), [report]: reportText('pending') });
  at.on.write('mine.txt', 'an edit of the user\n');
  expect(await standing(at)).toEqual(['TASK-001 blocked']);
  expect(await mark(at, 'ACTION-001', report)).toMatchObject({ blocks: ['TASK-001'] });
  const written = at.on.read(report);
  const date = /"completed_date": "(\d{4}-\d\d-\d\d)"/.exec(written)?.[1];
  const evidence = /"completion_evidence": "(\d{4}-\d\d-\d\d \d\d:\d\d: Marked as done by hand\.)"/.exec(written)?.[1];
  const more = `,\r\n  "completed_date": "${date}",\r\n  "completion_evidence": "${evidence}"`;
  expect(written).toBe(reportText('completed', more));
  expect(at.on.git('show', '--name-only', '--format=%s%n%n%b', 'HEAD')).toBe(
    `Complete ACTION-001: Point the name\n\nMarked as done by hand.\n\n\n${report}`,
  );
  expect(at.on.git('status', '--porcelain')).toBe('M mine.txt');
  expect(await standing(at)).toEqual(['TASK-001 ready']);
  expect(await mark(at, 'ACTION-001', report)).toBe('ACTION-001 is no longer waiting.');
});

test('an action that stands in a table alone has its row changed', async () => {
  const at = await begin({ 'tasks/active/TASK-001.md': taskText(['One']), [table]: rows('pending') });
  expect(await standing(at)).toEqual(['TASK-001 blocked']);
  expect(await mark(at, 'ACTION-002', table)).toMatchObject({ blocks: ['TASK-001'] });
  expect(at.on.read(table)).toBe(rows('completed'));
  expect(at.on.git('status', '--porcelain')).toBe('');
  expect(await standing(at)).toEqual(['TASK-001 ready']);
});

test('a task of the type human-action says so in its log and moves to completed/', async () => {
  const at = await begin({ 'tasks/active/TASK-001.md': taskText(['It is there'], ['type: human-action']) });
  expect(await mark(at, 'TASK-001', 'tasks/active/TASK-001.md')).toMatchObject({ to: 'tasks/completed/TASK-001.md' });
  expect(at.on.read('tasks/completed/TASK-001.md')).toMatch(/^- \d{4}-\d\d-\d\d \d\d:\d\d: Marked as done by hand\.$/m);
  expect(at.on.git('status', '--porcelain')).toBe('');
});

test("somebody's own edits of the report are not committed: nothing is marked", async () => {
  const at = await begin({ 'tasks/active/TASK-001.md': taskText(['One']), [report]: reportText('pending') });
  const edited = reportText('in_progress');
  at.on.write(report, edited);
  const head = at.on.git('rev-parse', 'HEAD');
  expect(await mark(at, 'ACTION-001', report)).toBe(
    `${report} has changes that are not committed. Commit it; then mark it again.`,
  );
  expect(at.on.read(report)).toBe(edited);
  expect(at.on.git('rev-parse', 'HEAD')).toBe(head);
});
