import { expect, test } from 'vitest';
import { EditConflict } from '../../../../src/backlog/edit/edit-conflict.ts';
import { setField } from '../../../../src/backlog/edit/field.ts';
import { appendLog } from '../../../../src/backlog/edit/log.ts';
import { tickCriterion, untickCriterion } from '../../../../src/backlog/edit/tick.ts';
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

test.each<[string, readonly string[], string, string]>([
  [
    'near',
    ['- [ ] Push all images', '- [ ] Test'],
    'Build all images',
    ' The nearest is "Push all images" in line 10.',
  ],
  [
    'near, in a group',
    ['### Web', '- [ ] Push: all images'],
    'Build: all the images',
    ' The nearest is "Push: all images" below "Web" in line 11.',
  ],
  ['not even near', ['- [ ] Push it'], 'Build all images', ''],
])('a conflict names what is %s', (_, criteria, text, hint) => {
  const edit = () => tickCriterion(taskText({ id: 'TASK-001', criteria }), { group: [], ordinal: 9, text });
  expect(edit).toThrow(new EditConflict(`The criterion "${text}" is no longer in the file.${hint}`, text));
});

test('of two criteria with the same text and place, neither is ticked', () => {
  const text = taskText({ id: 'TASK-001', criteria: ['- [ ] Test', '- [ ] Build', '- [ ] Test'] });
  const edit = () => tickCriterion(text, { group: [], ordinal: 1, text: 'Test' });
  expect(edit).toThrow(new EditConflict('The criterion "Test" is not clear: lines 10, 12 say the same.', 'Test'));
});
