import { expect, test } from 'vitest';
import { keepsTask, taskFolderOf } from '../../../../src/tools/process/task-file-guard.ts';

const file = 'tasks/active/TASK-001.md';
const before = [
  '---',
  'id: TASK-001',
  'status: active',
  '---',
  '',
  'Prose.',
  '',
  '## Acceptance Criteria',
  '',
  '### Images',
  '- [ ] Build',
  '- [x] Push',
  '  check: `true`',
  '',
  '## Progress Log',
  '',
  '- 2026-01-01 09:00: Task created',
  '- 2026-01-02 09:00: Failed after 2 tries: Build – no idea',
  '',
  '## Notes',
  '- [ ] a box that is no criterion',
  '',
].join('\n');

test.each([
  ['prose', 'Prose.', 'Other prose.\n\nMore of it.'],
  ['a box outside the criteria', '- [ ] a box that', '- [x] a box that'],
  ['an entry more in the log', 'Task created', 'Task created\n- 2026-01-01 10:00: Looked at it'],
  ['a STOP', '- [ ] a box that', '- STOP\n- [ ] a box that'],
  ['blank lines among the criteria', '- [x] Push', '\n- [x] Push'],
])('an edit of %s may stay', (_, from, to) => {
  expect(keepsTask(file, before, before.replace(from, to))).toBe(true);
});

test.each([
  ['a tick', '- [ ] Build', '- [x] Build'],
  ['an untick', '- [x] Push', '- [ ] Push'],
  ['the text of a criterion', 'Build', 'Build half of it'],
  ['a check', '`true`', '`exit 0`'],
  ['a new criterion', '- [x] Push', '- [x] Push\n- [x] Easy'],
  ['a criterion gone', '- [ ] Build\n', ''],
  ['a group', '### Images', '### Other'],
  ['front matter', 'status: active', 'status: completed'],
  ['a front matter field more', 'status: active', 'status: active\nverify: none'],
  ['the entry of a failed run', '- 2026-01-02 09:00: Failed after 2 tries: Build – no idea\n', ''],
  ['a success that would end the count', 'no idea', 'no idea\n- 2026-01-03 09:00: Done: Build – really'],
  ['front matter spacing', 'id: TASK', 'id:  TASK'],
])('an edit of %s may not', (_, from, to) => {
  expect(keepsTask(file, before, before.replace(from, to))).toBe(false);
});

test('a STOP of a person stays', () => {
  const stopped = before.replace('## Notes\n', '## Notes\n\nSTOP until Monday\n');
  expect(keepsTask(file, stopped, stopped.replace('until', 'before'))).toBe(true);
  expect(keepsTask(file, stopped, before)).toBe(false);
});

test('only task files are guarded', () => {
  expect(taskFolderOf(file)).toBe('active');
  expect(taskFolderOf('tasks/completed/TASK-9.md')).toBe('completed');
  expect(taskFolderOf('docs/tasks/active/TASK-1.md')).toBeUndefined();
  expect(taskFolderOf('tasks/active/notes/TASK-1.md')).toBeUndefined();
  expect(keepsTask('apps/app.yaml', '---\na: 1\n---\n', '---\na: 2\n---\n')).toBe(true);
});
