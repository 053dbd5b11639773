import matter from 'gray-matter';
import { expect, test } from 'vitest';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import { valueText } from '../../../../src/backlog/parse/value-text.ts';

const itself: unknown[] = [1];
itself.push(itself);

test.each<[unknown, string]>([
  ['a', '"a"'],
  [undefined, 'undefined'],
  [new Date(0), '"1970-01-01T00:00:00.000Z"'],
  [{ a: [1, { b: null }] }, '{"a":[1,{"b":null}]}'],
  [itself, '[1,[1,[1,[1,"…"]]]]'],
  [Array.from({ length: 1_000_000 }, (_, index) => index).slice(0, 41), JSON.stringify([...Array(39).keys(), '…'])],
])('%#', (value, expected) => {
  expect(valueText(value)).toBe(expected);
});

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...[...'bcdefghi'].map((key, index) => `${key}: &${key} [${Array(10).fill(`*${'abcdefgh'[index]}`).join(', ')}]`),
];

/** Aliases of YAML: of a value that holds itself, and of one that would be a billion texts. */
test.each([
  ['until: &self [*self]', 'until-misshaped'],
  ['until: *i', 'until-misshaped'],
  ['until: { url: "https://a.example", status: *i }', 'until-misshaped'],
  ['verify: &self { urls: *self }', 'verify-unknown'],
  ['verify: { urls: [*i] }', 'verify-unknown'],
])('%s is a problem of its file, and takes no time', (field, code) => {
  const lines = ['---', 'id: TASK-001', 'title: A', 'status: active', 'priority: low', 'type: human-action'];
  const text = [...lines, ...bomb, field, '---', '', '## Acceptance Criteria', '', '- [ ] A', ''].join('\n');
  expect(matter(text, {}).data['i']).toHaveLength(10);
  const { problems } = parseTask(text, 'tasks/active/TASK-001.md', 'active');
  expect(problems.map((problem) => problem.code)).toContain(code);
  expect(Math.max(...problems.map(({ message }) => message.length))).toBeLessThan(800);
});
