import { expect, test } from 'vitest';
import { boxes, countCriteria, findCriterion } from '../../../../src/backlog/parse/criteria.ts';
import { cpuMsSince } from '../../../support/cpu-time.ts';
import { item, outline, problemsOf } from './item-sketch.ts';

const read = (lines: readonly string[]) => item({ tasks: `${lines.join('\n')}\n` });

const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['boxes anywhere in the file', ['- [ ] A', '## One', '- [x] B'], ['A: open', 'One / B: done']],
  ['the title of the file is no group', ['# Breakdown', '## One', '### Web', '- [ ] A'], ['One / Web / A: open']],
  [
    'headings of the first level that repeat are groups',
    ['# One', '- [ ] A', '# Two', '- [ ] B'],
    ['One / A: open', 'Two / B: open'],
  ],
  ['text above the title', ['- [ ] A', '# Breakdown', '- [ ] B'], ['A: open', 'B: open']],
  [
    'marked headings are steps',
    ['# Breakdown', '## Find it ✅ COMPLETED - 2026-02-03', 'Notes.', '## Mend it  ✅ DONE'],
    ['Find it: done', 'Mend it: done'],
  ],
  [
    'headings that begin as steps are steps',
    ['### TASK-001: Find it', '### Step 2 – Mend it', '### Section 3', '### Phase 4.1: Tell', '### Test #5'],
    ['TASK-001: Find it: open', 'Step 2 – Mend it: open', 'Section 3: open', 'Phase 4.1: Tell: open', 'Test #5: open'],
  ],
  [
    'other headings are none',
    ['## Overview', 'Text', '## Test strategy', '## Step by step', '- [ ] A'],
    ['Step by step / A: open'],
  ],
  [
    'sections above steps are their parents',
    [
      '## Section 1: Find ✅ COMPLETED - 2026-02-03',
      '### TASK-001: Look ✅ COMPLETED - 2026-02-03',
      '## Testing',
      '### TEST-001: Run',
    ],
    [
      'Section 1: Find: done',
      '  Section 1: Find / TASK-001: Look: done',
      'Testing: open',
      '  Testing / TEST-001: Run: open',
    ],
  ],
  [
    'a parent is open when a step below it is',
    ['## Section 1', '### TASK-001 ✅ COMPLETED', '### TASK-002'],
    ['Section 1: open', '  Section 1 / TASK-001: done', '  Section 1 / TASK-002: open'],
  ],
  [
    'headings below a step belong to it',
    ['## Step 1: Find', '### Details', 'Text', '### Result'],
    ['Step 1: Find: open'],
  ],
  [
    'a heading with boxes below is no step, whatever it says',
    ['## Step 1: Find ✅ COMPLETED - 2026-02-03', '- [x] A', '## Step 2', '### Web', '- [ ] B'],
    ['Step 1: Find / A: done', 'Step 2 / Web / B: open'],
  ],
  [
    'steps and boxes together, in the order of the file',
    ['## Section 1', '- [ ] A', '### TASK-001: B', '- why', '## Section 2', '- [x] C'],
    ['Section 1: open', '  Section 1 / A: open', '  Section 1 / TASK-001: B: open', 'Section 2 / C: done'],
  ],
  [
    'in a file of steps, what stands beside them is one too, prose apart',
    [
      '# T',
      '## Find it ✅ DONE',
      '## Mend it',
      '## Notes',
      '## Progress Log',
      '- 2026-02-03: x',
      '## Rollback plan',
      '## Links to pages',
    ],
    ['Find it: done', 'Mend it: open'],
  ],
  [
    'in a file of boxes it is not',
    ['## Find it ✅ DONE', '## Mend it', '## Rest', '- [ ] A'],
    ['Find it: done', 'Rest / A: open'],
  ],
  ['other levels are not beside them', ['## Step 1', '# Part', '### Deeper'], ['Step 1: open']],
  [
    'fences, comments and front matter',
    ['---', 'x: 1', '---', '```', '## Step 1', '- [ ] no', '```', '<!--', '## Step 2', '-->', '## Step 3'],
    ['Step 3: open'],
  ],
  [
    'a ✅ in prose is no mark',
    ['## Step 1 ✅ COMPLETED by Ann', '## Step 2 ✅', '## ✅ DONE: Step 3'],
    ['Step 1 ✅ COMPLETED by Ann: open', 'Step 2 ✅: open', '✅ DONE: Step 3: open'],
  ],
  [
    'struck out and marked is waived, with all below it',
    ['## ~~Section 1~~ (not needed) ✅ DONE', '### TASK-001', '## ~~Step 2~~ ✅ DONE', '## ~~Step 3~~'],
    [
      '~~Section 1~~ (not needed): waived',
      '  ~~Section 1~~ (not needed) / TASK-001: waived',
      '~~Step 2~~: waived',
      '~~Step 3~~: open',
    ],
  ],
];

