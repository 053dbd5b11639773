import { expect, test } from 'vitest';
import { completeRow } from '../../../../../src/backlog/standard/edit/completed-row.ts';

const complete = (text: string) => completeRow(text, 'ACTION-1', '2026-01-31');

const row = (id: string, status: string, column = 'ID') =>
  `| ${column} | Title | Status |\n|--|--|--|\n| ${id} | A | ${status} |\n`;

test.each(['ID', 'Action', 'Action ID'])(
  'without a table of completed actions its status changes: column %s',
  (column) => {
    expect(complete(row('[ACTION-001](a/)', 'pending', column))).toBe(row('[ACTION-001](a/)', 'completed', column));
  },
);

const pending = (...rows: readonly string[]) => [
  '## Pending Actions',
  '',
  '| ID | Title | Urgency | Status | Blocking Items |',
  '|----|---|---|---|---|',
  ...rows,
];

test.each([
  ['as the demo has it', ['| ID | Title | Completed |', '|---|---|---|'], '| ACTION-001 | A \\| B | 2026-01-31 |'],
  [
    'with more columns, in another order',
    ['| Action | Status | Blocking Items | Done On | By |', '|---|---|---|---|---|', '| ACTION-000 | done | | | |'],
    '| ACTION-001 | completed | TASK-1, TASK-2 | 2026-01-31 |  |',
  ],
])('it moves to the table of completed actions: %s', (_, table, moved) => {
  const text = (inPending: readonly string[], inCompleted: readonly string[]) =>
    [
      '# Actions',
      '',
      ...pending(...inPending, '| ACTION-002 | C | low | pending | |'),
      '',
      '### Completed Actions',
      '',
      ...table,
      ...inCompleted,
      '',
      'The end, without a newline',
    ].join('\r\n');
  const open = '| ACTION-001 | A \\| B | high | pending | TASK-1, TASK-2 |';
  const done = complete(text([open], []));
  expect(done).toBe(text([], [moved]));
  expect(complete(done)).toBe(done);
});

test('the completed table may stand first, and end the file', () => {
  const completed = ['## Completed', '', '| ID | Title |', '|--|--|'];
  const open = '| ACTION-001 | A | low | pending | |';
  expect(complete([...completed, '', ...pending(open)].join('\n'))).toBe(
    [...completed, '| ACTION-001 | A |', '', ...pending()].join('\n'),
  );
  expect(complete([...pending(open), '', ...completed].join('\n'))).toBe(
    [...pending(), '', ...completed, '| ACTION-001 | A |'].join('\n'),
  );
});

test.each([
  `${row('ACTION-002', 'pending')}\n| ID | Title |\n|--|--|\n| ACTION-001 | A |\n`,
  `## Done\n\n${row('ACTION-001', 'whatever')}`,
  `\`\`\`\n${row('ACTION-001', 'pending')}\`\`\`\n`,
  '',
])('%j stays as it is', (text) => {
  expect(complete(text)).toBe(text);
});
