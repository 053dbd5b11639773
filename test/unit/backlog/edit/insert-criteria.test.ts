import { expect, test } from 'vitest';
import type { CriteriaPlace } from '../../../../src/backlog/edit/criteria-place.ts';
import type { NewCriterion } from '../../../../src/backlog/edit/criterion-lines.ts';
import { EditConflict } from '../../../../src/backlog/edit/edit-conflict.ts';
import { insertCriteria } from '../../../../src/backlog/edit/insert-criteria.ts';
import { boxes } from '../../../../src/backlog/parse/criteria.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import type { CriterionAddress } from '../../../../src/backlog/task.ts';
import { taskText } from '../task-text.ts';

const criteriaOf = (text: string) => parseTask(text, 'tasks/active/TASK-001.md', 'active').criteria;
const file = (lines: readonly string[], body: readonly string[] = []) =>
  taskText({ id: 'TASK-001', criteria: lines, body });

function addressOf(text: string, start: string): CriterionAddress {
  const found = boxes(criteriaOf(text)).find((criterion) => criterion.text.startsWith(start));
  if (found === undefined) throw new Error(`no criterion "${start}"`);
  return found.address;
}

const one: readonly NewCriterion[] = [{ text: 'New' }];
const two: readonly NewCriterion[] = [{ text: 'New' }, { text: 'Newer' }];
const tree: readonly NewCriterion[] = [
  { text: 'New', check: 'true', children: [{ text: 'Part', check: 'date' }, { text: 'Rest' }] },
];

test.each<[string, readonly string[], string, readonly NewCriterion[], readonly string[]]>([
  ['in its style', ['*  [x] A', '*  [ ] B'], 'A', one, ['*  [x] A', '*  [ ] New', '*  [ ] B']],
  ['counting on', ['1. [ ] A', '2. [ ] B'], 'B', two, ['1. [ ] A', '2. [ ] B', '3. [ ] New', '4. [ ] Newer']],
  ['repeating a number', ['1) [ ] A', '1) [ ] B'], 'B', one, ['1) [ ] A', '1) [ ] B', '1) [ ] New']],
  [
    'behind its children, paragraphs and code',
    ['- [ ] A', '  - [ ] B', '', '  Why', '  ```', '  - [ ] no', '  ```', '', '- [ ] C'],
    'A',
    one,
    ['- [ ] A', '  - [ ] B', '', '  Why', '  ```', '  - [ ] no', '  ```', '- [ ] New', '', '- [ ] C'],
  ],
  [
    'apart where the list is',
    ['- [ ] A', '', '- [ ] B'],
    'B',
    two,
    ['- [ ] A', '', '- [ ] B', '', '- [ ] New', '', '- [ ] Newer'],
  ],
  [
    'as a sibling of a child',
    ['- [ ] A', '\t+ [ ] B', '- [ ] C'],
    'B',
    one,
    ['- [ ] A', '\t+ [ ] B', '\t+ [ ] New', '- [ ] C'],
  ],
  [
    'with checks and children',
    ['- [ ] A'],
    'A',
    tree,
    ['- [ ] A', '- [ ] New', '  check: `true`', '  - [ ] Part', '    check: `date`', '  - [ ] Rest'],
  ],
  [
    'apart from text that it does not go on with',
    ['- [ ] A', '  check: `true`', 'Prose.'],
    'A',
    one,
    ['- [ ] A', '  check: `true`', '- [ ] New', '', 'Prose.'],
  ],
])('after a criterion, %s', (_, before, start, criteria, after) => {
  expect(insertedLines(before, (text) => ({ after: addressOf(text, start) }), criteria)).toBe(file(after));
});

test.each<[string, readonly string[], string, readonly NewCriterion[], readonly string[]]>([
  ['deeper by the width of its mark', ['1. [ ] A'], 'A', one, ['1. [ ] A', '   - [ ] New']],
  ['deeper by a tab', ['- [ ] A', '\t- [ ] B'], 'B', one, ['- [ ] A', '\t- [ ] B', '\t\t- [ ] New']],
  [
    'behind its last child',
    ['- [ ] A', '    * [x] B', '- [ ] C'],
    'A',
    two,
    ['- [ ] A', '    * [x] B', '    * [ ] New', '    * [ ] Newer', '- [ ] C'],
  ],
  [
    'beside its plain items',
    ['- [ ] A', '   * why', '- [ ] C'],
    'A',
    one,
    ['- [ ] A', '   * why', '   * [ ] New', '- [ ] C'],
  ],
  [
    'behind its check',
    ['- [ ] A', '  check: `true`', '- [ ] C'],
    'A',
    tree,
    [
      '- [ ] A',
      '  check: `true`',
      '  - [ ] New',
      '    check: `true`',
      '    - [ ] Part',
      '      check: `date`',
      '    - [ ] Rest',
      '- [ ] C',
    ],
  ],
])('below a criterion, %s', (_, before, start, criteria, after) => {
  expect(insertedLines(before, (text) => ({ below: addressOf(text, start) }), criteria)).toBe(file(after));
});

