import { expect, test } from 'vitest';
import { parseTask } from '../../../../../src/backlog/parse/parse.ts';
import { priorityEdits } from '../../../../../src/backlog/retrospective/edits/priority.ts';
import { taskText } from '../../task-text.ts';

test.each([
  ['medium', 'priority: high'],
  ['Medium  # so far', 'priority: High  # so far'],
  ['"P2"', 'priority: "P1"'],
  ['p2', 'priority: p1'],
  ['MEDIUM', 'priority: HIGH'],
  ['', 'priority: high'],
])('%s is written as it was', (written, expected) => {
  const before = taskText({ id: 'TASK-001', priority: written });
  const task = parseTask(before, 'tasks/active/TASK-001.md', 'active');
  const edits = priorityEdits(task, 'high', 'TASK-002 waits for it', new Date(2026, 5, 1, 12, 0));
  const lines = edits.reduce((text, { edit }) => edit(text), before).split('\n');
  expect(lines).toContain(expected);
  expect(lines).toContain(
    '- 2026-06-01 12:00: Retrospective: priority raised from medium to high. TASK-002 waits for it.',
  );
});
