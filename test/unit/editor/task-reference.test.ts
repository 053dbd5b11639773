import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { childNodes, findTask } from '../../../src/editor/queue-nodes.ts';
import { QueueSource } from '../../../src/editor/queue-source.ts';
import { findReferenced, referenceOf, taskOfFile } from '../../../src/editor/task-reference.ts';
import { criteria, queueState, repository, root, task } from './queue-fixture.ts';

const queue = repository([
  task('TASK-001', { criteria: criteria(['  One']) }),
  task('TASK-002', { state: 'blocked', blockedBy: ['TASK-001'] }),
  task('TASK-001', { folder: 'completed', state: 'completed' }),
]);
const source = new QueueSource(async () => queue);
beforeAll(() => source.setFolders([{ root, name: 'shop' }]));

describe('a command is called with', () => {
  const state = queueState([queue]);
  const node = findTask(state, root, 'tasks/active/TASK-001.md');
  const blocked = findTask(state, root, 'tasks/active/TASK-002.md');
  const firstChild = (parent: typeof node) => (parent === undefined ? undefined : childNodes(parent, state)[0]);
  const file = 'tasks/active/TASK-001.md';
  test.each([
    ['a row', node, { repository: root, itemId: 'TASK-001', file }],
    ['the row of a criterion', firstChild(node), { repository: root, itemId: 'TASK-001', file, line: 10 }],
    ['the row of what blocks', firstChild(blocked), { repository: root, itemId: 'TASK-001' }],
    ['a reference', { repository: root, itemId: 'TASK-003' }, { repository: root, itemId: 'TASK-003' }],
    ['the address of a document', { fsPath: '/shop/README.md' }, undefined],
    ['nothing', undefined, undefined],
    ['nonsense', { repository: 1, itemId: {} }, undefined],
  ])('%s', (_, argument, reference) => {
    expect(referenceOf(argument)).toEqual(reference);
  });
});

test('an id means the open task before the archived one', () => {
  expect(findReferenced(source, { repository: root, itemId: 'TASK-001' })?.state).toBe('ready');
  const file = 'tasks/completed/TASK-001.md';
  expect(findReferenced(source, { repository: root, itemId: 'TASK-001', file })?.state).toBe('completed');
});

test('a file on disk is its task, and one outside is none', () => {
  expect(taskOfFile(source, join(root, 'tasks', 'active', 'TASK-002.md'))?.task.id).toBe('TASK-002');
  expect(taskOfFile(source, join('/shopping', 'tasks', 'active', 'TASK-002.md'))).toBeUndefined();
});
