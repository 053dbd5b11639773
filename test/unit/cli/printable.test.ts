import { describe, expect, test } from 'vitest';
import { printable, shorten, wrap } from '../../../src/cli/printable.ts';

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

describe('wrapping', () => {
  test.each([
    ['between words', 'Raise the replica count', 12, ['Raise the', 'replica', 'count']],
    ['words that fit exactly', 'abc def', 3, ['abc', 'def']],
    ['a longer word where the line ends', 'a docs/retrospectives/x b', 8, ['a', 'docs/ret', 'rospecti', 'ves/x b']],
    ['wide characters by their cells', '漢字漢字', 4, ['漢字', '漢字']],
    ['a cell that is too narrow for any character', '漢字', 1, ['漢', '字']],
    ['nothing', '', 10, ['']],
    ['not where there is no limit', 'Raise the replica count', Number.POSITIVE_INFINITY, ['Raise the replica count']],
  ])('%s', (_case, text, width, expected) => {
    expect(wrap(text, width)).toEqual(expected);
  });
});
