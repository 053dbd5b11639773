import { expect, test } from 'vitest';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import { buildQueue } from '../../../../src/backlog/queue/queue.ts';
import { describeTask } from '../../../../src/backlog/show/describe-task.ts';
import type { Folder, HumanAction, Task } from '../../../../src/backlog/task.ts';
import { type TaskSketch, taskText } from '../task-text.ts';

const actions: readonly HumanAction[] = [
  {
    ...{ id: 'ACTION-001', title: 'Rotate the key', status: 'pending', urgency: 'high' },
    ...{ blockingItems: ['TASK-001'], file: 'human-actions/ACTION-001-key/action_report.json' },
  },
];

/** Describes the first of the tasks. */
function describe(sketches: readonly TaskSketch[], humanActions: readonly HumanAction[] = []) {
  const texts = sketches.map(taskText);
  const tasks = sketches.map((sketch, index): Task => {
    const folder: Folder = sketch.folder ?? 'active';
    return parseTask(texts[index] ?? '', `tasks/${folder}/${sketch.id}.md`, folder);
  });
  const backlog = { tasks, humanActions, problems: [] };
  const [task] = tasks as [Task];
  return describeTask({ task, text: texts[0] ?? '', backlog, queue: buildQueue(backlog) });
}

test('a task in full', () => {
  const view = describe(
    [
      {
        id: 'TASK-001',
        title: 'Move the shop',
        priority: 'high',
        fields: ['labels: [flux]', 'depends_on: TASK-002, TASK-404', 'blocked_by: DNS delegation', 'blocks: TASK-003'],
        criteria: [
          '- [x] Plan',
          '### Shop',
          '- [ ] Move',
          '  - [ ] Web',
          '    check: `curl shop`',
          '- [x] ~~Mail~~ (gone)',
        ],
        body: [
          '## Checklist',
          '### Later',
          '- [ ] Tell',
          '',
          '## Progress Log',
          '- 2026-03-02: Begun',
          '  - with care',
        ],
      },
      { id: 'TASK-002', title: 'Build the images', folder: 'completed' },
      { id: 'TASK-003', title: 'Tell everybody', fields: ['depends_on: TASK-001'] },
    ],
    actions,
  );
  expect(view).toEqual({
    kind: 'task',
    id: 'TASK-001',
    title: 'Move the shop',
    file: 'tasks/active/TASK-001.md',
    layout: 'gitops',
    folder: 'active',
    status: 'active',
    priority: 'high',
    labels: ['flux'],
    state: 'blocked',
    blocked_reason: 'action',
    blocked_by: ['ACTION-001', 'TASK-404'],
    explanation: 'Waits for ACTION-001 (a person must finish it) and TASK-404 (no file holds this id).',
    fields: [
      { key: 'id', value: 'TASK-001', line: 2 },
      { key: 'title', value: 'Move the shop', line: 3 },
      { key: 'status', value: 'active', line: 4 },
      { key: 'priority', value: 'high', line: 5 },
      { key: 'labels', value: '[flux]', line: 6 },
      { key: 'depends_on', value: 'TASK-002, TASK-404', line: 7 },
      { key: 'blocked_by', value: 'DNS delegation', line: 8 },
      { key: 'blocks', value: 'TASK-003', line: 9 },
    ],
    criteria_form: 'section',
    criteria_total: 3,
    criteria_open: 1,
    criteria: [
      { text: 'Plan', state: 'done', line: 14, group: [], children: [] },
      {
        text: 'Move',
        state: 'open',
        line: 16,
        group: ['Shop'],
        children: [{ text: 'Web', state: 'open', line: 17, group: ['Shop'], check: 'curl shop', children: [] }],
      },
      { text: '~~Mail~~ (gone)', state: 'waived', line: 19, group: ['Shop'], children: [] },
    ],
    checklists: [{ text: 'Tell', state: 'open', line: 23, group: ['Checklist', 'Later'], children: [] }],
    dependencies: [
      {
        ...{ id: 'TASK-002', direction: 'upstream', source: 'depends_on', file: 'tasks/active/TASK-001.md', line: 7 },
        ...{ state: 'met', title: 'Build the images' },
      },
      {
        ...{ id: 'TASK-404', direction: 'upstream', source: 'depends_on', file: 'tasks/active/TASK-001.md', line: 7 },
        state: 'unknown',
      },
      {
        ...{ id: 'TASK-003', direction: 'downstream', source: 'blocks', file: 'tasks/active/TASK-001.md', line: 9 },
        ...{ state: 'open', title: 'Tell everybody' },
      },
    ],
    conditions: [{ text: 'DNS delegation', file: 'tasks/active/TASK-001.md', line: 8 }],
    human_actions: [
      {
        ...{ id: 'ACTION-001', title: 'Rotate the key', status: 'pending' },
        file: 'human-actions/ACTION-001-key/action_report.json',
      },
    ],
    downstream: [{ id: 'TASK-003', title: 'Tell everybody', file: 'tasks/active/TASK-003.md', status: 'blocked' }],
    log: [
      {
        ...{ line: 26, date: '2026-03-02', text: 'Begun' },
        children: [{ line: 27, text: 'with care', children: [] }],
      },
    ],
    problems: [
      {
        ...{ file: 'tasks/active/TASK-001.md', line: 7, end_line: 7, severity: 'warning', code: 'dependency-unknown' },
        message: 'TASK-001 depends on TASK-404, which no file holds. Correct the id, or add the task.',
      },
      {
        ...{ file: 'tasks/active/TASK-001.md', line: 8, end_line: 8, severity: 'warning', code: 'condition-in-words' },
        message: 'TASK-001 names "DNS delegation" as a blocker, which is no id; it is not waited for.',
      },
    ],
  });
});

