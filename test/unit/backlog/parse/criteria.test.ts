import { expect, test } from 'vitest';
import { boxes, countCriteria, leaves } from '../../../../src/backlog/parse/criteria.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';
import { readOtherBoxes } from '../../../../src/backlog/standard/criteria-forms.ts';
import { readDocument } from '../../../../src/backlog/standard/document.ts';
import type { Criterion } from '../../../../src/backlog/task.ts';
import { task, taskText } from '../task-text.ts';

const read = (...criteria: string[]) => task({ id: 'TASK-001', criteria });

/** Each box as `group / text: state`, children indented below their parents. */
function outline(criteria: readonly Criterion[], depth = 0): string[] {
  return criteria.flatMap(({ address, text, state, children }) => [
    `${'  '.repeat(depth)}${[...address.group, text].join(' / ')}: ${state}`,
    ...outline(children, depth + 1),
  ]);
}

const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['flat', ['- [ ] One', '- [x] Two', '- [X] Three'], ['One: open', 'Two: done', 'Three: done']],
  [
    'all markers',
    ['- [ ] A', '* [ ] B', '+ [ ] C', '1. [ ] D', '2) [ ] E'],
    ['A: open', 'B: open', 'C: open', 'D: open', 'E: open'],
  ],
  ['groups', ['### Web', '- [ ] A', '### Store', '- [x] B'], ['Web / A: open', 'Store / B: done']],
  [
    'groups below groups',
    ['### Web', '#### Pods', '- [ ] A', '### Store', '- [ ] B'],
    ['Web / Pods / A: open', 'Store / B: open'],
  ],
  ['closed headings', ['### Web ###', '- [ ] A'], ['Web / A: open']],
  [
    'nesting',
    ['- [ ] A', '  - [x] B', '    - [x] C', '  - [ ] D', '- [ ] E'],
    ['A: open', '  B: done', '    C: done', '  D: open', 'E: open'],
  ],
  ['nesting by tabs', ['- [ ] A', '\t- [ ] B', '\t\t- [ ] C'], ['A: open', '  B: open', '    C: open']],
  ['nesting below numbers by two blanks', ['1. [ ] A', '  - [ ] B'], ['A: open', '  B: open']],
  ['one blank is no nesting', ['- [ ] A', ' - [ ] B'], ['A: open', 'B: open']],
  ['nesting below a plain bullet', ['- Web', '  - [ ] A', '    - why', '      - [ ] B'], ['A: open', '  B: open']],
  [
    'a parent is done when its children are',
    ['- [ ] A', '  - [x] B', '  - [x] C'],
    ['A: done', '  B: done', '  C: done'],
  ],
  ['a ticked parent is open when a child is', ['- [x] A', '  - [ ] B'], ['A: open', '  B: open']],
  [
    'waived',
    ['- [x] ~~A~~ (not needed)', '- [x] **~~B~~**', '- [ ] ~~C~~'],
    ['~~A~~ (not needed): waived', '**~~B~~**: waived', '~~C~~: open'],
  ],
  ['a waived parent waives what is below', ['- [x] ~~A~~', '  - [ ] B'], ['~~A~~: waived', '  B: waived']],
  ['a tick in prose is no mark', ['- [ ] A ✅ done'], ['A ✅ done: open']],
  ['continuation lines', ['- [ ] A', '  goes on', 'and on', '- [ ] B'], ['A goes on and on: open', 'B: open']],
  [
    'lines across',
    ['- [ ] A', '---', '- [ ] B', '  more', '* * *', '- [ ] C', '___'],
    ['A: open', 'B more: open', 'C: open'],
  ],
  ['a text that begins on the next line', ['- [ ]', '  A'], ['A: open']],
  ['a further paragraph is no text', ['- [ ] A', '', '  More', '- [ ] B'], ['A: open', 'B: open']],
  ['code spans and bold', ['- [ ] **A**: `kubectl get pods`'], ['**A**: `kubectl get pods`: open']],
  ['fences', ['```', '- [ ] no', '### no', '```', '- [ ] A'], ['A: open']],
  ['fences of tildes with backticks inside', ['~~~', '```', '- [ ] no', '~~~', '- [ ] A'], ['A: open']],
  ['a longer fence', ['````', '```', '- [ ] no', '````', '- [ ] A'], ['A: open']],
  ['indented fences', ['- [ ] A', '  ```bash', '  # no', '  - [ ] no', '  ```', '- [ ] B'], ['A: open', 'B: open']],
  [
    'sloppy code in an indented fence',
    ['- [ ] A', '  ```bash', '# no', 'no', '  ```', '- [ ] B'],
    ['A: open', 'B: open'],
  ],
  ['a fence that is not closed in its item', ['- [ ] A', '  ```bash', '  no', '- [ ] B'], ['A: open', 'B: open']],
  [
    'comments that stand in an item',
    ['- [ ] A', '', '    <!-- old:', '    - [ ] no', '    -->', '- [ ] B', '\t<!-- - [ ] no -->'],
    ['A: open', 'B: open'],
  ],
  ['comments', ['<!-- - [ ] no -->', '<!--', '- [ ] no', '-->', '- [ ] A'], ['A: open']],
  ['quotes', ['> - [ ] no', '- [ ] A', '> no'], ['A: open']],
  ['links are no boxes', ['- [x](a.md) no', '- [text] no', '- [ ] A'], ['A: open']],
  ['boxes without a text', ['- [ ]', '- [ ] A'], ['A: open']],
];

