import { expect, test } from 'vitest';
import { createToken, isToken, takeToken } from '../../../../src/server/http/bearer-token.ts';

test('a made token has 256 bits, is another each time, and can be given to the next start', () => {
  const tokens = Array.from({ length: 20 }, createToken);
  expect(new Set(tokens).size).toBe(20);
  for (const token of tokens) {
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(takeToken({ AGENT_TOOLKIT_TOKEN: token })).toBe(token);
  }
});

test.each([
  ['the same', 'abc', 'abc', true],
  ['another', 'abd', 'abc', false],
  ['a longer one', 'abcd', 'abc', false],
  ['none', '', 'abc', false],
])('%s', (_case, given, token, fits) => {
  expect(isToken(given, token)).toBe(fits);
});

test('it is taken out of the environment', () => {
  const env = { AGENT_TOOLKIT_TOKEN: '0123456789abcdef0123456789abcdef', HOME: '/home/me' };
  expect(takeToken(env)).toBe('0123456789abcdef0123456789abcdef');
  expect(env).toEqual({ HOME: '/home/me' });
  expect(takeToken(env)).toBeUndefined();
});

test.each([
  ['empty', ''],
  ['short', 'secret'],
  ['one that holds a space', '0123456789abcdef 0123456789abcdef'],
  ['one that holds a line', '0123456789abcdef0123456789abcdef\n'],
  ['one that no header can hold', '0123456789abcdef0123456789abcdefé'],
])('%s: refused without being told', (_case, token) => {
  const refused = expect(() => takeToken({ AGENT_TOOLKIT_TOKEN: token }));
  refused.toThrow(
    /^AGENT_TOOLKIT_TOKEN has to be 32 or more letters, digits or -\._~\+\/, for example from: openssl rand -hex 32$/,
  );
});
