import { expect, test } from 'vitest';
import { appendLog } from '../../../../src/backlog/edit/log.ts';
import { taskText } from '../task-text.ts';

const log = (...lines: string[]) => taskText({ id: 'TASK-001', body: ['## Progress Log', ...lines] });

test.each([
  [
    'after the last dated bullet',
    ['', '- 2026-01-01: a', '- 2025-12-31: b', ''],
    ['', '- 2026-01-01: a', '- 2025-12-31: b', '- NEW', ''],
  ],
  [
    'after its children',
    ['- 2026-01-01: a', '  - x', '', '    - y', '', '## Notes'],
    ['- 2026-01-01: a', '  - x', '', '    - y', '- NEW', '', '## Notes'],
  ],
  [
    'after its code',
    ['- 2026-01-01: a', '  ```', '# x', '  ```', '## Notes'],
    ['- 2026-01-01: a', '  ```', '# x', '  ```', '- NEW', '## Notes'],
  ],
  [
    'after its further lines',
    ['- 2026-01-01: a', 'lazy', '', 'Prose.'],
    ['- 2026-01-01: a', 'lazy', '- NEW', '', 'Prose.'],
  ],
  [
    'before any ###',
    ['- 2026-01-01: a', '', '### Old', '- 2025-01-01: z'],
    ['- 2026-01-01: a', '- NEW', '', '### Old', '- 2025-01-01: z'],
  ],
  ['before a line across', ['- 2026-01-01: a', '---', 'x'], ['- 2026-01-01: a', '- NEW', '---', 'x']],
  ['before undated bullets', ['- 2026-01-01: a', '- note'], ['- 2026-01-01: a', '- NEW', '- note']],
  [
    'not below nested dates',
    ['- 2026-01-01: a', '  - 2026-01-02: b', '- 2026-01-01: c'],
    ['- 2026-01-01: a', '  - 2026-01-02: b', '- 2026-01-01: c', '- NEW'],
  ],
  ['with the mark that is used', ['* **2026-01-01**: a'], ['* **2026-01-01**: a', '* NEW']],
  ['with the next number', ['1. 2026-01-01: a'], ['1. 2026-01-01: a', '2. NEW']],
  [
    'dates in fences are none',
    ['- 2026-01-01: a', '', '```', '- 2026-01-02: b', '```'],
    ['- 2026-01-01: a', '- NEW', '', '```', '- 2026-01-02: b', '```'],
  ],
  ['into an empty section', ['', '## Notes'], ['', '- NEW', '', '## Notes']],
  ['into a section without a blank line', ['## Notes'], ['', '- NEW', '', '## Notes']],
  ['after prose', ['', 'Nothing yet.', '', '## Notes'], ['', 'Nothing yet.', '', '- NEW', '', '## Notes']],
  ['after undated bullets', ['', '- started'], ['', '- started', '- NEW']],
  [
    'before the ### of a log without its own entries',
    ['', '### Old', '- 2025-01-01: z'],
    ['', '- NEW', '', '### Old', '- 2025-01-01: z'],
  ],
])('a log entry goes %s', (_, before, after) => {
  expect(appendLog(log(...before), 'NEW')).toBe(log(...after));
});

test.each([
  ['# T\n', '# T\n\n## Progress Log\n\n- NEW\n'],
  ['# T\n\n', '# T\n\n## Progress Log\n\n- NEW\n'],
  ['# T', '# T\n\n## Progress Log\n\n- NEW'],
  ['# T\r\n', '# T\r\n\r\n## Progress Log\r\n\r\n- NEW\r\n'],
  ['', '## Progress Log\n\n- NEW\n'],
])('a missing log is made at the end: %j', (text, expected) => {
  expect(appendLog(text, 'NEW')).toBe(expected);
});

test('an entry is one line', () => {
  expect(appendLog('', 'a\n## b\r\n c ')).toBe('## Progress Log\n\n- a ## b c\n');
});

test('an entry that an open fence would swallow is refused', () => {
  expect(() => appendLog('# T\n```\n', 'NEW')).toThrow('the fence in line 2 is never closed');
  expect(appendLog('## Progress Log\n\n- 2026-01-01: a\n\n## Notes\n```\n', 'NEW')).toContain('a\n- NEW\n');
});
