import { expect, test } from 'vitest';
import { archiveRefusal, isArchivable } from '../../../src/editor/archive-refusal.ts';
import { criteria, task } from './queue-fixture.ts';

const [parent] = criteria(['  Deploy']);
const nested = (below: readonly string[]) => [{ ...(parent as NonNullable<typeof parent>), children: criteria(below) }];
const withCriteria = (entries: ReturnType<typeof criteria>, done: number, total: number) =>
  task('TASK-001', { criteria: entries, done, total });

test.each([
  ['no criteria', withCriteria([], 0, 0), undefined],
  ['all done or waived', withCriteria(criteria(['x One', '- Two']), 2, 2), undefined],
  ['a parent whose children are done', withCriteria(nested(['x One', 'x Two']), 2, 2), undefined],
  ['one open', withCriteria(criteria(['x One', '  Two']), 1, 2), '1 open criterion, the first is "Two"'],
  ['several open', withCriteria(criteria(['  One', '  Two']), 0, 2), '2 open criteria, the first is "One"'],
  ['one open below a parent', withCriteria(nested(['x One', '  Two']), 1, 2), '1 open criterion, the first is "Two"'],
])('%s', (_, entry, open) => {
  const refusal = archiveRefusal(entry);
  expect(isArchivable(entry)).toBe(open === undefined);
  if (open === undefined) expect(refusal).toBeUndefined();
  else {
    expect(refusal).toBe(`TASK-001 has ${open}. Process the task, or waive them (- [x] ~~text~~ (reason)).`);
  }
});

test('what is archived already is not archived again', () => {
  expect(isArchivable(task('TASK-001', { state: 'completed', folder: 'completed' }))).toBe(false);
});
