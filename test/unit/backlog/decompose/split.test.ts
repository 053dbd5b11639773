/** What a person gets who takes a task apart, and why not. */
import { describe, expect, test } from 'vitest';
import { splitSizes, splitTask } from '../../../../src/backlog/decompose/split.ts';
import { parseTask } from '../../../../src/backlog/parse/parse.ts';

const textOf = (id: string, front: readonly string[], criteria: readonly string[]) =>
  ['---', `id: ${id}`, 'title: Move the shop', ...front, '---', '## Acceptance Criteria', ...criteria].join('\n');

function split(criteria: readonly string[], { most, front = [], other = [] }: Options = {}) {
  const text = textOf('TASK-001', front, criteria);
  const parent = parseTask(text, 'tasks/active/TASK-001.md', 'active');
  const tasks = [parent, parseTask(textOf('TASK-002', [], other), 'tasks/active/TASK-002.md', 'active')];
  return { task: parent, text, backlog: { tasks, humanActions: [], problems: [] }, most };
}

interface Options {
  readonly most?: number;
  readonly front?: readonly string[];
  /** Criteria of TASK-002. */
  readonly other?: readonly string[];
}

const open = (count: number) => Array.from({ length: count }, (_, index) => `- [ ] Step ${index + 1}`);

describe('sub-tasks', () => {
  test.each<[string, readonly string[], Options, readonly (readonly string[])[]]>([
    ['one for each heading', ['### A', '- [ ] a', '- [ ] b', '### B', '- [ ] c'], {}, [['a', 'b'], ['c']]],
    ['without what is done', ['### A', '- [x] a', '- [ ] b', '### B', '- [ ] c'], {}, [['b'], ['c']]],
    [
      'at most ten criteria each',
      open(12),
      {},
      [open(6), open(12).slice(6)].map((one) => one.map((line) => line.slice(6))),
    ],
    [
      'as many as a person says',
      open(4),
      { most: 2 },
      [
        ['Step 1', 'Step 2'],
        ['Step 3', 'Step 4'],
      ],
    ],
    ['of the parts of the only criterion', ['- [ ] Move:', '  - one', '  - two'], {}, [['Move: one', 'Move: two']]],
    [
      'of what no task has that it waits for',
      ['### A', '- [ ] a', '### B', '- [ ] b', '### C', '- [ ] c'],
      { front: ['depends_on: TASK-002'], other: ['- [ ] a'] },
      [['b'], ['c']],
    ],
  ])('%s', (_, criteria, options, expected) => {
    const { task, text, backlog, most } = split(criteria, options);
    const result = splitTask(task, text, backlog, most);
    if ('refusal' in result) throw new Error(result.refusal);
    expect(result.subTasks.map((one) => one.criteria.map((criterion) => criterion.text))).toEqual(expected);
    expect(result.handedOver).toBe(options.other === undefined ? 0 : 1);
  });
});

describe('nothing to split', () => {
  test.each<[string, readonly string[], Options, string]>([
    ['no criteria', [], {}, 'TASK-001 has no acceptance criteria, so there is nothing to split. Write them first.'],
    ['none open', ['- [x] a'], {}, 'No criterion of TASK-001 is open, so there is nothing to split.'],
    [
      'one without parts',
      ['- [ ] a'],
      {},
      'TASK-001 has one open criterion, and it lists no parts: "a". Write smaller ones in its place.',
    ],
    [
      'few, without headings',
      open(3),
      {},
      'One sub-task would take all 3 open criteria of TASK-001, which stand under no headings. Put them under ### headings, or say how many one sub-task takes at most.',
    ],
    [
      'few, under one heading',
      ['### A', ...open(2)],
      {},
      'One sub-task would take all 2 open criteria of TASK-001, which stand under one heading. Put them under ### headings, or say how many one sub-task takes at most.',
    ],
    [
      'taken apart already',
      ['### A', '- [ ] a', '### B', '- [ ] b'],
      { front: ['depends_on: TASK-002'], other: ['- [ ] a', '- [ ] b'] },
      'TASK-001 is taken apart already: TASK-002 has its open criteria, and it waits for that.',
    ],
  ])('%s', (_, criteria, options, refusal) => {
    const { task, text, backlog, most } = split(criteria, options);
    expect(splitTask(task, text, backlog, most)).toEqual({ refusal });
  });
});

test.each<[string, readonly string[], readonly [number, number][]]>([
  [
    'four in one row',
    open(4),
    [
      [3, 2],
      [1, 4],
    ],
  ],
  ['two headings', ['### A', '- [ ] a', '### B', '- [ ] b'], [[10, 2]]],
  [
    'twelve',
    open(12),
    [
      [10, 2],
      [5, 3],
      [3, 4],
      [1, 12],
    ],
  ],
  ['one', ['- [ ] a'], []],
])('sizes to choose from, for %s', (_, criteria, expected) => {
  const { task, text, backlog } = split(criteria);
  expect(splitSizes(task, text, backlog).map((one) => [one.most, one.split.subTasks.length])).toEqual(expected);
});
