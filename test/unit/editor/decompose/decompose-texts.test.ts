import { expect, test } from 'vitest';
import { createdText, previewText, sizePicks } from '../../../../src/editor/decompose/decompose-texts.ts';

const subTask = (id: string, needsPerson = false) => ({
  ...{ title: id, description: '', acceptance_criteria: ['a'], group: null, depends_on_previous: false },
  ...{ needs_person: needsPerson, item_id: id, location: `tasks/backlog/${id}.md` },
});
const told = { item_id: 'TASK-001', sub_tasks: [subTask('TASK-002'), subTask('TASK-003')], warnings: [] };

test('sizes to choose from, each with the sub-tasks that come of it', () => {
  const titles = ['Shop: Stage', 'Shop: Production'];
  expect(sizePicks([10, 3, 1].map((most) => ({ most, titles })))).toEqual(
    [
      ['by heading, at most 10 criteria each', 10],
      ['at most 3 criteria each', 3],
      ['one for each open criterion', 1],
    ].map(([description, most]) => {
      return { label: '$(list-tree) 2 Sub-Tasks', description, detail: 'Shop: Stage · Shop: Production', most };
    }),
  );
});

test.each([
  [[], ''],
  [['1 of its open criteria is elsewhere.'], ' 1 of its open criteria is elsewhere.'],
])('the preview says that nothing is written yet, and what is odd: %j', (warnings, end) => {
  expect(previewText({ ...told, warnings })).toBe(
    `TASK-001 would wait for TASK-002 and TASK-003, each after the one before. Nothing is written yet.${end}`,
  );
});

test.each([
  ['abcdef0123456789', told.sub_tasks, 'TASK-001 waits for TASK-002 and TASK-003 now (commit abcdef01).'],
  [null, told.sub_tasks, 'TASK-001 waits for TASK-002 and TASK-003 now. Nothing was committed.'],
  [
    null,
    [subTask('TASK-002', true)],
    'TASK-001 waits for TASK-002 now. Nothing was committed. TASK-002 needs a person, who splits its criterion.',
  ],
])('what was created, commit %s', (committed, subTasks, text) => {
  expect(createdText({ ...told, sub_tasks: subTasks, committed })).toBe(text);
});
