import { expect, test } from 'vitest';
import { queueFileOf } from '../../../../src/editor/language/queue-file.ts';

test.each([
  ['tasks/active/TASK-001.md', 'task'],
  ['tasks/completed/TASK-001-old.md', 'task'],
  ['tasks/active/README.md', 'text'],
  ['tasks/active/deeper/TASK-001.md', 'text'],
  ['tasks/TASK-001.md', 'text'],
  ['tasks/active/picture.png', undefined],
  ['bugs/BUG-001-leak/bug_report.json', 'item'],
  ['bugs/BUG-001-leak/TASKS.md', 'item'],
  ['feature-management/features/FEAT-002-x/PROMPT.md', 'item'],
  ['bugs/BUG-001-leak/notes.md', 'text'],
  ['bugs.md', 'table'],
  ['feature-management/features.md', 'table'],
  ['human-actions/actions.md', 'table'],
  ['human-actions/ACTION-001-key/action_report.json', 'action'],
  ['human-actions/ACTION-001-key/INSTRUCTIONS.md', 'action'],
  ['docs/reports/session-20260131-140500.md', 'text'],
  ['docs/guide.md', undefined],
  ['README.md', undefined],
  ['src/tasks/active/TASK-001.md', undefined],
])('%s is %s', (file, kind) => {
  expect(queueFileOf(file)?.kind).toBe(kind);
});
