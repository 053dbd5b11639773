import { expect, test } from 'vitest';
import { unavailabilityOf } from '../../../src/codex/unavailability.ts';
import { cpuMsSince } from '../../support/cpu-time.ts';

/** A Saturday afternoon, in the machine's own time zone: Codex names local times. */
const now = new Date(2026, 10, 28, 14, 30, 0);
const at = (day: number, hour: number, minute: number, second = 0) => new Date(2026, 10, day, hour, minute, second);
const limit = 'the usage limit of Codex to be over';

test.each<[string, string | undefined, Date | undefined]>([
  ["Codex gave up: You've hit your usage limit. Upgrade to Pro, or try again at 5:13 PM.", limit, at(28, 17, 13)],
  ["You've hit your usage limit. Try again at 5:13 AM.", limit, at(29, 5, 13)],
  ["You've hit your usage limit. Try again at 12:05 a.m.", limit, at(29, 0, 5)],
  ["You've hit your usage limit. Try again at 12:45 PM.", limit, at(29, 12, 45)],
  ["You've hit your usage limit. Try again at 23:59.", limit, at(28, 23, 59)],
  ["You've hit your usage limit, try again at Nov 30th, 2026 9:05 AM.", limit, at(30, 9, 5)],
  ["You've hit your usage limit. Try again at 2:30 PM.", limit, undefined],
  ["You've hit your usage limit. Try again at 2:21 PM.", limit, undefined],
  ["You've hit your usage limit. Try again at 2:15 PM.", limit, at(29, 14, 15)],
  ["You've hit your usage limit, try again at Nov 28th, 2026 2:30 PM.", limit, undefined],
  ["You've hit your usage limit. Try again in 3 hours 32 minutes.", limit, at(28, 18, 2)],
  ["You've hit your usage limit. Try again in 1 day, 2 hours and 5 minutes.", limit, at(29, 16, 35)],
  ['Rate limit reached for requests. Please try again in 20s.', limit, at(28, 14, 30, 20)],
  ['exceeded retry limit, last status: 429 Too Many Requests', limit, undefined],
  ["You've hit your usage limit. Try again at 99:99.", limit, undefined],
  ["You've hit your usage limit. Try again in 3 fortnights.", limit, undefined],
  ['unexpected status 503 Service Unavailable', 'the model provider', undefined],
  ['stream disconnected before completion', 'the model provider', undefined],
  ['Codex could not reach its model: Reconnecting... waiting for network', 'the model provider', undefined],
  ['unexpected status 401 Unauthorized', undefined, undefined],
  ['Your access token could not be refreshed. Please log in again.', undefined, undefined],
  ['ran out of room in the context window', undefined, undefined],
  ['Error loading config.toml: invalid type', undefined, undefined],
  ['something else', undefined, undefined],
])('%s', (error, what, until) => {
  expect(unavailabilityOf(error, now)).toEqual(what === undefined ? undefined : { what, until });
});

test('a long text takes no time', () => {
  const start = process.cpuUsage();
  for (const text of [
    'try again in '.repeat(20_000),
    `try again in ${'1 a'.repeat(50_000)}`,
    'try again at 1'.repeat(20_000),
  ]) {
    unavailabilityOf(`usage limit ${text}`, now);
  }
  expect(cpuMsSince(start)).toBeLessThan(2000);
});
