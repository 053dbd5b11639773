import { expect, test } from 'vitest';
import { descriptionLines, safeLines } from '../../../../src/backlog/create/safe-description.ts';

function safe(text: string): string {
  return safeLines(descriptionLines(text)).join('\n');
}

test.each([
  ['prose stays', 'One  two\n\n  three', 'One  two\n\n  three'],
  [
    'headings of level 1 and 2 become level 3',
    '# A\n##\tB ##\n### C\n #D\n  ## E',
    '### A\n###\tB ##\n### C\n #D\n  ### E',
  ],
  ['but not in fences', '```\n# a\n```\n# b', '```\n# a\n```\n### b'],
  ['a fence is closed', '~~~~\nx', '~~~~\nx\n~~~~'],
  ['in a list item where it began', '- one\n  ```sh\n  x', '- one\n  ```sh\n  x\n  ```'],
  ['behind a list mark too', '1. ```\n   x', '1. ```\n   x\n   ```'],
  ['a comment is closed', 'a\n<!-- b\n## c', 'a\n<!-- b\n## c\n-->'],
  ['line endings are those of the file', 'a\r\nb\rc', 'a\nb\nc'],
  ['blank lines around are gone', '\n \n  a\n\n', '  a'],
  ['colours of a terminal are gone', '\u001b[31mred\u001b[0m\u0007', 'red'],
  ['what is no character is gone', 'a\ud800b\ufeffc\u0000d\uffff', 'abcd'],
  ['every alphabet and emoji stay', 'Ünïcode Ελληνικά 漢字 עברית 👩‍🚀', 'Ünïcode Ελληνικά 漢字 עברית 👩‍🚀'],
])('%s', (_case, text, expected) => {
  expect(safe(text)).toBe(expected);
});
