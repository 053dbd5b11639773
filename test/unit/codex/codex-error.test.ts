import { describe, expect, test } from 'vitest';
import { adviceFor, endSentence, errorWords } from '../../../src/codex/codex-error.ts';

describe('errorWords', () => {
  test.each([
    ['WARNING: proceeding\nNot logged in\n', 'Not logged in'],
    [
      'WARNING: proceeding\nError: failed to load configuration\n\nCaused by:\n    Model provider `nope` not found\n\nStack backtrace:\n   0: <unknown>\n   1: <unknown>\n',
      'Error: failed to load configuration Caused by: Model provider `nope` not found',
    ],
    [
      'Error: failed\n\nCaused by:\n    0: config.toml:1:6: unclosed array\n    1: TOML parse error\n         |\n       1 | x = [\n         |      ^\n       unclosed array\n',
      'Error: failed Caused by: 0: config.toml:1:6: unclosed array 1: TOML parse error unclosed array',
    ],
    ['Error checking login status: bad file', 'Error checking login status: bad file'],
    ['', ''],
  ])('%j', (stderr, words) => {
    expect(errorWords(stderr)).toBe(words);
  });
  test('what is long is cut', () => {
    expect(errorWords(`Error: ${'x'.repeat(5000)}`)).toHaveLength(601);
  });
});

test.each([
  ['401 Unauthorized', 'codex login'],
  ['Not logged in', 'codex login'],
  ["You've hit your usage limit. Try again at 3:05 PM.", 'at the time that Codex names'],
  ['last status: 429 Too Many Requests', 'Wait until the limit'],
  ['502 Bad Gateway', 'run again later'],
  ['stream disconnected before completion: error sending request', 'run again later'],
  ["Codex ran out of room in the model's context window", 'split it'],
  ['Error loading configuration: x', 'Correct the configuration'],
  ['anything', 'Mend what Codex names'],
])('%s: %s', (error, advice) => {
  expect(adviceFor(error)).toContain(advice);
});

test('a full stop is added where none is', () => {
  expect([endSentence('a'), endSentence('a.'), endSentence('a?')]).toEqual(['a.', 'a.', 'a?']);
});
