import { expect, test } from 'vitest';
import {
  appendLog,
  EditConflict,
  setField,
  tickCriterion,
  untickCriterion,
} from '../../../../src/backlog/edit/edit.ts';
import { boxes } from '../../../../src/backlog/parse/criteria.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import { taskText } from '../task-text.ts';

const parse = (text: string) => parseTask(text, 'tasks/active/TASK-001.md', 'active');

/** The lines that differ, as `-old` and `+new`. */
function changed(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  return [
    ...old.slice(start, old.length - end).map((line) => `-${line}`),
    ...now.slice(start, now.length - end).map((line) => `+${line}`),
  ];
}

const whole = [
  '---',
  'title:   "A: b"   # keep',
  'id: TASK-001',
  'updated:  2026-01-01  ',
  '---',
  '',
  '## Acceptance Criteria',
  '',
  '- [ ] One  ',
  '\t* [ ] Below one',
  '- [x] Two',
  '',
  '## Progress Log',
  '',
  '- 2026-01-01 09:00: Started',
].join('\n');

test.each([
  ['as it is', whole],
  ['with CRLF', whole.replaceAll('\n', '\r\n')],
  ['with a byte order mark', `\uFEFF${whole}`],
  ['with a final newline', `${whole}\n`],
  ['with blank lines at the end', `${whole}\n\n\n`],
])('one edit changes one line: %s', (_, text) => {
  const end = text.includes('\r') ? '\r' : '';
  const [, below] = boxes(parse(text).criteria);
  if (below === undefined) throw new Error('no such criterion');
  expect(changed(text, tickCriterion(text, below.address))).toEqual([
    `-\t* [ ] Below one${end}`,
    `+\t* [x] Below one${end}`,
  ]);
  expect(changed(text, setField(text, 'updated', '2026-02-03'))).toEqual([
    `-updated:  2026-01-01  ${end}`,
    `+updated:  2026-02-03  ${end}`,
  ]);
  const logged = appendLog(text, '2026-02-03 10:00: Done');
  expect(logged.replace(/(\r?\n)?- 2026-02-03 10:00: Done/, '')).toBe(text);
});

test('a tick can be taken back to the same bytes, and ticking twice is ticking once', () => {
  for (const { address, state } of boxes(parse(whole).criteria)) {
    const ticked = tickCriterion(whole, address);
    expect(tickCriterion(ticked, address)).toBe(ticked);
    expect(untickCriterion(ticked, address) === whole || state === 'done').toBe(true);
  }
});

test('a criterion that is no longer there is a conflict that says what was looked for', () => {
  const address = { group: ['Web'], ordinal: 0, text: 'Build the image' };
  expect(() => tickCriterion(whole, address)).toThrow(EditConflict);
  expect(() => tickCriterion(whole, address)).toThrow('"Build the image" below "Web" is no longer in the file');
});

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
  expect(() => setField(whole, 'a: b\nc', 'x')).toThrow(TypeError);
});

const log = (...lines: string[]) => taskText({ id: 'TASK-001', body: ['## Progress Log', ...lines] });

test.each([
  [
    'after the last dated bullet',
    ['', '- 2026-01-01: a', '- 2025-12-31: b', ''],
    ['', '- 2026-01-01: a', '- 2025-12-31: b', '- NEW', ''],
  ],
  [
    'after its children',
    ['- 2026-01-01: a', '  - x', '', '    - y', '', '## Notes'],
    ['- 2026-01-01: a', '  - x', '', '    - y', '- NEW', '', '## Notes'],
  ],
  [
    'after its code',
    ['- 2026-01-01: a', '  ```', '# x', '  ```', '## Notes'],
    ['- 2026-01-01: a', '  ```', '# x', '  ```', '- NEW', '## Notes'],
  ],
  [
    'after its further lines',
    ['- 2026-01-01: a', 'lazy', '', 'Prose.'],
    ['- 2026-01-01: a', 'lazy', '- NEW', '', 'Prose.'],
  ],
  [
    'before any ###',
    ['- 2026-01-01: a', '', '### Old', '- 2025-01-01: z'],
    ['- 2026-01-01: a', '- NEW', '', '### Old', '- 2025-01-01: z'],
  ],
  ['before a line across', ['- 2026-01-01: a', '---', 'x'], ['- 2026-01-01: a', '- NEW', '---', 'x']],
  ['before undated bullets', ['- 2026-01-01: a', '- note'], ['- 2026-01-01: a', '- NEW', '- note']],
  [
    'not below nested dates',
    ['- 2026-01-01: a', '  - 2026-01-02: b', '- 2026-01-01: c'],
    ['- 2026-01-01: a', '  - 2026-01-02: b', '- 2026-01-01: c', '- NEW'],
  ],
  ['with the mark that is used', ['* **2026-01-01**: a'], ['* **2026-01-01**: a', '* NEW']],
  ['with the next number', ['1. 2026-01-01: a'], ['1. 2026-01-01: a', '2. NEW']],
  [
    'dates in fences are none',
    ['- 2026-01-01: a', '', '```', '- 2026-01-02: b', '```'],
    ['- 2026-01-01: a', '- NEW', '', '```', '- 2026-01-02: b', '```'],
  ],
  ['into an empty section', ['', '## Notes'], ['', '- NEW', '', '## Notes']],
  ['into a section without a blank line', ['## Notes'], ['', '- NEW', '', '## Notes']],
  ['after prose', ['', 'Nothing yet.', '', '## Notes'], ['', 'Nothing yet.', '', '- NEW', '', '## Notes']],
  ['after undated bullets', ['', '- started'], ['', '- started', '- NEW']],
  [
    'before the ### of a log without its own entries',
    ['', '### Old', '- 2025-01-01: z'],
    ['', '- NEW', '', '### Old', '- 2025-01-01: z'],
  ],
])('a log entry goes %s', (_, before, after) => {
  expect(appendLog(log(...before), 'NEW')).toBe(log(...after));
});

test.each([
  ['# T\n', '# T\n\n## Progress Log\n\n- NEW\n'],
  ['# T\n\n', '# T\n\n## Progress Log\n\n- NEW\n'],
  ['# T', '# T\n\n## Progress Log\n\n- NEW'],
  ['# T\r\n', '# T\r\n\r\n## Progress Log\r\n\r\n- NEW\r\n'],
  ['', '## Progress Log\n\n- NEW\n'],
])('a missing log is made at the end: %j', (text, expected) => {
  expect(appendLog(text, 'NEW')).toBe(expected);
});

test('an entry is one line', () => {
  expect(appendLog('', 'a\n## b\r\n c ')).toBe('## Progress Log\n\n- a ## b c\n');
});

test('an entry that an open fence would swallow is refused', () => {
  expect(() => appendLog('# T\n```\n', 'NEW')).toThrow('the fence in line 2 is never closed');
  expect(appendLog('## Progress Log\n\n- 2026-01-01: a\n\n## Notes\n```\n', 'NEW')).toContain('a\n- NEW\n');
});
