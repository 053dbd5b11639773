import { expect, test } from 'vitest';
import { EditConflict } from '../../../../src/backlog/edit/edit-conflict.ts';
import { restoreCriterion, waiveCriterion } from '../../../../src/backlog/edit/waive.ts';
import { boxes, findCriterion } from '../../../../src/backlog/parse/criteria.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import type { CriterionAddress } from '../../../../src/backlog/task.ts';
import { taskText } from '../task-text.ts';

const criteriaOf = (text: string) => parseTask(text, 'tasks/active/TASK-001.md', 'active').criteria;
const file = (lines: readonly string[]) => taskText({ id: 'TASK-001', criteria: lines });

/** The address of the criterion whose text starts so. */
function addressOf(text: string, start: string): CriterionAddress {
  const found = boxes(criteriaOf(text)).find((criterion) => criterion.text.startsWith(start));
  if (found === undefined) throw new Error(`no criterion "${start}"`);
  return found.address;
}

const waivers: readonly (readonly [string, readonly string[], string, readonly string[]])[] = [
  ['a text', ['- [ ] Add a probe'], 'Add', ['- [x] ~~Add a probe~~ (no port)']],
  ['a bold prefix', ['* [ ] **Probe**: add it'], '**', ['* [x] ~~**Probe**: add it~~ (no port)']],
  ['code', ['1. [ ] Run `a ~~ b`'], 'Run', ['1. [x] ~~Run `a ~~ b`~~ (no port)']],
  ['strike-through inside', ['- [ ] Drop ~~v1~~ v2'], 'Drop', ['- [x] ~~Drop ~~v1~~ v2~~ (no port)']],
  ['a final tilde', ['- [ ] Keep a~'], 'Keep', ['- [x] ~~Keep a~~~ (no port)']],
  ['brackets at the end', ['- [ ] Keep (it)'], 'Keep', ['- [x] ~~Keep (it)~~ (no port)']],
  ['blanks around it', ['-\t[ ]   Wide  \t'], 'Wide', ['-\t[x]   ~~Wide~~ (no port)  \t']],
  [
    'continuation lines',
    ['- [ ] Add  ', '  a probe', 'to it', '- [ ] Next'],
    'Add',
    ['- [x] ~~Add  ', '  a probe', 'to it~~ (no port)', '- [ ] Next'],
  ],
  ['a text that begins below its box', ['- [ ]', '  Add it'], 'Add', ['- [x]', '  ~~Add it~~ (no port)']],
  [
    'a check and a paragraph below',
    ['- [ ] Add it', '  check: `true`', '', '  Why: ports', '- [ ] Next'],
    'Add',
    ['- [x] ~~Add it~~ (no port)', '  check: `true`', '', '  Why: ports', '- [ ] Next'],
  ],
  [
    'a check that is none',
    ['- [ ] Add it', '  check: it works'],
    'Add',
    ['- [x] ~~Add it', '  check: it works~~ (no port)'],
  ],
  [
    'a parent, whose boxes stay as they are',
    ['- [ ] All', '  - [x] One', '  - [ ] Two', '- [ ] Next'],
    'All',
    ['- [x] ~~All~~ (no port)', '  - [x] One', '  - [ ] Two', '- [ ] Next'],
  ],
  ['a child', ['- [ ] All', '\t- [ ] One'], 'One', ['- [ ] All', '\t- [x] ~~One~~ (no port)']],
  ['one of two equals', ['- [ ] Test', '- [ ] Test'], 'Test', ['- [x] ~~Test~~ (no port)', '- [ ] Test']],
];

test.each(waivers)('waives %s and restores it to the same bytes', (_, before, start, after) => {
  for (const ending of ['\n', '\r\n', '\r']) {
    const text = `\uFEFF${file(before)}`.trimEnd().replaceAll('\n', ending);
    const address = addressOf(text, start);
    const waived = waiveCriterion(text, address, 'no port');
    expect(waived).toBe(`\uFEFF${file(after)}`.trimEnd().replaceAll('\n', ending));
    expect(findCriterion(criteriaOf(waived), address)).toMatchObject({ state: 'waived' });
    expect(restoreCriterion(waived, address)).toBe(text);
    expect(restoreCriterion(waived, addressOf(waived, '~~'))).toBe(text);
  }
});

test('what is below a waived parent is waived too', () => {
  const text = file(['- [ ] All', '  - [x] One', '  - [ ] Two']);
  const waived = waiveCriterion(text, addressOf(text, 'All'), 'no port');
  expect(boxes(criteriaOf(waived)).map(({ state }) => state)).toEqual(['waived', 'waived', 'waived']);
  expect(() => restoreCriterion(waived, addressOf(waived, 'Two'))).toThrow(
    '"Two" is waived with "~~All~~ (no port)": restore that.',
  );
});

test.each([
  [' moved\r\n## to\tTASK-2 ', '(moved ## to TASK-2)'],
  ['see ~~ (x) and ~~~', '(see \\~\\~ (x) and \\~\\~\\~)'],
  ['a (b)', '(a (b))'],
  ['a\u2028b\0c', '(a b c)'],
])('the reason %j is written as %s and can be taken back', (reason, written) => {
  const text = file(['- [ ] Add (it)']);
  const waived = waiveCriterion(text, addressOf(text, 'Add'), reason);
  expect(waived).toBe(file([`- [x] ~~Add (it)~~ ${written}`]));
  expect(restoreCriterion(waived, addressOf(text, 'Add'))).toBe(text);
});

test.each([
  [['- [ ] A'], 'A', ' \n ', 'cannot be waived without a reason'],
  [['- [x] A'], 'A', 'why', 'only open criteria can be waived'],
  [['- [x] A', '  - [ ] B'], 'A', 'why', 'is ticked'],
  [['- [ ] A', '  - [x] B'], 'A', 'why', 'is ticked'],
  [['- [x] ~~A~~'], '~~A', 'why', 'is waived already'],
  [['- [ ] ~~A~~'], '~~A', 'why', 'is struck out already; tick its box'],
  [['- [ ] ~~A'], '~~A', 'why', 'is struck out already'],
  [['- [ ]', '  - [ ] B'], '', 'why', 'has no text'],
  [['- [ ]', '  ~A'], '~A', 'why', 'its lines would read as something else'],
])('%j: %s is not waived for %j, since it %s', (lines, start, reason, message) => {
  const text = file(lines);
  const waive = () => waiveCriterion(text, addressOf(text, start), reason);
  expect(waive).toThrow(EditConflict);
  expect(waive).toThrow(message);
});

test.each([
  [['- [X] **~~A~~**'], '**~~A', ['- [ ] **A**']],
  [['- [x] ~~A~~ - moved (to B)'], '~~A', ['- [ ] A - moved (to B)']],
  [['- [x] ~~A', '  b~~ (moved', '  to B)', '- [ ] C'], '~~A', ['- [ ] A', '  b', '- [ ] C']],
  [['- [x] ~~A~~', '  (moved)', '- [ ] C'], '~~A', ['- [ ] A', '- [ ] C']],
])('restores what people wrote: %j', (lines, start, expected) => {
  const text = file(lines);
  expect(restoreCriterion(text, addressOf(text, start))).toBe(file(expected));
});

test.each([
  [['- [ ] A'], 'A'],
  [['- [x] A'], 'A'],
  [['- [ ] ~~A~~'], '~~A~~'],
])('%j is not waived, so it cannot be restored', (lines, start) => {
  const text = file(lines);
  expect(() => restoreCriterion(text, addressOf(text, start))).toThrow(`"${start}" is not waived.`);
});
