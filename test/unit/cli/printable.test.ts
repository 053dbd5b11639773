import { describe, expect, test } from 'vitest';
import { printable, shorten } from '../../../src/cli/printable.ts';

describe('text of a repository is printed', () => {
  test.each([
    ['as it is', 'Raise the replica count', 'Raise the replica count'],
    ['on one line', 'Raise\n\tthe  count ', 'Raise the count'],
    ['without colours', '\x1b[31mred\x1b[0m', 'red'],
    ['without a title for the window', '\x1b]0;owned\x07Raise', 'Raise'],
    ['without what moves the cursor', 'a\x1b[2Jb\rc\x08d', 'ab cd'],
    ['without what turns the direction of writing', 'abc\u202edef', 'abcdef'],
    ['with accents and emoji', 'Schlüssel 🔑 erneuern', 'Schlüssel 🔑 erneuern'],
  ])('%s', (_case, text, expected) => {
    expect(printable(text)).toBe(expected);
  });
});

describe('shortening', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['abc', 1, '…'],
    ['abc', Number.POSITIVE_INFINITY, 'abc'],
    ['漢字漢字', 5, '漢字…'],
    ['漢字漢字', 8, '漢字漢字'],
    ['', 0, ''],
  ])('%j to %d cells', (text, width, expected) => {
    expect(shorten(text, width)).toBe(expected);
  });
});
