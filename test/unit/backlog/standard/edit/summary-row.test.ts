import { expect, test } from 'vitest';
import { setSummaryCell, setSummaryRow } from '../../../../../src/backlog/standard/edit/summary-row.ts';

const edit = { status: 'resolved', from: 'bugs/BUG-005-x', to: 'completed/BUG-005-x' };
const table = (...rows: readonly string[]) =>
  ['# Bugs', '', '- New: 1', '', '| ID | Title | Status | Location |', '|----|----|----|----|', ...rows, ''].join('\n');
const set = (text: string, id = 'BUG-005') => setSummaryRow(text, id, edit);

test.each([
  ['| BUG-005 | A | new | bugs/BUG-005-x |', '| BUG-005 | A | resolved | completed/BUG-005-x |'],
  ['| bug-5 | A \\| B | **New** |  |', '| bug-5 | A \\| B | resolved |  |'],
  ['|BUG-005|A|in_progress|`bugs/BUG-005-x/`|', '|BUG-005|A|resolved|`completed/BUG-005-x/`|'],
  ['| BUG-005 | A | | elsewhere |', '| BUG-005 | A | resolved | elsewhere |'],
  ['| BUG-005 | A | new       | y |', '| BUG-005 | A | resolved  | y |'],
  [
    '  | [BUG-005](bugs/BUG-005-x/) | A | new | [here](bugs/BUG-005-x/PROMPT.md) |',
    '  | [BUG-005](bugs/BUG-005-x/) | A | resolved | [here](completed/BUG-005-x/PROMPT.md) |',
  ],
])('in %s two cells change', (row, expected) => {
  const others = ['| BUG-004 | see BUG-005 | new | bugs/BUG-004 |', '| BUG-0055 | A | new | bugs/BUG-005-x |'];
  expect(set(table(...others, row))).toBe(table(...others, expected));
});

test('every other byte stays: line endings, mark and what stands around the table', () => {
  const text = `\uFEFF${table('| BUG-005 | A | new | bugs/BUG-005-x |').replaceAll('\n', '\r\n')}\r\n  end`;
  const expected = `\uFEFF${table('| BUG-005 | A | resolved | completed/BUG-005-x |').replaceAll('\n', '\r\n')}\r\n  end`;
  expect(set(text)).toBe(expected);
});

test('of several rows the first one with a status changes', () => {
  const history = '| Date | ID |\n|--|--|\n| 2026-01-01 | BUG-005 |\n\n';
  const rows = ['| BUG-005 | A | new | - |', '| BUG-005 | A | new | - |'] as const;
  expect(set(history + table(...rows))).toBe(history + table('| BUG-005 | A | resolved | - |', rows[1]));
});

test.each([
  ['no row of the item', table('| BUG-004 | A | new | x |')],
  ['a row of several items', table('| BUG-005, BUG-006 | A | new | x |')],
  ['a table in a fence', `\`\`\`\n${table('| BUG-005 | A | new | x |')}\`\`\`\n`],
  ['a row that says it already', table('| BUG-005 | A | resolved | completed/BUG-005-x |')],
  ['no table', 'BUG-005 is new\n'],
])('a file with %s stays as it is', (_, text) => {
  expect(set(text)).toBe(text);
});

test.each([
  ['one cell changes', '| ID | Priority |\n|---|---|\n| BUG-001 | P2 |\n| BUG-002 | P2 |\n', '| BUG-001 | P0 |'],
  ['a column that is not there', '| ID | Status |\n|---|---|\n| BUG-001 | new |\n', '| BUG-001 | new |'],
])('a cell by the name of its column: %s', (_name, before, row) => {
  const after = setSummaryCell(before, 'BUG-001', ['priority'], 'P0');
  expect(after.split('\n')[2]).toBe(row);
  expect(after.split('\n').with(2, '')).toEqual(before.split('\n').with(2, ''));
});
