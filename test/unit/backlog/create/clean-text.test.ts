import { expect, test } from 'vitest';
import { cleanLine, cleanLines } from '../../../../src/backlog/create/clean-text.ts';

test.each([
  ['a title that turns its end round', 'Restart \u202Edm.exe', 'Restart dm.exe'],
  ['all that turns the direction', 'a\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u200E\u200F\u061Cb', 'ab'],
  ['letters that are written from the right', 'עברית and العربية', 'עברית and العربية'],
  ['joined emoji and joined letters', '👩\u200D🚀 می\u200Cخواهم', '👩\u200D🚀 می\u200Cخواهم'],
  ['colours and control characters', '\u001B[31mred\u001B[0m\u0007\0', 'red'],
  ['halves of pairs, and what is no character', 'a\uD800b\uFFFFc', 'abc'],
])('%s', (_, text, expected) => {
  expect(cleanLine(text)).toBe(expected);
  expect(cleanLines(text)).toBe(expected);
});

test('lines stay lines, and become one where one is asked for', () => {
  expect(cleanLines('a\r\nb\rc\u202E\n\td')).toBe('a\nb\nc\n\td');
  expect(cleanLine('  a\r\nb \u202E c ')).toBe('a b c');
});
