import { expect, test } from 'vitest';
import { EditConflict } from '../../../../../src/backlog/edit/edit-conflict.ts';
import {
  archivingEdits,
  type FileEdit,
  logEdits,
  recordingEdits,
  statusEdits,
} from '../../../../../src/backlog/standard/edit/recording.ts';
import type { Task } from '../../../../../src/backlog/task.ts';
import { task, taskText } from '../../task-text.ts';
import { type ItemSketch, item } from '../item-sketch.ts';

const date = '2026-02-03';
const entry = '2026-02-03 10:00: Done';

function recorded(of: Task): FileEdit[] {
  const address = of.criteria[0]?.address;
  if (address === undefined) throw new Error('The task has no criterion');
  return recordingEdits(of, { address, date, entry });
}

const names = (edits: readonly FileEdit[]) => edits.map(({ file }) => file.slice(file.lastIndexOf('/') + 1));

test('a finished criterion of a task file: box, log and date in one file', () => {
  const sketch = { id: 'TASK-001', fields: ['updated: 2026-01-01'] };
  const [edit, ...others] = recorded(task(sketch));
  expect(others).toEqual([]);
  expect(edit?.file).toBe('tasks/active/TASK-001.md');
  expect(edit?.edit(taskText(sketch))).toBe(
    `${taskText({ ...sketch, fields: ['updated: 2026-02-03'], criteria: ['- [x] Do it'] })}\n## Progress Log\n\n- ${entry}\n`.replace(
      '\n\n\n',
      '\n\n',
    ),
  );
});

test('a finished criterion of an item: tick and log in the file of the criteria, the date in the JSON file', () => {
  const tasks = '## Step 1: Find it\n';
  const edits = recorded(item({ tasks }));
  expect(names(edits)).toEqual(['TASKS.md', 'bug_report.json']);
  expect(edits[0]?.edit(tasks)).toBe(`## Step 1: Find it ✅ COMPLETED - ${date}\n\n## Progress Log\n\n- ${entry}\n`);
  expect(edits[1]?.edit('{\n  "updated_date": "2026-01-01",\n  "a": 1\n}\n')).toBe(
    `{\n  "updated_date": "${date}",\n  "a": 1\n}\n`,
  );
});

test.each<[string, ItemSketch, readonly string[]]>([
  ['criteria in PROMPT.md', { prompt: '## Acceptance Criteria\n- [ ] A\n' }, ['PROMPT.md', 'bug_report.json']],
  ['no JSON file', { report: null, tasks: '- [ ] A\n' }, ['TASKS.md']],
])('an item with %s', (_, sketch, expected) => {
  expect(names(recorded(item(sketch)))).toEqual(expected);
});

test('a criterion that was not reached: the log and the date, and no tick', () => {
  const sketch = { id: 'TASK-001', fields: ['updated: 2026-01-01'] };
  const [inTask] = logEdits(task(sketch), { date, entry });
  const expected = taskText({ ...sketch, fields: ['updated: 2026-02-03'] });
  expect(inTask?.edit(taskText(sketch))).toBe(`${expected.trimEnd()}\n\n## Progress Log\n\n- ${entry}\n`);

  const [inItem, inReport] = logEdits(item({ tasks: '- [ ] A\n' }), { date, entry });
  expect(inItem?.edit('- [ ] A\n')).toBe(`- [ ] A\n\n## Progress Log\n\n- ${entry}\n`);
  expect(inReport?.edit('{"updated_date": ""}')).toBe(`{"updated_date": "${date}"}`);
});

test('what is archived: status and date of a task file, and those of the JSON file of an item', () => {
  const sketch = { id: 'TASK-001' };
  const [inTask] = archivingEdits(task(sketch), date);
  expect(inTask?.edit(taskText(sketch))).toBe(
    taskText({ ...sketch, status: 'completed', fields: [`completed: ${date}`] }),
  );
  const [inReport] = archivingEdits(item({}), date);
  expect(inReport?.edit('{"status": "new"}')).toBe(
    `{"status": "resolved", "updated_date": "${date}", "resolved_date": "${date}"}`,
  );
});

test('the status of a task file', () => {
  const sketch = { id: 'TASK-001' };
  const [edit] = statusEdits(task(sketch), 'blocked', date);
  expect(edit?.edit(taskText(sketch))).toBe(taskText({ ...sketch, status: 'blocked', fields: [`updated: ${date}`] }));
});

test.each([
  ['blocked', '{"status": "new"}', `{"status": "blocked", "updated_date": "${date}"}`],
  ['active', '{"status": "new"}', `{"status": "in_progress", "updated_date": "${date}"}`],
  ['deprecated', '{"status": "new"}', `{"status": "deprecated", "updated_date": "${date}"}`],
  [
    'completed',
    '{"status": "new", "resolved_date": null}',
    `{"status": "resolved", "resolved_date": "${date}", "updated_date": "${date}"}`,
  ],
  [
    'completed',
    '{"completed_date": "", "status": ""}',
    `{"completed_date": "${date}", "status": "resolved", "updated_date": "${date}"}`,
  ],
  ['completed', '{"status": ""}', `{"status": "resolved", "updated_date": "${date}", "resolved_date": "${date}"}`],
])('the status %s in %s', (status, text, expected) => {
  const [edit, ...others] = statusEdits(item({}), status, date);
  expect(others).toEqual([]);
  expect(edit?.edit(text)).toBe(expected);
});

test('a status needs a JSON file', () => {
  const edit = () => statusEdits(item({ report: null }), 'blocked', date);
  expect(edit).toThrow(EditConflict);
  expect(edit).toThrow(
    'The status of BUG-007 cannot be set: it has no JSON file. Write bugs/BUG-007-logins-time-out/bug_report.json.',
  );
});
