import { describe, expect, test } from 'vitest';
import { EditConflict } from '../../../../../src/backlog/edit/edit-conflict.ts';
import { parseTask } from '../../../../../src/backlog/parse/parse.ts';
import { blockingEdit, waitingEdit } from '../../../../../src/backlog/standard/edit/waiting.ts';

const ids = ['TASK-008', 'TASK-009'];
const taskText = (fields: readonly string[]) => ['---', 'id: TASK-001', ...fields, '---', ''].join('\n');

describe('a task file', () => {
  test.each<[string, string[], string[]]>([
    ['says nothing', [], ['depends_on: TASK-008, TASK-009']],
    [
      'has an empty field',
      ['depends_on: []  # none yet', 'x: y'],
      ['depends_on: TASK-008, TASK-009  # none yet', 'x: y'],
    ],
    ['says none', ['depends_on: none'], ['depends_on: TASK-008, TASK-009']],
    [
      'says something, which stays as it is',
      ['depends_on: [TASK-003]'],
      ['depends_on: [TASK-003]', 'blocked_by: TASK-008, TASK-009'],
    ],
    [
      'says it on several lines',
      ['depends_on:', '  - TASK-003'],
      ['depends_on:', '  - TASK-003', 'blocked_by: TASK-008, TASK-009'],
    ],
    [
      'says something in both',
      ['depends_on: TASK-003', 'blocked_by: TASK-004, the network'],
      ['depends_on: TASK-003', 'blocked_by: TASK-004, the network, TASK-008, TASK-009'],
    ],
  ])('that %s', (_, before, after) => {
    const text = taskText(before);
    const task = parseTask(text, 'tasks/active/TASK-001.md', 'active');
    const edited = waitingEdit(task, ids).edit(text);
    expect(edited).toBe(taskText(after));
    const upstream = parseTask(edited, task.file, 'active').dependencies.map(({ id }) => id);
    expect(upstream).toEqual([...task.dependencies.map(({ id }) => id), ...ids]);
  });

  test('with long lists in both is left to a person', () => {
    const text = taskText(['depends_on:', '  - TASK-003', 'blocked_by:', '  - TASK-004']);
    const task = parseTask(text, 'tasks/active/TASK-001.md', 'active');
    expect(() => waitingEdit(task, ids).edit(text)).toThrow(EditConflict);
  });
});

describe('a JSON report', () => {
  const item = { id: 'BUG-001', layout: 'standard', file: 'bugs/BUG-001-x/TASKS.md' } as const;
  const base = parseTask('', 'tasks/active/TASK-001.md', 'active');
  const reportFile = 'bugs/BUG-001-x/bug_report.json';

  test.each([
    ['{\n  "a": 1\n}', '{\n  "a": 1,\n  "dependencies": ["TASK-008", "TASK-009"]\n}'],
    ['{"dependencies": []}', '{"dependencies": ["TASK-008", "TASK-009"]}'],
    ['{"dependencies": ["BUG-002"]}', '{"dependencies": ["BUG-002"], "blocked_by": ["TASK-008", "TASK-009"]}'],
    [
      '{"dependencies": ["BUG-002"], "blocked_by": [{"id": "BUG-003"}]}',
      '{"dependencies": ["BUG-002"], "blocked_by": [{"id":"BUG-003"}, "TASK-008", "TASK-009"]}',
    ],
  ])('%s', (before, after) => {
    const { file, edit } = waitingEdit({ ...base, ...item, reportFile }, ids);
    expect(file).toBe(reportFile);
    expect(edit(before)).toBe(after);
  });

  test('that is not there', () => {
    expect(() => waitingEdit({ ...base, ...item }, ids)).toThrow('BUG-001 has no JSON file');
  });
});

describe('what blocks a task stands in blocked_by, whatever else says that it waits', () => {
  test.each<[front: string[], line: string]>([
    [[], 'blocked_by: TASK-008, TASK-009'],
    [['blocked_by: None'], 'blocked_by: TASK-008, TASK-009'],
    [['blocked_by: TASK-003'], 'blocked_by: TASK-003, TASK-008, TASK-009'],
    [['blocked_by: [TASK-008]'], 'blocked_by: TASK-008, TASK-009'],
    [['depends_on: TASK-002'], 'blocked_by: TASK-008, TASK-009'],
  ])('%j', (front, line) => {
    const text = taskText(front);
    const task = parseTask(text, 'tasks/active/TASK-001.md', 'active');
    const after = blockingEdit(task, ids).edit(text);
    expect(after.split('\n')).toContain(line);
    expect(after.split('\n').filter((one) => !one.startsWith('blocked_by'))).toEqual(
      text.split('\n').filter((one) => !one.startsWith('blocked_by')),
    );
  });

  test('a JSON report', () => {
    const base = parseTask('', 'tasks/active/TASK-001.md', 'active');
    const item = { ...base, id: 'BUG-001', layout: 'standard', file: 'bugs/BUG-001-x/TASKS.md' } as const;
    const { edit } = blockingEdit({ ...item, reportFile: 'bugs/BUG-001-x/bug_report.json' }, ids);
    expect(edit('{"blocked_by": ["TASK-008"]}')).toBe('{"blocked_by": ["TASK-008", "TASK-009"]}');
    expect(() => blockingEdit(item, ids)).toThrow('BUG-001 has no JSON file');
  });
});