test.each(cases)('%s', (_, lines, expected) => {
  expect(outline(read(...lines).criteria)).toEqual(expected);
});

test.each(cases)('%s, with other line endings, a byte order mark and no final newline', (_, lines, expected) => {
  const text = `\uFEFF${taskText({ id: 'TASK-001', criteria: lines })}`.trimEnd();
  for (const ending of ['\r\n', '\r']) {
    const criteria = parseTask(text.replaceAll('\n', ending), 'tasks/active/TASK-001.md', 'active').criteria;
    expect(outline(criteria)).toEqual(expected);
  }
});

test('only leaves are executed and counted, in file order', () => {
  const { criteria } = read('- [ ] A', '  - [x] B', '  - [ ] C', '- [x] ~~D~~', '- [ ] E');
  expect(leaves(criteria).map(({ text }) => text)).toEqual(['B', 'C', '~~D~~', 'E']);
  expect(boxes(criteria).map(({ text }) => text)).toEqual(['A', 'B', 'C', '~~D~~', 'E']);
  expect(countCriteria(criteria)).toEqual({ total: 4, open: 2 });
});

test('every box knows its lines: its children and paragraphs are its own, blank lines after it are not', () => {
  const { criteria } = read('- [ ] A', '  - [ ] B', '', '    More of B', '', '- [ ] C');
  const start = criteria[0]?.line ?? 0;
  const ranges = boxes(criteria).map(({ text, range }) => [text, range.start - start, range.end - start]);
  expect(ranges).toEqual([
    ['A', 0, 4],
    ['B', 1, 4],
    ['C', 5, 6],
  ]);
});

test('boxes count on through a group whose heading repeats, and tell the headings apart', () => {
  const { criteria } = read('### Web', '- [ ] A', '- [ ] B', '### Store', '- [ ] A', '### Web', '- [ ] A');
  expect(criteria.map(({ address }) => address)).toEqual([
    { group: ['Web'], ordinal: 0, text: 'A' },
    { group: ['Web'], ordinal: 1, text: 'B' },
    { group: ['Store'], ordinal: 0, text: 'A' },
    { group: ['Web'], ordinal: 2, repeat: { heading: 1, ordinal: 0 }, text: 'A' },
  ]);
});

test('boxes of other sections are shown and are no criteria', () => {
  const sketch = { id: 'TASK-001', body: ['## Services', '### Web', '- [ ] up', '## Notes', '- [x] read'] };
  expect(outline(task(sketch).criteria)).toEqual(['Do it: open']);
  expect(outline(readOtherBoxes(readDocument(taskText(sketch), ''), 'section'))).toEqual([
    'Services / Web / up: open',
    'Notes / read: done',
  ]);
});

