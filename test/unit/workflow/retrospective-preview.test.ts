import { describe, expect, test } from 'vitest';
import { joined, proposalsOf } from '../../../src/workflow/retrospective-preview.ts';

const change = { title: 'x', reason: 'Because.', by: 'judge', file: 'x' };

test('what the dry run tells becomes what it would do; items that it would open are left out', () => {
  const proposals = proposalsOf({
    changes: [
      { ...change, item_id: null, change: 'created' },
      { ...change, item_id: 'TASK-001', change: 'deprecated' },
      { ...change, item_id: 'TASK-002', change: 'merged' },
      { ...change, item_id: 'TASK-004', change: 'priority' },
    ],
    merges: [{ source: 'TASK-002', target: 'TASK-003' }],
    priority_changes: [{ item_id: 'TASK-004', old: 'low', new: 'high' }],
  });
  const why = { reason: 'Because.', by: 'judge' };
  expect(proposals).toEqual([
    { kind: 'deprecate', id: 'TASK-001', ...why },
    { kind: 'merge', source: 'TASK-002', target: 'TASK-003', ...why },
    { kind: 'priority', id: 'TASK-004', from: 'low', to: 'high', ...why },
  ]);
});

describe('a file that moves is one file', () => {
  const gone = (path: string) => ({ path, before: 'abc', after: undefined });
  const fresh = (path: string) => ({ path, before: undefined, after: 'text' });
  test.each([
    [
      [gone('tasks/active/TASK-001.md'), fresh('tasks/deprecated/TASK-001.md')],
      [{ path: 'tasks/deprecated/TASK-001.md', before: 'abc', after: 'text' }],
    ],
    [
      [gone('bugs/BUG-001-x/PROMPT.md'), gone('bugs/BUG-002-y/PROMPT.md'), fresh('completed/BUG-002-y/PROMPT.md')],
      [gone('bugs/BUG-001-x/PROMPT.md'), { path: 'completed/BUG-002-y/PROMPT.md', before: 'abc', after: 'text' }],
    ],
    [
      [fresh('a/TASK-009.md'), { path: 'bugs.md', before: 'abc', after: 'text' }],
      [fresh('a/TASK-009.md'), { path: 'bugs.md', before: 'abc', after: 'text' }],
    ],
  ])('%#', (files, expected) => expect(joined(files)).toEqual(expected));
});
