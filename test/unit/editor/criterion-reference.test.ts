import { expect, test } from 'vitest';
import { criterionReferenceOf } from '../../../src/editor/criterion-reference.ts';
import { childNodes, findTask } from '../../../src/editor/queue-nodes.ts';
import { criteria, queueState, repository, root, task } from './queue-fixture.ts';

const state = queueState([repository([task('TASK-001', { criteria: criteria(['  One']) })])]);
const file = 'tasks/active/TASK-001.md';
const row = findTask(state, root, file);
const address = { group: [], ordinal: 0, text: 'One' };
const named = { repository: root, itemId: 'TASK-001', file };

test.each([
  [
    'the row of a criterion',
    row === undefined ? undefined : childNodes(row, state)[0],
    { ...named, line: 10, criterion: address },
  ],
  ['a reference', { ...named, criterion: address }, { ...named, criterion: address }],
  [
    'a reference below a repeated heading',
    { ...named, criterion: { ...address, repeat: { heading: 1, ordinal: 0 } } },
    { ...named, criterion: { ...address, repeat: { heading: 1, ordinal: 0 } } },
  ],
  ['the row of a task', row, undefined],
  ['a reference of a task', named, undefined],
  ['one without a file', { repository: root, itemId: 'TASK-001', criterion: address }, undefined],
  ['one whose group is none', { ...named, criterion: { ...address, group: 'x' } }, undefined],
  ['one whose repeat is none', { ...named, criterion: { ...address, repeat: 1 } }, undefined],
  ['nothing', undefined, undefined],
])('%s', (_, argument, reference) => {
  expect(criterionReferenceOf(argument)).toEqual(reference);
});
