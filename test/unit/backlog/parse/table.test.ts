import { expect, test } from 'vitest';
import { readTableRows } from '../../../../src/backlog/parse/table.ts';

test('rows by the names of their columns, with line and heading', () => {
  const text = `# Bugs

| **ID** | Blocking_Items | Title |
|:---|---:|:-:|
| \`BUG-1\` | a \\| b | [Slow](bugs/x) |
BUG-2 | | Fast |

## Other

ID | ID
--|--
BUG-3 | BUG-4
| BUG-5
`;
  const rows = readTableRows(text).map(({ line, heading, cells }) => [line + 1, heading, Object.fromEntries(cells)]);
  expect(rows).toEqual([
    [5, 'Bugs', { id: 'BUG-1', 'blocking items': 'a | b', title: 'Slow' }],
    [6, 'Bugs', { id: 'BUG-2', 'blocking items': '', title: 'Fast' }],
    [12, 'Other', { id: 'BUG-3' }],
    [13, 'Other', { id: 'BUG-5' }],
  ]);
});

test('fences and comments hold no tables', () => {
  expect(readTableRows('```\n| ID |\n| BUG-1 |\n```\n<!--\n| ID |\n| BUG-1 |\n-->\n')).toEqual([]);
});
