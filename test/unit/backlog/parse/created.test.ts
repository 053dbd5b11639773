import { expect, test } from 'vitest';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';

test.each([
  ['created: 2026-01-31', '2026-01-31'],
  ['created: "2026-01-31"', '2026-01-31'],
  ['created: 2026-01-31T14:05:00Z', '2026-01-31'],
  ['created: last week', undefined],
  ['created: 2026-01-311', undefined],
  ['created:', undefined],
  ['labels: []', undefined],
])('the day of %s', (line, expected) => {
  const text = `---\nid: TASK-001\n${line}\n---\n`;
  expect(parseTask(text, 'tasks/active/TASK-001.md', 'active').created).toBe(expected);
});
