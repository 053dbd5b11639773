import { expect, test } from 'vitest';
import { newTaskText } from '../../../../src/backlog/create/task-text.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import { newItem } from './new-item.ts';

const now = new Date(2026, 0, 31, 14, 5);

test('a task as people write it', () => {
  const item = newItem({ component: 'registry', labels: ['urgent fix', 'a, b'], dependsOn: ['TASK-003', 'TASK-004'] });
  expect(newTaskText(item, 'TASK-016', 'active', now)).toBe(
    [
      '---',
      'id: TASK-016',
      'title: Registry refuses pushes',
      'status: active',
      'priority: high',
      'created: 2026-01-31',
      'updated: 2026-01-31',
      'assignee: unassigned',
      'labels: [bug, registry, urgent fix, "a, b"]',
      'depends_on: TASK-003, TASK-004',
      '---',
      '',
      '## Description',
      '',
      'It answers 500.',
      '',
      '## Acceptance Criteria',
      '',
      '- [ ] Resolved: Registry refuses pushes',
      '',
      '## Progress Log',
      '',
      '- 2026-01-31 14:05: Created',
      '',
    ].join('\n'),
  );
});

test('it reads back as it was meant, without a problem', () => {
  const item = newItem({
    type: 'feature',
    title: 'Say: "yes" # or [no]',
    dependsOn: ['TASK-003'],
    blocks: ['TASK-009'],
  });
  const task = parseTask(newTaskText(item, 'TASK-016', 'backlog', now), 'tasks/backlog/TASK-016.md', 'backlog');
  expect(task).toMatchObject({
    id: 'TASK-016',
    title: 'Say: "yes" # or [no]',
    status: 'backlog',
    priority: 'high',
    labels: ['feature'],
    isHumanAction: false,
    problems: [],
  });
  expect(task.dependencies.map(({ id, direction }) => `${direction} ${id}`)).toEqual([
    'upstream TASK-003',
    'downstream TASK-009',
  ]);
});

test('no description leaves its section empty, and the title gives the criterion', () => {
  const text = newTaskText(newItem({ type: 'feature', description: ' \r\n ' }), 'TASK-001', 'active', now);
  expect(text).toContain('\n## Description\n\n## Acceptance Criteria\n\n- [ ] Implemented: Registry refuses pushes\n');
});

test.each([
  ['Session failure: cluster not reachable', true],
  ['session failure', true],
  ['Sessions fail', false],
])('%s: a person has to look at it: %s', (title, expected) => {
  const text = newTaskText(newItem({ title }), 'TASK-001', 'active', now);
  expect(parseTask(text, 'tasks/active/TASK-001.md', 'active').isHumanAction).toBe(expected);
});