test.each([
  '## Acceptance Criteria',
  '##   acceptance criteria  ##',
  '## **Acceptance Criteria:**',
  '## 3. Acceptance Criteria (first half)',
  '## ✅ Acceptance Criteria',
])('%s is the heading of the criteria', (heading) => {
  const text = `---\nid: TASK-001\n---\n${heading}\n- [ ] A\n# End\n- [ ] no\n`;
  expect(outline(parseTask(text, 'tasks/active/TASK-001.md', 'active').criteria)).toEqual(['A: open']);
});

test.each([
  [['- [ ] A', '  check: `kubectl get pods`'], 'kubectl get pods'],
  [['- [ ] A', '  - check: `true`'], 'true'],
  [['- [ ] A', '  Check: `` echo `date` ``'], 'echo `date`'],
  [['- [ ] A', '', '  check: `true`'], 'true'],
  [['- [ ] A', '  check: `one # note`', '  check: `two`'], '{ one # note\n} && { two\n}'],
])('%j is checked by %j', (lines, check) => {
  const [criterion] = read(...lines).criteria;
  expect(criterion).toMatchObject({ text: 'A', check });
});

test.each([
  [['- [ ] A', '  check: the page loads'], 'A check: the page loads'],
  [['- [ ] A', 'check: `true`'], 'A check: `true`'],
  [['- [ ] A', '  check: `true` and more'], 'A check: `true` and more'],
])('%j is not run, and a problem tells so', (lines, text) => {
  const { criteria, problems } = read(...lines);
  expect(criteria).toMatchObject([{ text }]);
  expect(criteria[0]).not.toHaveProperty('check');
  expect(problems.map(({ code }) => code)).toEqual(['check-malformed']);
});

test.each([
  [['- [] A', '- [ ] B'], 'box-malformed'],
  [['- [ ]A', '- [ ] B'], 'box-malformed'],
  [['- [~] A', '- [ ] B'], 'box-malformed'],
  [['-[ ] A', '- [ ] B'], 'box-malformed'],
  [['- [ ] A', '-[ ] B'], 'box-malformed'],
  [['- [ ] A', '  *[x] B'], 'box-malformed'],
  [['- [ ] A', '-[]B', '-[] B'], 'box-malformed'],
  [['- [ ] A', '– [ ] B'], 'box-malformed'],
  [['— [x] B', '', '- [ ] A'], 'box-malformed'],
  [['- [ ] A', '• [ ] B'], 'box-malformed'],
  [['- [ ] A', '2.[ ] B'], 'box-malformed'],
  [['- [ ] A', '[ ] B'], 'box-malformed'],
  [['- [ ] A', '- ( ) B'], 'box-malformed'],
  [['- [ ] A', '- (x) B'], 'box-malformed'],
  [['- [ ] ~~A~~'], 'waiver-open'],
  [['- [x] A', '  - [ ] B'], 'parent-ticked'],
  [['- [ ]', '- [ ] B'], 'criterion-empty'],
  [['Nothing yet.'], 'criteria-missing'],
  [['- [ ] A', '', '```', 'open'], 'fence-unclosed'],
  [['- [ ] A', '', '<!-- open'], 'comment-unclosed'],
])('%j has the problem %s', (lines, code) => {
  expect(read(...lines).problems.map((problem) => problem.code)).toEqual([code]);
});

test.each([
  ['-[x](a.md) goes on'],
  ['[x](a.md) goes on'],
  ['[1] says so'],
  ['• B'],
  ['– and B'],
  ['-1 is too little'],
  ['(x) is known'],
  ['- (see below)'],
  ['- (x): a number'],
  ['> - [ ] B'],
])('%s below a box is meant as no box', (line) => {
  expect(read('- [ ] A', line).problems).toEqual([]);
});

test('what was meant as a box of its own is no text of the one above it', () => {
  const { criteria } = read('- [ ] A', '-[ ] B', '  more of B', '- [ ] C', '  • [ ] D', '- [x] E');
  expect(criteria.map(({ text, range }) => [text, range.end - range.start])).toEqual([
    ['A', 1],
    ['C', 2],
    ['E', 1],
  ]);
});
