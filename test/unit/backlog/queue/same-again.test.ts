import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildQueue } from '../../../../src/backlog/queue/queue.ts';
import type { HumanAction, Task } from '../../../../src/backlog/task.ts';
import { task } from '../task-text.ts';

/** What was worked out for a task is used again, so every way in which something else may change has to be seen. */

const numbers = fc.integer({ min: 1, max: 3 });
const tasks = fc.array(
  fc
    .record({
      number: numbers,
      title: fc.constantFrom('One', 'Other'),
      folder: fc.constantFrom('active', 'backlog', 'blocked', 'completed', 'deprecated'),
      status: fc.constantFrom('active', 'blocked', 'completed', 'cancelled'),
      names: fc.array(numbers, { maxLength: 2 }),
      mergedInto: fc.option(numbers, { freq: 1, nil: undefined }),
      isDone: fc.boolean(),
    })
    .map(({ number, title, folder, status, names, mergedInto, isDone }): Task => {
      const fields = [
        ...(names.length > 0
          ? [`depends_on: ${names.map((name) => `TASK-${name}`).join(', ')}, ACTION-${names[0]}`]
          : []),
        ...(mergedInto === undefined ? [] : [`merged_into: TASK-${mergedInto}`]),
      ];
      return task({
        id: `TASK-${number}`,
        title,
        folder,
        status,
        fields,
        criteria: [`- [${isDone ? 'x' : ' '}] Do it`],
      });
    }),
  { minLength: 1, maxLength: 8 },
);
const actions = fc.array(
  fc.record({
    number: numbers,
    status: fc.constantFrom('pending', 'completed'),
    lists: fc.array(numbers, { maxLength: 2 }),
  }),
  { maxLength: 3 },
);

test('a queue is the same whether or not its tasks were in one before', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(
      tasks,
      tasks,
      fc.infiniteStream(fc.boolean()),
      actions,
      actions,
      (old, others, keeps, before, after) => {
        buildQueue({ tasks: old, humanActions: before.map(asAction), problems: [] });
        const now = [...old.filter(() => keeps.next().value), ...others];
        const humanActions = after.map(asAction);
        const again = buildQueue({ tasks: now, humanActions, problems: [] });
        const fresh = buildQueue({ tasks: structuredClone(now), humanActions, problems: [] });
        expect(again).toEqual(fresh);
      },
    ),
    { numRuns: 300 },
  );
});

test('a task that names a merged one follows the task that it went into', () => {
  const waiting = task({ id: 'TASK-1', fields: ['depends_on: TASK-2'] });
  const merged = task({ id: 'TASK-2', folder: 'completed', fields: ['merged_into: TASK-3'] });
  const statusWith = (heir: Task) =>
    buildQueue({ tasks: [waiting, merged, heir], humanActions: [], problems: [] }).entries[0]?.status;
  expect(statusWith(task({ id: 'TASK-3' }))).toBe('blocked');
  expect(statusWith(task({ id: 'TASK-3', folder: 'completed' }))).toBe('ready');
});

function asAction({ number, status, lists }: { number: number; status: string; lists: number[] }): HumanAction {
  const blockingItems = lists.map((item) => `TASK-${item}`);
  const id = `ACTION-${number}`;
  return { id, title: id, status, urgency: 'low', blockingItems, file: `human-actions/${id}.json` };
}
