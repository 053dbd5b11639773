import { expect, test } from 'vitest';
import { task } from '../task-text.ts';

/** Upstream ids, then downstream ids behind a `|`. */
function read(fields: readonly string[], body: readonly string[]): string {
  const { dependencies } = task({ id: 'TASK-900', fields, body });
  const ids = (wanted: string) => dependencies.filter(({ direction }) => direction === wanted).map(({ id }) => id);
  return [[...new Set(ids('upstream'))].join(' '), [...new Set(ids('downstream'))].join(' ')].join(' | ').trim();
}

test.each([
  ['one id', ['depends_on: TASK-001'], 'TASK-001 |'],
  ['a comma list', ['blocked_by: TASK-001, TASK-002'], 'TASK-001 TASK-002 |'],
  ['a YAML list', ['depends_on: [TASK-001, PROJ-7]'], 'TASK-001 PROJ-7 |'],
  ['a human action', ['blocked_by: ACTION-003'], 'ACTION-003 |'],
  ['an id in words', ['blocked_by: after TASK-001 is done'], 'TASK-001 |'],
  ['blocks is downstream', ['blocks: TASK-001, the release'], '| TASK-001'],
  ['none', ['depends_on: none', 'blocked_by:'], '|'],
])('front matter: %s', (_, fields, expected) => {
  expect(read(fields, [])).toBe(expected);
});

test.each([
  ['two labels on a line', ['- Blocked By: TASK-001; Blocks: TASK-002'], 'TASK-001 | TASK-002'],
  ['two bold ones', ['- **Blocked By**: TASK-001, **Unblocks**: TASK-002, TASK-003'], 'TASK-001 | TASK-002 TASK-003'],
  ['a label and what is related', ['- Depends On: TASK-001. Related: TASK-002'], 'TASK-001 |'],
  ['a row of a table', ['| Related | TASK-002 |', '| Blocked By | TASK-001 |'], 'TASK-001 |'],
  ['what is denied', ['- No dependency on TASK-009', '- Not blocked by TASK-002', '- TASK-001'], 'TASK-001 |'],
  ['bold ids', ['- **TASK-001**: first', '- **TASK-002**: then'], 'TASK-001 TASK-002 |'],
  [
    'plain ids, described with others',
    ['- TASK-001: broke in TASK-002', '- TASK-003 (see TASK-004)'],
    'TASK-001 TASK-003 |',
  ],
  ['several ids in one bullet', ['- TASK-001 and TASK-002: both'], 'TASK-001 TASK-002 |'],
  ['ids in prose', ['Waits until TASK-001 and TASK-002 are done.'], 'TASK-001 TASK-002 |'],
  ['a free condition', ['- Registry reachable over TLS 1.2, RFC-7231 and UTF-8'], '|'],
  ['none', ['None - TASK-002 waits for this.'], '|'],
  [
    'labels that turn the direction',
    [
      '**Blocked By:**',
      '- **TASK-001**: x',
      '**Required For:**',
      '- **TASK-002**: y',
      '**Prerequisites:**',
      '- TASK-003 completed ✅',
    ],
    'TASK-001 TASK-003 | TASK-002',
  ],
  [
    'labels as headings',
    ['### Blocks', '- TASK-001', '### Depends On', '- TASK-002', '### Related', '- TASK-003'],
    'TASK-002 | TASK-001',
  ],
  [
    'labels in bullets',
    ['- **Blocks**: TASK-001', '- Depends On: TASK-002', '- After: TASK-003'],
    'TASK-002 TASK-003 | TASK-001',
  ],
  ['labels above nested bullets', ['- Unblocks', '  - TASK-001', '- TASK-002'], 'TASK-002 | TASK-001'],
  ['a label with an id holds for its line', ['**Blocks:** TASK-001', '', '- TASK-002: first'], 'TASK-002 | TASK-001'],
  ['sentences the other way round', ['TASK-001 depends on this.', 'This blocks TASK-002.'], '| TASK-001 TASK-002'],
  ['related is neither', ['**Related:**', '- TASK-001'], '|'],
  ['lines that go on', ['- **TASK-001**: has to be', '  done, see TASK-002'], 'TASK-001 |'],
  ['struck out', ['- ~~TASK-001~~', '- TASK-002'], 'TASK-002 |'],
  ['fences', ['```', 'TASK-001', '```'], '|'],
  ['other spellings', ['- task-1', '- [TASK-002](TASK-002.md)', '- [ ] TASK-003'], 'TASK-1 TASK-002 TASK-003 |'],
])('the section: %s', (_, lines, expected) => {
  expect(read([], ['## Dependencies', '', ...lines])).toBe(expected);
});

test.each(['## Related Tasks', '## References', '## Next Steps'])('%s states no dependency', (heading) => {
  expect(read([], [heading, '- TASK-001'])).toBe('|');
});

test('## Blocks is downstream, and the union of all upstream statements counts', () => {
  const body = ['## Blocks', '- **TASK-003**: waits', '', '## Dependencies', '- TASK-002'];
  expect(read(['blocked_by: TASK-001'], body)).toBe('TASK-001 TASK-002 | TASK-003');
});

test('what blocks and is no id is kept as a condition', () => {
  const { conditions } = task({ id: 'TASK-001', fields: ['blocked_by: DNS delegation'] });
  expect(conditions).toEqual([{ text: 'DNS delegation', line: 5 }]);
});