test.each<[string, readonly string[], readonly string[], readonly string[]]>([
  [
    'behind its last box',
    ['* [ ] A', '', 'Prose.', '', '### Web'],
    [],
    ['* [ ] A', '* [ ] New', '', 'Prose.', '', '### Web'],
  ],
  [
    'before its subgroups',
    ['### Web', '- [ ] A', '', '#### Pods', '- [ ] B'],
    ['Web'],
    ['### Web', '- [ ] A', '- [ ] New', '', '#### Pods', '- [ ] B'],
  ],
  [
    'in a subgroup',
    ['### Web', '#### Pods', '- [ ] B', '### Store'],
    ['Web', 'Pods'],
    ['### Web', '#### Pods', '- [ ] B', '- [ ] New', '### Store'],
  ],
  [
    'in the last of equal groups',
    ['### Web', '- [ ] A', '### Web', '- [ ] B'],
    ['Web'],
    ['### Web', '- [ ] A', '### Web', '- [ ] B', '- [ ] New'],
  ],
  ['whatever the case of its heading', ['### Web', '- [ ] A'], ['WEB'], ['### Web', '- [ ] A', '- [ ] New']],
  [
    'that is empty',
    ['### Web', '', '### Store', '1. [ ] A'],
    ['Web'],
    ['### Web', '', '1. [ ] New', '', '### Store', '1. [ ] A'],
  ],
  [
    'that holds prose',
    ['### Web', 'Prose.', '### Store'],
    ['Web'],
    ['### Web', 'Prose.', '', '- [ ] New', '', '### Store'],
  ],
  [
    'that is missing',
    ['- [ ] A', '', '### Web', '- [ ] B'],
    ['Store'],
    ['- [ ] A', '', '### Web', '- [ ] B', '', '### Store', '', '- [ ] New'],
  ],
  [
    'below one that is there',
    ['### Web', '- [ ] A', '### Store'],
    ['Web', 'Pods #'],
    ['### Web', '- [ ] A', '', '#### Pods # #', '', '- [ ] New', '', '### Store'],
  ],
  ['and both its headings', [], ['Web', 'Pods'], ['### Web', '', '#### Pods', '', '- [ ] New']],
])('in a group, %s', (_, before, group, after) => {
  expect(insertedLines(before, () => ({ group }), one)).toBe(file(after));
});

test.each([
  ['# T\n', '# T\n\n## Acceptance Criteria\n\n- [ ] New\n'],
  ['# T\r\n\r\n## Progress Log', '# T\r\n\r\n## Acceptance Criteria\r\n\r\n- [ ] New\r\n\r\n## Progress Log'],
  ['', '## Acceptance Criteria\n\n- [ ] New\n'],
])('in a section that is made, before the progress log: %j', (text, expected) => {
  expect(insertCriteria(text, one, { group: [] })).toBe(expected);
});

function insertedLines(
  before: readonly string[],
  place: (text: string) => CriteriaPlace,
  criteria: readonly NewCriterion[],
): string {
  const text = file(before);
  const edited = insertCriteria(text, criteria, place(text));
  const crlf = text.replaceAll('\n', '\r\n').trimEnd();
  expect(insertCriteria(crlf, criteria, place(crlf))).toBe(edited.replaceAll('\n', '\r\n').trimEnd());
  return edited;
}

test.each([
  ['## Not a heading', '## Not a heading'],
  ['a\n\n- [x] b\r\n```', 'a - [x] b ```'],
  ['- [ ] twice', '- [ ] twice'],
  ['[x] ticked', '[x] ticked'],
  ['check: `true`', 'check: `true`'],
  ['> <!-- ', '> <!--'],
  ['---', '---'],
  ['a\0b\u2028c', 'a b c'],
  ['~~gone~~ (no)', '\\~~gone~~ (no)'],
  ['**~~gone~~**', '**\\~~gone~~**'],
  ['~~~', '~~~'],
])('the text %j reads back as %j', (given, expected) => {
  const text = file(['- [ ] A', 'and more', '- [ ] B']);
  const edited = insertCriteria(text, [{ text: given }], { after: addressOf(text, 'A') });
  const read = parseTask(edited, 'tasks/active/TASK-001.md', 'active');
  expect(read.criteria.map((criterion) => criterion.text)).toEqual(['A and more', expected, 'B']);
  expect(read.problems).toEqual([]);
});

test.each([
  ['kubectl get pods', 'check: `kubectl get pods`'],
  ['echo `date`', 'check: `` echo `date` ``'],
  ['a `` b', 'check: ```a `` b```'],
  [' true\t', 'check: `true`'],
])('the check %j is written as %s and reads back', (check, line) => {
  const edited = insertCriteria(file([]), [{ text: 'New', check }], { group: [] });
  expect(edited).toContain(`- [ ] New\n  ${line}\n`);
  expect(criteriaOf(edited)).toMatchObject([{ text: 'New', check: check.trim() }]);
});

test.each<[string, readonly string[], readonly NewCriterion[], (text: string) => CriteriaPlace]>([
  ['A criterion needs a text', [], [{ text: ' \n' }], () => ({ group: [] })],
  ['A check needs a command', [], [{ text: 'A', check: ' ' }], () => ({ group: [] })],
  ['is not one line', [], [{ text: 'A', check: 'a\nb' }], () => ({ group: [] })],
  ['A group of criteria needs a heading', [], one, () => ({ group: ['Web', ' '] })],
  ['a heading of level 7', [], one, () => ({ group: ['a', 'b', 'c', 'd', 'e'] })],
  ['is no longer in the file', ['- [ ] A'], one, () => ({ after: { group: [], ordinal: 0, text: 'Z' } })],
  ['waived. Restore it first', ['- [x] ~~A~~ (no)'], one, (text) => ({ below: addressOf(text, '~~A') })],
  ['the fence in line 11 is never closed', ['- [ ] A', '```'], one, () => ({ group: ['Web'] })],
])('refused: %s', (message, lines, criteria, place) => {
  const text = file(lines);
  expect(() => insertCriteria(text, criteria, place(text))).toThrow(EditConflict);
  expect(() => insertCriteria(text, criteria, place(text))).toThrow(message);
});