test.each<[string, TaskSketch, string]>([
  ['ready', { id: 'TASK-001' }, 'ready: Ready: its one criterion is open and nothing blocks it.'],
  ['completed', { id: 'TASK-001', folder: 'completed' }, 'ended: Done: it is archived in completed/.'],
  ['deprecated', { id: 'TASK-001', folder: 'deprecated' }, 'ended: Given up: it is archived in deprecated/.'],
  [
    'merged',
    { id: 'TASK-001', folder: 'completed', fields: ['merged_into: TASK-002'] },
    'ended: Done, merged into TASK-002: it is archived in completed/.',
  ],
  [
    'not archived',
    { id: 'TASK-001', status: 'completed' },
    'ended: Done: its status is completed, and it is not archived yet.',
  ],
])('the state of a task that is %s', (_, sketch, expected) => {
  const { state, explanation } = describe([sketch]);
  expect(`${state}: ${explanation}`).toBe(expected);
});

test('what an id stands for', () => {
  const { dependencies } = describe(
    [
      { id: 'TASK-001', fields: ['depends_on: TASK-2, ACTION-001, ACTION-002, BUG-9, TASK-001'] },
      { id: 'TASK-002', title: 'Other' },
    ],
    actions,
  );
  expect(dependencies.map(({ id, state, title }) => [id, state, title])).toEqual([
    ['TASK-2', 'open', 'Other'],
    ['ACTION-001', 'action', 'Rotate the key'],
    ['ACTION-002', 'unknown', undefined],
    ['BUG-9', 'external', undefined],
    ['TASK-001', 'self', 'Title of TASK-001'],
  ]);
});

test('a task that a person must do: what it lists waits for it', () => {
  const { downstream } = describe([
    { id: 'TASK-001', fields: ['type: human-action', 'blocks: TASK-002'] },
    { id: 'TASK-002' },
    { id: 'TASK-003', fields: ['depends_on: TASK-001'] },
    { id: 'TASK-004' },
  ]);
  expect(downstream.map(({ id }) => id)).toEqual(['TASK-002', 'TASK-003']);
});