test.each(cases)('%s', (_, lines, expected) => {
  expect(outline(read(lines).criteria)).toEqual(expected);
});

test.each(cases)('%s, with other line endings, a byte order mark and no final newline', (_, lines, expected) => {
  for (const ending of ['\r\n', '\r']) {
    expect(outline(item({ tasks: `\uFEFF${lines.join(ending)}` }).criteria)).toEqual(expected);
  }
});

test.each(cases)('%s: every criterion is found by its address', (_, lines) => {
  const { criteria } = read(lines);
  for (const criterion of boxes(criteria)) expect(findCriterion(criteria, criterion.address)).toBe(criterion);
});

test('steps of equal names below equal headings are told apart', () => {
  const { criteria } = read(['## Part A', '### Step 1', '## Part A', '### Step 1', '### Step 1']);
  for (const criterion of boxes(criteria)) expect(findCriterion(criteria, criterion.address)).toBe(criterion);
});

test('the leaves count, and a step reaches to the last line that says something', () => {
  const { criteria } = read(['## Section 1', '', '### Step 1', 'Text', '- item', '', '---', '', '### Step 2', '']);
  expect(countCriteria(criteria)).toEqual({ total: 2, open: 2 });
  expect(boxes(criteria).map(({ range }) => [range.start, range.end])).toEqual([
    [0, 9],
    [2, 5],
    [8, 9],
  ]);
});

test('check lines below a step are its checks', () => {
  const { criteria } = read(['## Step 1', 'check: `make test`', '- check: `make lint`', '## Step 2', 'Text']);
  expect(criteria.map(({ check }) => check)).toEqual(['{ make test\n} && { make lint\n}', undefined]);
});

test.each<[string, readonly string[], readonly string[]]>([
  ['a mark above open boxes', ['## Web ✅ DONE', '- [ ] A'], ['TASKS.md:1 parent-ticked']],
  ['a mark above open steps', ['## Part 1 ✅ DONE', '### Step 1'], ['TASKS.md:1 parent-ticked']],
  ['a waived step without mark', ['## ~~Step 1~~'], ['TASKS.md:1 waiver-open']],
  ['a check that is none', ['## Step 1', 'check: make'], ['TASKS.md:2 check-malformed']],
  ['an unclosed fence', ['- [ ] A', '```'], ['TASKS.md:2 fence-unclosed']],
  ['nothing', ['## Step 1 ✅ DONE', '## Web', '- [ ] A'], []],
])('%s is reported', (_, lines, expected) => {
  expect(problemsOf(read(lines))).toEqual(expected);
});

test('ten times the headings take about ten times as long', () => {
  const timeOf = (count: number) => {
    const lines = Array.from(
      { length: count },
      (_, index) => `${'#'.repeat((index % 6) + 1)} Step ${index} ✅ DONE${'\n- [ ] A'.repeat(index % 2)}`,
    );
    const times = [1, 2, 3].map(() => {
      const start = process.cpuUsage();
      expect(countCriteria(read(lines).criteria).total).toBe(count / 2);
      return cpuMsSince(start);
    });
    return Math.min(...times);
  };
  // A reader that went through all headings for each of them would need 100 times as long.
  expect(timeOf(20_000) / timeOf(2_000)).toBeLessThan(50);
});
