import { expect, test } from 'vitest';
import { mendText } from '../../../../src/backlog/lint/mend-text.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';

const file = 'tasks/active/TASK-001.md';

test('all fixes of a file, one after the other; every other byte stays', () => {
  const text =
    '---\r\nid: TASK-001\r\ntitle: Fix: it\r\npriority: high \r\n---\r\n## Acceptance Criteria\r\n- []  Do it\r\n- [ ] And this';
  const { text: mended, fixes } = mendText(text, file, 'active');
  expect(mended).toBe(
    '---\r\nid: TASK-001\r\ntitle: "Fix: it"\r\npriority: high \r\nstatus: active\r\n---\r\n## Acceptance Criteria\r\n- [ ]  Do it\r\n- [ ] And this',
  );
  expect(fixes).toBe(3);
  expect(parseTask(mended, file, 'active').problems).toEqual([]);
});

test('a file that has nothing to mend stays as it is', () => {
  const text = '---\nid: TASK-001\ntitle: It\nstatus: active\npriority: low\n---\n';
  expect(mendText(text, file, 'active')).toEqual({ text, fixes: 0 });
});

test('a file with more faults than anybody makes by mistake is mended up to a limit', () => {
  const text = `---\nid: TASK-001\ntitle: It\nstatus: active\npriority: low\n---\n## Acceptance Criteria\n${'- []  a\n'.repeat(80)}`;
  expect(mendText(text, file, 'active').fixes).toBe(50);
});
