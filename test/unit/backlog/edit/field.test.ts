import { expect, test } from 'vitest';
import { EditConflict } from '../../../../src/backlog/edit/edit-conflict.ts';
import { removeField, setField } from '../../../../src/backlog/edit/field.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';

const parse = (text: string) => parseTask(text, 'tasks/active/TASK-001.md', 'active');

test.each([
  ['status: active', 'status', 'completed', 'status: completed'],
  ['status:   active   # why', 'status', 'completed', 'status:   completed   # why'],
  ['status : active', 'status', 'completed', 'status : completed'],
  ["status: 'active' # why", 'status', "it's", "status: 'it''s' # why"],
  ['status: "active"', 'status', 'say "no"', 'status: "say \\"no\\""'],
  ['status: "a # b"', 'status', 'c', 'status: "c"'],
  ['status:', 'status', 'active', 'status: active'],
  ['status: # why', 'status', 'active', 'status: active # why'],
  ['labels: [a, b]', 'labels', '[a]', 'labels: "[a]"'],
  ['title: one', 'title', 'Fix: two', 'title: "Fix: two"'],
  ['title: one', 'title', 'Fix #2', 'title: "Fix #2"'],
  ['title: one', 'title', 'C#', 'title: C#'],
  ['title: one', 'title', 'true', 'title: "true"'],
  ['title: one', 'title', '42', 'title: "42"'],
  ['title: one', 'title', '0x1f', 'title: "0x1f"'],
  ['title: one', 'title', '.1e3', 'title: ".1e3"'],
  ['title: one', 'title', '10:30', 'title: "10:30"'],
  ['title: one', 'title', '', 'title: ""'],
  ['title: one', 'title', 'a\nb', 'title: "a\\nb"'],
  ['title: one', 'title', '- a', 'title: "- a"'],
  ['title: one', 'title', '-a', 'title: -a'],
  ['updated: 2026-01-01', 'updated', '2026-01-02', 'updated: 2026-01-02'],
  ['attempts: 1', 'attempts', 2, 'attempts: 2'],
  ['stop: false', 'stop', true, 'stop: true'],
  ['blocked_by: TASK-001', 'blocked_by', 'TASK-001, TASK-002', 'blocked_by: TASK-001, TASK-002'],
  ['completion: x', 'completion', '100% (7/7)', 'completion: 100% (7/7)'],
])('%j with %s set to %j becomes %j', (line, key, value, expected) => {
  const text = `---\nid: TASK-001\n${line}\n# a comment\npriority: low\n---\nbody\n`;
  const edited = setField(text, key, value);
  expect(edited).toBe(`---\nid: TASK-001\n${expected}\n# a comment\npriority: low\n---\nbody\n`);
  expect(parse(edited).problems.map(({ code }) => code)).not.toContain('front-matter-yaml');
});

test.each([
  ['a new field is the last line', '---\nid: TASK-001\n---\nbody', '---\nid: TASK-001\nowner: me\n---\nbody'],
  ['in the ending of the file', '---\r\nid: TASK-001\r\n---\r\n', '---\r\nid: TASK-001\r\nowner: me\r\n---\r\n'],
  ['in an empty block', '---\n---\nbody\n', '---\nowner: me\n---\nbody\n'],
  ['without front matter', '\uFEFF# Title\n', '\uFEFF---\nowner: me\n---\n# Title\n'],
  ['beside YAML that is not valid', '---\ntitle: a: b\n---\n', '---\ntitle: a: b\nowner: me\n---\n'],
  ['after a list', '---\nlabels:\n  - a\n---\n', '---\nlabels:\n  - a\nowner: me\n---\n'],
])('setField: %s', (_, text, expected) => {
  expect(setField(text, 'owner', 'me')).toBe(expected);
});

test.each([
  ['a list over several lines', '---\nowner:\n  - a\n---\n'],
  ['a list at the margin', '---\nowner:\n- a\n---\n'],
  ['a block text', '---\nowner: |\n  a\n---\n'],
  ['a text that goes on', '---\nowner: "a\n  b"\n---\n'],
  ['front matter that is never closed', '---\nid: TASK-001\n'],
  ['another language', '---js\n{}\n---\n'],
  ['a flow mapping', '---\n{id: TASK-001}\n---\n'],
])('setField refuses %s', (_, text) => {
  expect(() => setField(text, 'owner', 'me')).toThrow(EditConflict);
});

test('a key that is no word is a mistake of the caller', () => {
  expect(() => setField('', 'a: b\nc', 'x')).toThrow(TypeError);
});

test.each([
  ['a field that YAML would no longer read with it', '---\n  id: TASK-001\n---\n'],
  ['a block that YAML ends earlier', '---\nid: TASK-001\n...\n---\n'],
])('setField refuses %s', (_, text) => {
  expect(() => setField(text, 'owner', 'me')).toThrow('"owner" cannot be set: the front matter would not read back.');
});

test.each([
  ['its line goes', '---\nid: TASK-001\nowner: me # why\n---\nbody', '---\nid: TASK-001\n---\nbody'],
  ['the last one leaves an empty block', '\uFEFF---\r\nowner: me\r\n---\r\n', '\uFEFF---\r\n---\r\n'],
  ['none is none', '---\nid: TASK-001\n---\n', '---\nid: TASK-001\n---\n'],
  ['without front matter', '# Title\n', '# Title\n'],
  ['in a file that says so elsewhere', '---\n---\nowner: me\n', '---\n---\nowner: me\n'],
])('removeField: %s', (_, text, expected) => {
  expect(removeField(text, 'owner')).toBe(expected);
});

test.each([
  ['stands on several lines', '---\nowner:\n  - a\n---\n'],
  ['other lines say or need it', '---\nowner: a\nowner: b\n---\n'],
  ['other lines say or need it', '---\nowner: &me a\nreviewer: *me\n---\n'],
  ['never closed', '---\nowner: a\n'],
])('removeField refuses where the value %s', (message, text) => {
  expect(() => removeField(text, 'owner')).toThrow(EditConflict);
  expect(() => removeField(text, 'owner')).toThrow(message);
});
