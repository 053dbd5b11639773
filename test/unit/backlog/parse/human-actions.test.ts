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
  const { statement, problems } = readActionReport(text, file, 'ACTION-002-key');
  expect(statement).toEqual({ id: 'ACTION-002', file });
  expect(problems[0]?.message).toContain(`${file} is not a JSON object`);
});

test('what a broken report blocks stays blocked', () => {
  const text = '{\n  "status": "pending",\n  "blocking_items": ["TASK-001"],\n}\n';
  const { statement, problems } = readActionReport(text, file, 'ACTION_002_key');
  expect(statement).toEqual({ id: 'ACTION-002', file, status: 'pending', blockingItems: ['TASK-001'] });
  expect(problems).toMatchObject([{ code: 'action-json', range: { start: 3, end: 4 } }]);
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

const dns = { kind: 'dns', name: 'shop.example.com', address: undefined } as const;

test.each<[string, unknown]>([
  ['{"until": {"dns": "shop.example.com"}}', { probes: [dns] }],
  ['{"until": [{"dns": "shop.example.com"}]}', { probes: [dns] }],
  ['{"until": null}', undefined],
  ['{"until": {"dns": "shop.example.com"},}', { fault: expect.stringContaining('the file is not valid JSON') }],
])('the until of %s', (text, until) => {
  expect(readActionReport(text, file, 'ACTION-002').statement?.until).toEqual(until);
});

test.each([
  ['{\n  "title": "A",\n  "until": "soon"\n}', 'until holds "soon".'],
  ['{\n  "title": "A",\n  "until": {"dns": "a.example", "dns": "b.example"}\n}', 'until holds "dns" twice'],
  ['{\n  "until": {"dns": "a.example"},\n  "until": {"dns": "b.example"}\n}', 'until holds "until" twice'],
])('%s has a problem in its line, and no probe', (text, words) => {
  const { statement, problems } = readActionReport(text, file, 'ACTION-002');
  expect(statement?.until).toMatchObject({ fault: expect.stringContaining(words) });
  expect(problems).toMatchObject([{ code: 'until-misshaped', range: { start: 2 }, message: expect.any(String) }]);
});

test('a probe counts for the file that it stands in alone', () => {
  const other = { id: 'ACTION-2', file: 'b/action_report.json', until: { probes: [dns] } };
  const [joined] = joinStatements([{ id: 'ACTION-002', file }, other]);
  expect(joined).toMatchObject({ file });
  expect(joined?.until).toBeUndefined();
  expect(joinStatements([other, { id: 'ACTION-002', file }])).toMatchObject([other]);
});
