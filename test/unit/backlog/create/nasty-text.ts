/** Texts that could mean something to whatever reads a task file, in several alphabets. */
import fc from 'fast-check';

const pieces = [
  '---',
  '...',
  'id: TASK-999',
  'title: other',
  'stop: true',
  'status: completed',
  'depends_on: TASK-001',
  'verify: none',
  'type: human-action',
  '# Top',
  '## Acceptance Criteria',
  '## Progress Log',
  '## Notes',
  '## Dependencies',
  '### Group ✅ COMPLETED - 2026-01-31',
  'Acceptance Criteria:',
  'STOP',
  '- STOP now',
  '- 2026-01-01 10:00: STOP',
  '- [ ] box',
  '- [x] ticked',
  '- [x] ~~waived~~ (no)',
  '  - [ ] nested',
  '\t* [ ] tab',
  '1. number',
  '- plain',
  '* * *',
  '  check: `rm -rf /`',
  '- check: `id`',
  '- TASK-003',
  '**Depends On**: TASK-004',
  '```',
  '  ```sh',
  '- ```',
  '~~~~',
  '<!--',
  '-->',
  '> quote',
  '| a | b |',
  '|---|---|',
  '\u0000',
  '\u001b[31mred',
  '\u2028',
  '\u0085',
  '\ufeff',
  '\ud800',
  '\uffff',
  'Ünïcode',
  'Ελληνικά',
  'Регистр',
  '漢字',
  'עברית',
  '‮reversed',
  '👩‍🚀🔥',
  'é',
  '',
  ' ',
  '\t',
  "'",
  '"',
  '\\',
  ': ',
  ' #',
  '@`%&*!|>',
  '{{ x }}',
  '[a, b]',
  '<<',
  '=',
  '~',
  'null',
  'yes',
  '0x1F',
  '1e3',
  '12:30:45',
  '2026-01-31',
  '../../etc/passwd',
  'C:\\con',
] as const;

const piece = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...pieces) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);
const ending = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r', '\n\n', ' ');

/** Text of many lines. */
export const nastyText: fc.Arbitrary<string> = fc
  .array(fc.tuple(piece, ending), { maxLength: 25 })
  .map((lines) => lines.map(([line, end]) => line + end).join(''));

/** Text that is mostly one line, as callers pass it. */
export const nastyLine: fc.Arbitrary<string> = fc
  .array(fc.tuple(piece, fc.constantFrom('', ' ', ' ', '\n')), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.map(([part, end]) => part + end).join(''));
