import { describe, expect, test } from 'vitest';
import type { SummaryItem } from '../../../../src/backlog/create/summary-numbers.ts';
import { addSummaryRow, idsInSummary, newSummary, summaryForms } from '../../../../src/backlog/create/summary-table.ts';
import { readActionTable } from '../../../../src/backlog/parse/action-table.ts';

const action: SummaryItem = {
  id: 'ACTION-004',
  title: 'Order the certificate',
  priority: 'high',
  status: 'pending',
  component: 'ingress',
  blocks: ['TASK-002', 'TASK-003'],
  location: 'human-actions/ACTION-004-order-the-certificate',
  date: '2026-01-31',
};
const bug: SummaryItem = { ...action, id: 'BUG-006', priority: 'P1', status: 'new', location: 'bugs/BUG-006-x' };

function text(...lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

/** Lines that are new, with `+`, and lines that are gone, with `-`, in order. */
function changes(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const kept = new Set(old.filter((line) => now.includes(line)));
  return [
    ...old.filter((line) => !kept.has(line)).map((line) => `-${line}`),
    ...now.filter((line) => !kept.has(line)).map((line) => `+${line}`),
  ];
}

const actions = text(
  '# Human Actions Required',
  '',
  '**Last Updated**: 2026-01-09  ',
  '',
  '## Summary Statistics',
  '- Total Actions: 3',
  '- Pending: 2',
  '- **In Progress**: 1',
  '',
  '## In Progress Actions',
  '',
  '| ID | Title | Assigned To |',
  '|----|-------|-------------|',
  '| ACTION-002 | Two | becker |',
  '',
  '## Pending Actions',
  '',
  '| ID | Title | Urgency | Status | Blocking Items | Location |',
  '|----|-------|---------|--------|----------------|----------|',
  '| ACTION-001 | One | low | pending | | there |',
  '',
  '## Notes',
  '- Pending: 7 of them are old',
);

describe('a row in the table that is there', () => {
  test('the table for open items gets it; numbers and date rise, and nothing else changes', () => {
    expect(changes(actions, addSummaryRow(actions, summaryForms.human_action, action))).toEqual([
      '-**Last Updated**: 2026-01-09  ',
      '-- Total Actions: 3',
      '-- Pending: 2',
      '+**Last Updated**: 2026-01-31  ',
      '+- Total Actions: 4',
      '+- Pending: 3',
      '+| ACTION-004 | Order the certificate | high | pending | TASK-002, TASK-003 | human-actions/ACTION-004-order-the-certificate |',
    ]);
  });

  test('it stands at the end of its table and reads back', () => {
    const after = addSummaryRow(actions, summaryForms.human_action, action);
    expect(after.indexOf('ACTION-001')).toBeLessThan(after.indexOf('ACTION-004'));
    expect(after.indexOf('ACTION-004')).toBeLessThan(after.indexOf('## Notes'));
    expect(readActionTable(after, 'actions.md').at(-1)).toEqual({
      id: 'ACTION-004',
      file: 'actions.md',
      title: 'Order the certificate',
      status: 'pending',
      urgency: 'high',
      blockingItems: ['TASK-002', 'TASK-003'],
    });
  });

  test('columns are found by their names; those that nobody knows stay empty', () => {
    const before = text(
      '| Status | **Action ID** | Weather | Blocks | Created Date | Severity |',
      '|:--|--|:-:|--|--|--|',
    );
    expect(changes(before, addSummaryRow(before, summaryForms.human_action, action))).toEqual([
      '+| pending | ACTION-004 |  | TASK-002, TASK-003 | 2026-01-31 | high |',
    ]);
  });

  test('priorities with tables of their own, and counts in headings and on one line', () => {
    const before = text(
      '## Summary Statistics',
      '- **Total Bugs**: 5',
      '- **By Priority**: P0: 0, P1: 9, P2: 1',
      '  - New: 2',
      '### P0 - Critical (0)',
      '| ID | Title |',
      '|----|-------|',
      '### P1 - High (9)',
      '| ID | Title |',
      '|----|-------|',
      '### Resolved Bugs (4)',
      '| ID | Title |',
      '|----|-------|',
    );
    const after = addSummaryRow(before, summaryForms.bug, bug);
    expect(changes(before, after)).toEqual([
      '-- **Total Bugs**: 5',
      '-- **By Priority**: P0: 0, P1: 9, P2: 1',
      '-  - New: 2',
      '-### P1 - High (9)',
      '+- **Total Bugs**: 6',
      '+- **By Priority**: P0: 0, P1: 10, P2: 1',
      '+  - New: 3',
      '+### P1 - High (10)',
      '+| BUG-006 | Order the certificate |',
    ]);
    expect(after.indexOf('BUG-006')).toBeLessThan(after.indexOf('### Resolved'));
  });

  test.each([
    [
      'CRLF',
      '| ID | Title |\r\n|--|--|\r\n| a | b |\r\n\r\nend\r\n',
      '| ID | Title |\r\n|--|--|\r\n| a | b |\r\n| ACTION-004 | Order the certificate |\r\n\r\nend\r\n',
    ],
    ['no final newline', '| ID | Title |\n|--|--|', '| ID | Title |\n|--|--|\n| ACTION-004 | Order the certificate |'],
    [
      'a byte order mark and indentation',
      '\uFEFF  | ID | Title |\n  |--|--|\n',
      '\uFEFF  | ID | Title |\n  |--|--|\n  | ACTION-004 | Order the certificate |\n',
    ],
  ])('%s stays', (_case, before, after) => {
    expect(addSummaryRow(before, summaryForms.human_action, action)).toBe(after);
  });

  test.each([
    ['a | b \\| c', 'a \\| b \\| c'],
    ['one\ntwo | ', 'one two \\|'],
    ['ends in \\', 'ends in \\'],
  ])('a title like %j stays in its cell', (title, cell) => {
    const before = '| Title | ID |\n|--|--|\n';
    const after = addSummaryRow(before, summaryForms.human_action, { ...action, title });
    expect(after).toBe(`${before}| ${cell} | ACTION-004 |\n`);
    expect(readActionTable(after, 'actions.md')).toMatchObject([{ id: 'ACTION-004' }]);
  });
});

describe('a table that has to be made', () => {
  const made = [
    '## Pending Actions',
    '',
    '| ID | Title | Urgency | Status | Blocking Items | Location |',
    '|----|-------|---------|--------|----------------|----------|',
    '| ACTION-004 | Order the certificate | high | pending | TASK-002, TASK-003 | human-actions/ACTION-004-order-the-certificate |',
  ];

  test.each([
    ['in an empty file', '', text(...made)],
    ['at the end', text('# Actions'), text('# Actions', '', ...made)],
    ['where other tables have no ids', text('| A | B |', '|--|--|'), text('| A | B |', '|--|--|', '', ...made)],
    [
      'where the only table is in a fence',
      text('```', '| ID |', '|--|', '```'),
      text('```', '| ID |', '|--|', '```', '', ...made),
    ],
    ['before a comment that nothing closes', text('a', '<!-- b'), text('a', '', ...made, '', '<!-- b')],
    [
      'after those of other kinds, as deep as they are',
      text('## All', '### Completed', '| ID |', '|--|', '## Notes'),
      text('## All', '### Completed', '| ID |', '|--|', '', `#${made[0]}`, ...made.slice(1), '', '## Notes'),
    ],
  ])('%s', (_case, before, after) => {
    expect(addSummaryRow(before, summaryForms.human_action, action)).toBe(after);
  });

  test('with its file: without numbers, since nobody has counted', () => {
    expect(newSummary(summaryForms.human_action, action)).toBe(
      text('# Human Actions Required', '', '**Last Updated**: 2026-01-31', '', ...made),
    );
  });
});

test('ids that a summary lists, in any of its tables', () => {
  expect(idsInSummary(actions)).toEqual(['ACTION-002', 'ACTION-001']);
  expect(idsInSummary('| Bug ID | T |\n|--|--|\n| [BUG-009](x) | BUG-100 |\n')).toEqual(['BUG-009']);
});
