import { expect, test } from 'vitest';
import { isGivenUp, isIdle } from '../../../../src/server/http/away.ts';

const hour = 3_600_000;

test.each([
  ['a client that is there', { open: 1, running: 0, awayMs: 100 * hour }, false],
  ['one that is there, with a call', { open: 1, running: 1, awayMs: 100 * hour }, false],
  ['one that thinks', { open: 0, running: 0, awayMs: hour - 1 }, false],
  ['one that is gone', { open: 0, running: 0, awayMs: hour }, true],
  ['one that is gone, and whose call works through the night', { open: 0, running: 1, awayMs: 12 * hour }, false],
  ['one that nobody will come back for', { open: 0, running: 1, awayMs: 24 * hour }, true],
])('%s', (_case, presence, givenUp) => {
  expect(isGivenUp(presence)).toBe(givenUp);
});

test.each([
  [{ open: 0, running: 0, awayMs: 0 }, true],
  [{ open: 1, running: 0, awayMs: 0 }, false],
  [{ open: 0, running: 1, awayMs: 0 }, false],
])('idle: %o is %s', (presence, idle) => {
  expect(isIdle(presence)).toBe(idle);
});
