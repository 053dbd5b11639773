/** What an answer of a registry is called. */
import { expect, test } from 'vitest';
import { errorOfAnswer } from '../../../../src/cluster/registry/registry-error.ts';

const where = 'GET https://ghcr.io/v2/';
const unknown = JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] });

test.each([
  [401, '', 'unauthorized', `HTTP 401 (${where})`],
  [403, '{"errors":[{"code":"DENIED"}]}', 'denied', `HTTP 403 DENIED (${where})`],
  [404, unknown, 'notFound', `HTTP 404 MANIFEST_UNKNOWN: manifest unknown (${where})`],
  [429, '{"errors":[]}', 'throttled', `HTTP 429 (${where})`],
  [502, '<html>Bad gateway</html>', 'server', `HTTP 502 (${where})`],
  [405, '[1]', 'refused', `HTTP 405 (${where})`],
  [400, 'null', 'refused', `HTTP 400 (${where})`],
])('HTTP %i with %s is %s', (status, body, kind, message) => {
  const error = errorOfAnswer(status, new Headers(), body, where);
  expect([error.kind, error.message]).toEqual([kind, message]);
});

test.each([
  ['30', 30_000, 30_000],
  ['0', 0, 0],
  [new Date(Date.now() + 60_000).toUTCString(), 55_000, 60_000],
  [new Date(0).toUTCString(), 0, 0],
])('Retry-After: %s', (value, least, most) => {
  const { facts } = errorOfAnswer(429, new Headers({ 'retry-after': value }), '', where);
  expect(facts.retryAfterMs).toBeGreaterThanOrEqual(least);
  expect(facts.retryAfterMs).toBeLessThanOrEqual(most);
});

test('a Retry-After that says nothing is none', () => {
  expect(errorOfAnswer(429, new Headers({ 'retry-after': 'soon' }), '', where).facts).toEqual({});
});
