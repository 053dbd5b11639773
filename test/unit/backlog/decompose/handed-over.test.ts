import { expect, test } from 'vitest';
import { notHandedOver } from '../../../../src/backlog/decompose/handed-over.ts';
import { openCriteria } from '../../../../src/backlog/decompose/open-criteria.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';

const task = (id: string, front: readonly string[], criteria: readonly string[]) =>
  ['---', `id: ${id}`, `title: ${id}`, ...front, '---', '## Acceptance Criteria', ...criteria].join('\n');

test.each([
  ['worked on in an item that it waited for', ['depends_on: TASK-002'], ['b']],
  ['of an item that has nothing to do with it', [], ['a', 'b']],
  ['of an item that waits for it', ['blocks: TASK-002'], ['a', 'b']],
])('a criterion %s', (_, front, expected) => {
  const text = task('TASK-001', front, ['- [ ] a', '- [ ] b']);
  const parent = parseTask(text, 'tasks/active/TASK-001.md', 'active');
  const other = parseTask(task('TASK-002', [], ['- [x] a']), 'tasks/completed/TASK-002.md', 'completed');
  const backlog = { tasks: [parent, other], humanActions: [], problems: [] };
  expect(notHandedOver(parent, openCriteria(parent, text), backlog).map((one) => one.text)).toEqual(expected);
});

test.each([
  ['all of its parts were', ['- [x] Move: one', '- [x] Move: two'], []],
  ['only one of its parts was', ['- [x] Move: one'], ['Move:']],
])('a criterion is worked on elsewhere where %s', (_, done, expected) => {
  const text = task('TASK-001', ['depends_on: TASK-002'], ['- [ ] Move:', '  - one', '  - two']);
  const parent = parseTask(text, 'tasks/active/TASK-001.md', 'active');
  const other = parseTask(task('TASK-002', [], done), 'tasks/completed/TASK-002.md', 'completed');
  const backlog = { tasks: [parent, other], humanActions: [], problems: [] };
  expect(notHandedOver(parent, openCriteria(parent, text), backlog).map((one) => one.text)).toEqual(expected);
});
