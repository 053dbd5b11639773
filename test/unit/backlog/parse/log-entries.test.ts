import { expect, test } from 'vitest';
import { type LogEntry, readLogEntries } from '../../../../src/backlog/parse/log-entries.ts';
import { readOutline, readSections } from '../../../../src/backlog/parse/outline.ts';

/** Entries as text: line, date in brackets, text; what stands below is indented. */
function read(lines: readonly string[]): string[] {
  const outline = readOutline(['## Progress Log', ...lines], 0);
  const show = (entries: readonly LogEntry[], indent: string): string[] =>
    entries.flatMap(({ line, date, text, children }) => [
      `${indent}${line} ${date === undefined ? '' : `[${date}] `}${text}`,
      ...show(children, `${indent}  `),
    ]);
  return show(readLogEntries(outline, readSections(outline)), '');
}

test.each<[string, string[], string[]]>([
  [
    'dated bullets stay in the order of the file, also when the clock runs backwards',
    ['', '- 2026-03-02 09:40: Built', '- 2026-03-02 09:10: Pushed'],
    ['2 [2026-03-02 09:40] Built', '3 [2026-03-02 09:10] Pushed'],
  ],
  [
    'sub-bullets, undated bullets and other marks',
    ['- 2026-03-02: Moved', '  - shop', '    - its page', '  * forum', '1. Begun', '+ 2026-03-03T10:00:00: Done'],
    ['1 [2026-03-02] Moved', '  2 shop', '    3 its page', '  4 forum', '5 Begun', '6 [2026-03-03T10:00:00] Done'],
  ],
  [
    'lines that go on',
    ['- 2026-03-02 09:40: It', '  was long', 'and lazy', '', '  and apart'],
    ['1 [2026-03-02 09:40] It was long and lazy and apart'],
  ],
  [
    'emphasis round the date',
    ['- **2026-03-02 09:40**: Built', '- **2026-03-02:** Pushed', '- 2026-03-02 — Went on'],
    ['1 [2026-03-02 09:40] Built', '2 [2026-03-02] Pushed', '3 [2026-03-02] Went on'],
  ],
  [
    'what only begins like a date',
    ['- 2026-03-02-build failed', '- 2026-03-021'],
    ['1 2026-03-02-build failed', '2 2026-03-021'],
  ],
  [
    'paragraphs are entries',
    ['Begun.', '', '2026-03-02: Went on', 'for long'],
    ['1 Begun.', '3 [2026-03-02] Went on for long'],
  ],
  [
    'code is left out',
    ['- 2026-03-02: Ran', '  ```', '  - 2026-01-01: no entry', '  ```', '- 2026-03-03: Ran'],
    ['1 [2026-03-02] Ran', '5 [2026-03-03] Ran'],
  ],
  [
    'entries below headings',
    ['### Night', '- 2026-03-02: Ran', '', '### Day', '  - Slept'],
    ['2 [2026-03-02] Ran', '5 Slept'],
  ],
  ['boxes keep their mark', ['- [x] Done'], ['1 [x] Done']],
  [
    'lines across',
    ['- 2026-03-02: Ran', '---', '* * *', '- 2026-03-03: Ran'],
    ['1 [2026-03-02] Ran', '4 [2026-03-03] Ran'],
  ],
  ['an empty log', ['', '## Notes', '- 2026-03-02: none of it'], []],
])('%s', (_, lines, expected) => {
  expect(read(lines)).toEqual(expected);
});

test('all sections of the name count', () => {
  expect(read(['- 2026-03-02: One', '## Notes', '- no', '## Progress Log:', '- 2026-03-03: Two'])).toEqual([
    '1 [2026-03-02] One',
    '5 [2026-03-03] Two',
  ]);
});

test('levels without end are read in linear time', () => {
  const lines = Array.from({ length: 3000 }, (_, level) => `${' '.repeat(level * 2)}- 2026-03-02: Level ${level}`);
  expect(read(lines)).toHaveLength(3000);
});
