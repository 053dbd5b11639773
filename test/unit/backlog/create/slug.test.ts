import { expect, test } from 'vitest';
import { slugOf } from '../../../../src/backlog/create/slug.ts';

test.each([
  ['Rotate the API key', 'rotate-the-api-key'],
  ['../../etc/passwd', 'etc-passwd'],
  ['C:\\Windows\\..\\x', 'c-windows-x'],
  ['Überprüfe São Paulo', 'uberprufe-sao-paulo'],
  ['Регистр недоступен', 'action'],
  ['🚀 !!! …', 'action'],
  ['NUL', 'nul-action'],
  ['com1', 'com1-action'],
  ['a.b.', 'a-b'],
  ['x'.repeat(80), 'x'.repeat(50)],
  [`${'word '.repeat(10)}end`, 'word-word-word-word-word-word-word-word-word-word'],
  ['a\u0000b\nc', 'a-b-c'],
])('%j → %s', (title, slug) => {
  expect(slugOf(title, 'action')).toBe(slug);
});
