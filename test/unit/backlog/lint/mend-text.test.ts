import { expect, test } from 'vitest';
import { mendText } from '../../../../src/backlog/lint/mend-text.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';

const free = () => undefined;
const file = 'tasks/active/TASK-001.md';

test('all fixes of a file, one after the other; every other byte stays', () => {
  const text =
    '---\r\nid: TASK-001\r\ntitle: Fix: it\r\npriority: high \r\n---\r\n## Acceptance Criteria\r\n- []  Do it\r\n- [ ] And this';
  const { text: mended, made } = mendText(text, file, 'active', free);
  expect(mended).toBe(
    '---\r\nid: TASK-001\r\ntitle: "Fix: it"\r\npriority: high \r\nstatus: active\r\n---\r\n## Acceptance Criteria\r\n- [ ]  Do it\r\n- [ ] And this',
  );
  expect(made.map(({ range, fix }) => `${range.start + 1} ${fix.title}`)).toEqual([
    '3 Quote the title',
    '5 Set status: active',
    '8 Write [ ]',
  ]);
  expect(parseTask(mended, file, 'active').problems).toEqual([]);
});

test('a file that has nothing to mend stays as it is', () => {
  const text = '---\nid: TASK-001\ntitle: It\nstatus: active\npriority: low\n---\n';
  expect(mendText(text, file, 'active', free)).toEqual({ text, made: [] });
});

test('a file with more faults than anybody makes by mistake is mended up to a limit', () => {
  const text = `---\nid: TASK-001\ntitle: It\nstatus: active\npriority: low\n---\n## Acceptance Criteria\n${'- []  a\n'.repeat(80)}`;
  expect(mendText(text, file, 'active', free).made).toHaveLength(50);
});

test('an id that has to stay is left, and the rest is mended', () => {
  const text = '---\nid: TASK-002\ntitle: Fix: it\nstatus: active\npriority: low\n---\n';
  const { text: mended } = mendText(text, file, 'active', ({ id }) => `${id} is known elsewhere.`);
  expect(mended).toBe(text.replace('Fix: it', '"Fix: it"'));
  expect(mendText(text, file, 'active', free).text).toContain('id: TASK-001\n');
});
