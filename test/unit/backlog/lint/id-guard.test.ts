/** Which ids `lint --fix` may set to those of the file names. */
import { describe, expect, test } from 'vitest';
import { guarded, guardIds } from '../../../../src/backlog/lint/id-guard.ts';
import type { HumanAction, Task } from '../../../../src/backlog/task.ts';
import { type TaskSketch, task } from '../task-text.ts';

const named = 'tasks/active/TASK-039.md';

/** The problem of a file TASK-039.md with another id, as it is offered. */
function offered(own: Partial<TaskSketch>, others: readonly Task[] = [], humanActions: readonly HumanAction[] = []) {
  const subject = task({ id: 'TASK-093', ...own }, named);
  const problem = subject.problems.find(({ code }) => code.startsWith('id-'));
  if (problem === undefined) throw new Error('no problem with the id');
  const { fix, message } = guarded(
    problem,
    subject,
    guardIds({ tasks: [subject, ...others], humanActions, problems: [] }),
  );
  return fix === undefined ? message.replace(/^.*by itself: /, '') : fix.title;
}

const action = (blockingItems: readonly string[]): HumanAction => ({
  ...{ id: 'ACTION-001', title: 'Rotate', status: 'pending', urgency: 'low', blockingItems },
  file: 'human-actions/ACTION-001.json',
});

test('an id that nobody else knows is set', () => {
  expect(offered({})).toBe('Set id: TASK-039');
  expect(offered({}, [task({ id: 'TASK-093', title: 'Another' })])).toBe('Set id: TASK-039');
  expect(offered({ fields: ['depends_on: TASK-093'] })).toBe('Set id: TASK-039');
});

describe('it stays, with the reason', () => {
  test.each<[string, Partial<TaskSketch>, TaskSketch]>([
    ['depends_on', {}, { id: 'TASK-001', fields: ['depends_on: [task-93]'] }],
    ['blocked_by', {}, { id: 'TASK-001', fields: ['blocked_by: TASK-093'] }],
    ['blocks', {}, { id: 'TASK-001', fields: ['blocks: TASK-093'] }],
    ['merged_into', {}, { id: 'TASK-001', folder: 'completed', fields: ['merged_into: TASK-093'] }],
    ['a section', {}, { id: 'TASK-001', body: ['## Dependencies', '', '- Depends on: TASK-093'] }],
  ])('another file names it: %s', (_what, own, other) => {
    const file = `tasks/${other.folder ?? 'active'}/TASK-001.md`;
    expect(offered(own, [task(other)])).toBe(
      `${file} refers to TASK-093. Rename this file, or change the id there too.`,
    );
  });

  test('a human action names it', () => {
    expect(offered({}, [], [action(['TASK-093'])])).toMatch(/^human-actions\/ACTION-001\.json refers to TASK-093\./);
  });

  test('many files name it', () => {
    const others = [1, 2, 3, 4].map((number) => task({ id: `TASK-00${number}`, fields: ['depends_on: TASK-093'] }));
    expect(offered({}, others)).toMatch(/TASK-003\.md and 1 more refer to TASK-093\./);
  });

  test.each([
    ['open', 'tasks/backlog/TASK-093.md', 'backlog'],
    ['done', 'tasks/completed/TASK-093.md', 'completed'],
  ] as const)('the file is a copy of one that is %s', (_what, file, folder) => {
    const original = task({ id: 'TASK-093', title: 'title  of TASK-093', folder }, file);
    expect(offered({}, [original])).toBe(`${file} has the same id and title. Delete one of them.`);
  });

  test('a copy without an id of its own in one of both', () => {
    const text = offered({ id: 'TASK 39', title: 'Same' }, [task({ id: 'TASK-39', title: 'Same' })]);
    expect(text).toBe('tasks/active/TASK-39.md has the same id and title. Delete one of them.');
  });

  test('another file has the id of the name', () => {
    const other = task({ id: 'TASK-039' }, 'tasks/backlog/TASK-039-mirror.md');
    expect(offered({}, [other])).toBe('TASK-039 is that of tasks/backlog/TASK-039-mirror.md. Rename this file.');
  });
});
