import { expect, test } from 'vitest';
import { checkSummary, readSummary } from '../../../../src/backlog/standard/summary.ts';
import { item } from './item-sketch.ts';

const tasks = [
  item({}),
  item({ report: { bug_id: 'BUG-8', status: 'resolved', priority: 'P3' }, folder: 'completed' }),
];

const check = (...lines: string[]) =>
  checkSummary(readSummary(lines.join('\n')), 'bugs.md', tasks).map(
    ({ range, severity, code, message }) => `${range.start + 1} ${severity} ${code}: ${message}`,
  );

test('a table that agrees', () => {
  const lines = [
    '# Bugs',
    '| ID | Title | Priority | Status | Location |',
    '|----|:-----:|---------:|--------|----------|',
    '| BUG-007 | Anything | P1 | New | bugs/BUG-007-logins-time-out |',
    '| [BUG-008](completed/BUG-008) | x | low | **resolved** | |',
    '| - | none | | | |',
  ];
  expect(check(...lines)).toEqual([]);
});

test('columns are found by name; the files of the items win', () => {
  expect(
    check('| Status | Bug ID | Priority |', '|---|---|---|', '| in progress | bug-7 | P0 |', '| open | BUG-9 | |'),
  ).toEqual([
    '3 info summary-differs: bugs.md calls BUG-007 in progress, but bugs/BUG-007-logins-time-out/bug_report.json says new, which counts.',
    '3 info summary-differs: bugs.md gives BUG-007 the priority P0, but bugs/BUG-007-logins-time-out/bug_report.json says high, which counts.',
    '4 warning summary-row-without-item: bugs.md lists BUG-9, but no folder holds it. Remove the row, or bring the item back.',
  ]);
});
