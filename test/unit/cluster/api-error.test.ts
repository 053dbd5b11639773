/** What an answer or a failed connection is called. */
import { expect, test } from 'vitest';
import { describeFetchError, errorOfStatus, errorOfWatch } from '../../../src/cluster/api-error.ts';

test.each([
  [401, '', 'unauthorized', 'HTTP 401 (GET /api, HTTP 401)'],
  [403, '{"kind":"Status","message":"pods is forbidden"}', 'forbidden', 'pods is forbidden (GET /api, HTTP 403)'],
  [404, '404 page not found\n', 'notFound', '404 page not found (GET /api, HTTP 404)'],
  [410, '{"message":"too old"}', 'expired', 'too old (GET /api, HTTP 410)'],
  [429, '', 'throttled', 'HTTP 429 (GET /api, HTTP 429)'],
  [503, '<html>Bad gateway</html>', 'server', 'HTTP 503 (GET /api, HTTP 503)'],
  [418, '', 'refused', 'HTTP 418 (GET /api, HTTP 418)'],
])('HTTP %i with %j is %s', (status, body, kind, message) => {
  const error = errorOfStatus({ status, body }, '/api');
  expect([error.kind, error.message]).toEqual([kind, message]);
});

test.each([
  ['throttled', true],
  ['server', true],
  ['forbidden', false],
  ['expired', false],
])('%s is worth a second attempt: %s', (kind, expected) => {
  const status = { throttled: 429, server: 500, forbidden: 403, expired: 410 }[kind] ?? 0;
  expect(errorOfStatus({ status, body: '' }, '/').isTransient).toBe(expected);
});

test.each([
  ['3', 3_000],
  ['Sat, 31 Jan 2026 12:00:00 GMT', undefined],
  [undefined, undefined],
])('Retry-After %s', (value, expected) => {
  const headers = value === undefined ? {} : { 'retry-after': value };
  expect(errorOfStatus({ status: 429, body: '', headers }, '/').retryAfterMs).toBe(expected);
});

test('an error in a watch is called as one of HTTP', () => {
  const error = errorOfWatch({ code: 410, message: 'too old resource version' }, '/api/v1/pods');
  expect([error.kind, error.message]).toEqual(['expired', 'too old resource version (watch /api/v1/pods, 410)']);
});

const fetchError = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('inner'), { code }) });

test.each([
  ['CERT_HAS_EXPIRED', 'tls', 'the certificate has expired (CERT_HAS_EXPIRED)'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', 'the certificate is self-signed (DEPTH_ZERO_SELF_SIGNED_CERT)'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'the certificate is for another host name (ERR_TLS_CERT_ALTNAME_INVALID)'],
  ['ERR_SSL_SOMETHING_NEW', 'tls', 'the TLS handshake failed (ERR_SSL_SOMETHING_NEW)'],
  ['ECONNREFUSED', 'unreachable', 'the connection was refused: nothing listens there (ECONNREFUSED)'],
  ['ENOTFOUND', 'unreachable', 'the host name is not known (ENOTFOUND)'],
  ['EODD', 'unreachable', 'inner'],
])('%s', (code, kind, message) => {
  expect(describeFetchError(fetchError(code))).toMatchObject({ kind, message });
});

test('both address families refused', () => {
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  const both = new TypeError('fetch failed', { cause: new AggregateError([refused, refused]) });
  expect(describeFetchError(both).message).toContain('ECONNREFUSED');
});
