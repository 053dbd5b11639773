import { expect, test } from 'vitest';
import { type Reopening, reopeningEdits } from '../../../../../src/backlog/standard/edit/reopening.ts';
import type { Task } from '../../../../../src/backlog/task.ts';
import { task, taskText } from '../../task-text.ts';
import { item } from '../item-sketch.ts';

const date = '2026-02-03';
const entries = ['2026-02-03 10:00: Rolled back: B', '2026-02-03 10:00: Rolled back: A'];

function reopened(of: Task, texts: Readonly<Record<string, string>>, options: Partial<Reopening> = {}) {
  const addresses = of.criteria.map(({ address }) => address);
  const edits = reopeningEdits(of, { addresses, date, entries, wasArchived: false, ...options });
  return Object.fromEntries(
    edits.map(({ file, edit }) => {
      const name = file.slice(file.lastIndexOf('/') + 1);
      return [name, edit(texts[name] ?? '')];
    }),
  );
}

test('a task file: its boxes, one log line each, the date; every other byte stays, CRLF too', () => {
  const sketch = { id: 'TASK-001', fields: ['updated: 2026-01-01  # kept'], criteria: ['- [x] A', '- [X]  B  '] };
  const text = `${taskText(sketch)}\n## Progress Log\n\n- 2026-01-01 09:00: Done: A\n`.replaceAll('\n', '\r\n');
  const expected = text
    .replace('- [x] A', '- [ ] A')
    .replace('- [X]  B', '- [ ]  B')
    .replace('2026-01-01  #', `${date}  #`)
    .replace('Done: A\r\n', `Done: A\r\n- ${entries[0]}\r\n- ${entries[1]}\r\n`);
  expect(reopened(task(sketch), { 'TASK-001.md': text })).toEqual({ 'TASK-001.md': expected });
});

test('an archived task file is work again, without a date of its end', () => {
  const sketch = { id: 'TASK-001', status: 'completed', fields: ['completed: 2026-01-09', 'updated: 2026-01-01'] };
  const { 'TASK-001.md': text } = reopened(task(sketch), { 'TASK-001.md': taskText(sketch) }, { wasArchived: true });
  expect(text).toMatch(new RegExp(`^status: active$[\\s\\S]*^updated: ${date}\n---$`, 'm'));
  expect(text).not.toContain('completed');
});

test('an item: the marks of its steps in one file, dates and status in the other', () => {
  const tasks = '## Step 1: Find it ✅ COMPLETED - 2026-01-01\n\nLook.\n';
  const report = '{\n  "status": "resolved",\n  "updated_date": "2026-01-01",\n  "resolved_date": "2026-01-01"\n}\n';
  const texts = { 'TASKS.md': tasks, 'bug_report.json': report };
  const { 'TASKS.md': boxes, 'bug_report.json': json } = reopened(item({ tasks }), texts, { wasArchived: true });
  expect(boxes).toMatch(/^## Step 1: Find it\n\nLook\.\n\n## Progress Log\n\n/);
  expect(json).toBe(`{\n  "status": "in_progress",\n  "updated_date": "${date}",\n  "resolved_date": null\n}\n`);
});
