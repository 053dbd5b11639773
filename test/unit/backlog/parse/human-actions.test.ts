import { expect, test } from 'vitest';
import { actionState, joinStatements, readActionReport } from '../../../../src/backlog/parse/action-report.ts';
import { readActionTable } from '../../../../src/backlog/parse/action-table.ts';

const file = 'human-actions/ACTION-002-key/action_report.json';
const report = (value: unknown) => readActionReport(JSON.stringify(value), file, 'ACTION-002-key').statement;

test.each([
  [
    'all fields',
    {
      action_id: 'ACTION-002',
      title: 'Rotate',
      status: 'pending',
      urgency: 'high',
      blocking_items: ['TASK-001', 'BUG-3'],
    },
    { title: 'Rotate', status: 'pending', urgency: 'high', blockingItems: ['TASK-001', 'BUG-3'] },
  ],
  ['priority for urgency', { priority: 'P1' }, { urgency: 'high' }],
  ['items as one text', { blocking_items: 'TASK-001, task-2' }, { blockingItems: ['TASK-001', 'TASK-2'] }],
  [
    'items as objects',
    { blocking_items: [{ item_id: 'TASK-001', reason: 'x' }, null, 7] },
    { blockingItems: ['TASK-001'] },
  ],
  ['nothing', {}, {}],
  ['an id that is none', { action_id: '../x', title: ['no'] }, {}],
])('a report with %s', (_, value, expected) => {
  expect(report(value)).toEqual({ id: 'ACTION-002', file, ...expected });
});

test.each(['', '{', '[]', 'null', '{"a":1,}'])('the report %j stands for its action, with a problem', (text) => {
  const { statement, problem } = readActionReport(text, file, 'ACTION-002-key');
  expect(statement).toEqual({ id: 'ACTION-002', file });
  expect(problem?.message).toContain(`${file} is not a JSON object`);
});

test('what a broken report blocks stays blocked', () => {
  const text = '{\n  "status": "pending",\n  "blocking_items": ["TASK-001"],\n}\n';
  const { statement, problem } = readActionReport(text, file, 'ACTION_002_key');
  expect(statement).toEqual({ id: 'ACTION-002', file, status: 'pending', blockingItems: ['TASK-001'] });
  expect(problem).toMatchObject({ code: 'action-json', range: { start: 3, end: 4 } });
});

test('a byte order mark does not matter', () => {
  expect(readActionReport('\uFEFF{"title":"A"}', file, 'ACTION-002').statement).toMatchObject({ title: 'A' });
});

test.each([
  [
    [
      '| ID | Title | Urgency | Status | Blocking Items | Location |',
      '|---|---|---|---|---|---|',
      '| ACTION-001 | Rotate | high | in progress | TASK-001, TASK-002 | x/ |',
    ],
    'in progress',
  ],
  [
    [
      '| Action | Status | Blocks | Priority | Title |',
      '| :-- | --- | --- | --- | --- |',
      '| [ACTION-001](x/) | in progress | TASK-001 TASK-002 | P1 | **Rotate** |',
    ],
    'in progress',
  ],
  [
    [
      '### In Progress Actions',
      '',
      'ID | Title | Blocking | Urgency',
      '--- | --- | --- | ---',
      'ACTION-001 | Rotate | `TASK-001`; `TASK-002` | High',
    ],
    'In Progress',
  ],
])('columns are found by name: %#', (lines, status) => {
  expect(readActionTable(lines.join('\n'), 'a.md')).toEqual([
    {
      id: 'ACTION-001',
      file: 'a.md',
      title: 'Rotate',
      status,
      urgency: 'high',
      blockingItems: ['TASK-001', 'TASK-002'],
    },
  ]);
});

test('placeholders, other tables, escaped bars and fences', () => {
  const lines = [
    '| ID | Title |',
    '|--|--|',
    '| - | none |',
    '',
    '| Name | Age |',
    '|--|--|',
    '| ACTION-9 | 3 |',
    '',
    '```',
    '| ID |',
    '| ACTION-8 |',
    '```',
    '| ID | Title |',
    '|--|--|',
    '| ACTION-7 | a \\| b |',
  ];
  expect(readActionTable(lines.join('\n'), 'a.md')).toEqual([{ id: 'ACTION-7', file: 'a.md', title: 'a | b' }]);
});

test('the report wins over the table, which fills what the report leaves out', () => {
  const table = {
    id: 'ACTION-2',
    file: 'a.md',
    title: 'Table',
    status: 'pending',
    urgency: 'low',
    blockingItems: ['TASK-1'],
  } as const;
  const joined = joinStatements([
    { id: 'ACTION-002', file, title: 'Report' },
    table,
    { id: 'ACTION-003', file: 'a.md' },
  ]);
  expect(joined).toEqual([
    { id: 'ACTION-002', file, title: 'Report', status: 'pending', urgency: 'low', blockingItems: ['TASK-1'] },
    { id: 'ACTION-003', file: 'a.md', title: 'ACTION-003', status: 'pending', urgency: 'medium', blockingItems: [] },
  ]);
});

test.each([
  ['pending', 'pending'],
  ['TODO', 'pending'],
  ['who knows', 'pending'],
  ['In Progress', 'in_progress'],
  ['blocked', 'blocked'],
  ['Done', 'ended'],
  ['cancelled', 'ended'],
])('%s is %s', (status, state) => {
  expect(actionState(status)).toBe(state);
});
