/** Health URLs against a real HTTP server. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkUrl, shownUrl } from '../../../src/cluster/url-check.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { trustAuthority } from '../../support/trusted-authority.ts';

let server: Server;
let url = '';
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    asked.push(pathname);
    const [, kind, status = '200'] = pathname.split('/');
    const attempts = asked.filter((path) => path === pathname).length;
    if (kind === 'slow') return;
    if (kind === 'cut') return void response.destroy();
    if (kind === 'to') return void response.writeHead(302, { location: `/status/${status}` }).end();
    if (kind === 'away') return void response.writeHead(302, { location: 'http://elsewhere.example/' }).end();
    if (kind === 'nowhere') return void response.writeHead(302, { location: 'http://' }).end();
    if (kind === 'round') return void response.writeHead(302, { location: '/round' }).end();
    if (kind === 'once' && attempts > 1) return void response.writeHead(200).end();
    if (kind === 'login') return void response.writeHead(request.headers.authorization ? 200 : 401).end();
    response.writeHead(Number(status)).end('a body');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const limits = { urlMs: 200, retryMs: 1 };
const check = (path: string, signal = new AbortController().signal) => checkUrl(`${url}${path}`, limits, signal);

describe('checkUrl', () => {
  test.each([
    ['/status/200', true, 'HTTP 200', 1],
    ['/status/204', true, 'HTTP 204', 1],
    ['/status/304', true, 'HTTP 304', 1],
    ['/status/404', false, 'HTTP 404', 1],
    ['/status/401', false, 'HTTP 401', 1],
    ['/status/500', false, 'HTTP 500', 2],
    ['/status/503', false, 'HTTP 503', 2],
    ['/once/503', true, 'HTTP 200', 2],
    ['/slow', false, 'no answer within 0.2 s', 2],
  ])('%s', async (path, passed, actual, attempts) => {
    expect(await check(path)).toMatchObject({ passed, actual, attempts });
  });

  test('a port that browsers refuse is asked like any other', async () => {
    const at = createServer((_request, response) => void response.end('well'));
    at.listen(10080, '127.0.0.1');
    await Promise.race([once(at, 'listening'), once(at, 'error')]);
    const verdict = await checkUrl('http://127.0.0.1:10080/healthz', limits, new AbortController().signal);
    at.closeAllConnections();
    at.close();
    expect(verdict).toMatchObject({ passed: true, actual: 'HTTP 200' });
  });

  test('redirects are followed on the same host, so that a broken target is found', async () => {
    expect(await check('/to/200')).toMatchObject({ passed: true });
    expect((await check('/to/404')).actual).toBe(`HTTP 404 at ${url}/status/404`);
    expect(await check('/round')).toMatchObject({ passed: false, actual: 'more than 5 redirects' });
  });

  test('a redirect to another host passes and is not followed', async () => {
    expect(await check('/away')).toMatchObject({
      passed: true,
      actual: 'HTTP 302, redirects to elsewhere.example (another host, not followed)',
    });
  });

  test('a redirect whose target is no address is an answer', async () => {
    expect(await check('/nowhere')).toMatchObject({ passed: true, actual: 'HTTP 302' });
  });

  test.each([
    ['/status/204 204', true, 'HTTP 204', 'HTTP 204', 1],
    ['/status/200 204', false, 'HTTP 204', 'HTTP 200', 1],
    ['/status/401  401 403', true, 'HTTP 401 or 403', 'HTTP 401', 1],
    ['/status/418 4XX', true, 'HTTP 4xx', 'HTTP 418', 1],
    ['/status/503 503', true, 'HTTP 503', 'HTTP 503', 1],
    ['/to/200 302', true, 'HTTP 302', 'HTTP 302', 1],
    ['/to/200 200', true, 'HTTP 200', `HTTP 200 at URL/status/200`, 1],
    ['/away 3xx', true, 'HTTP 3xx', 'HTTP 302', 1],
    ['/away 200', false, 'HTTP 200', 'HTTP 302, redirects to elsewhere.example (another host, not followed)', 1],
  ])('%s: the statuses that the entry names pass: %s', async (entry, passed, expected, actual, attempts) => {
    const whole = {
      url: `${url}${entry.split(' ')[0]}`,
      passed,
      expected,
      actual: actual.replace('URL', url),
      attempts,
    };
    expect(await check(entry)).toMatchObject(whole);
  });

  test('what follows an address and is no status is refused', async () => {
    const verdict = await check('/status/200 ok');
    expect(verdict).toMatchObject({ passed: false, reason: 'InvalidUrl', attempts: 0, expected: 'HTTP 2xx or 3xx' });
    expect(verdict.advice.remedy).toContain('healthz 204');
  });

  test('a connection that breaks off, and one that nobody takes', async () => {
    expect(await check('/cut')).toMatchObject({ passed: false, reason: 'Unreachable', attempts: 2 });
    const unused = await checkUrl('http://127.0.0.1:9', limits, new AbortController().signal);
    expect(unused).toMatchObject({ passed: false, reason: 'Unreachable' });
  });

  test('credentials of the address are sent and not shown', async () => {
    const verdict = await checkUrl(
      `${url.replace('//', '//user:hunter2@')}/login`,
      limits,
      new AbortController().signal,
    );
    expect(verdict.passed).toBe(true);
    expect(JSON.stringify(verdict)).not.toContain('hunter2');
  });

  test.each(['ftp://shop.example/', 'shop', 'file:///etc/passwd'])('%s is no health URL', async (text) => {
    expect(await checkUrl(text, limits, new AbortController().signal)).toMatchObject({
      passed: false,
      reason: 'InvalidUrl',
      attempts: 0,
    });
  });

  test('waits for the workloads before the second attempt', async () => {
    const order: string[] = [];
    await checkUrl(`${url}/status/502`, limits, new AbortController().signal, async () => {
      order.push(`after ${asked.filter((path) => path === '/status/502').length}`);
    });
    expect(order).toEqual(['after 1']);
  });

  test('an abort ends it at once', async () => {
    const controller = new AbortController();
    const pending = check('/slow', controller.signal);
    controller.abort();
    await expect(pending).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});

test('shownUrl hides user, password and the values of the query', () => {
  expect(shownUrl(new URL('https://me:secret@shop.example/a?token=abc&x=1#frag'))).toBe(
    'https://shop.example/a?token=***&x=***',
  );
});

describe('certificates that do not hold are told apart', () => {
  const authority = makeCertificate({ hosts: [] });
  const past = { from: new Date('2020-01-01'), until: new Date('2020-02-01') };
  const ahead = { from: new Date('2040-01-01'), until: new Date('2040-02-01') };
  const hosts = ['localhost'];

  test.each([
    ['self-signed', { hosts }, 'the certificate is self-signed', 'is self-signed', 'NODE_EXTRA_CA_CERTS'],
    ['unknown issuer', { hosts, authority }, 'not known or not sent', 'not known here', 'NODE_EXTRA_CA_CERTS'],
    ['expired', { hosts, authority, ...past }, 'has expired', 'has expired', 'Renew it'],
    ['not valid yet', { hosts, authority, ...ahead }, 'not valid yet', 'not valid yet', 'clocks'],
    ['another name', { hosts: ['other.example'], authority }, 'another host name', 'another host name', 'Use the name'],
  ])('%s', async (_name, options, actual, cause, remedy) => {
    const { cert, key } = makeCertificate(options);
    const tlsServer = createTlsServer({ cert, key }, (_request, response) => response.end());
    tlsServer.listen(0, 'localhost');
    await once(tlsServer, 'listening');
    // Only what the case is about is wrong with it.
    const stopTrusting = remedy === 'NODE_EXTRA_CA_CERTS' ? () => {} : trustAuthority(authority);
    try {
      const { port } = tlsServer.address() as AddressInfo;
      const verdict = await checkUrl(`https://localhost:${port}/`, limits, new AbortController().signal);
      expect(verdict).toMatchObject({ passed: false, reason: 'Tls', attempts: 1 });
      expect(verdict.actual).toContain(actual);
      expect(verdict.advice.cause).toContain(`The certificate of localhost:${port}`);
      expect(verdict.advice.cause).toContain(cause);
      expect(verdict.advice.remedy).toContain(remedy);
    } finally {
      stopTrusting();
      tlsServer.closeAllConnections();
      tlsServer.close();
    }
  });

  test('a server that speaks plain http', async () => {
    const verdict = await checkUrl(url.replace('http:', 'https:'), limits, new AbortController().signal);
    expect(verdict).toMatchObject({ passed: false, reason: 'Tls', attempts: 1 });
    expect(verdict.advice).toEqual({
      cause: `${new URL(url).host} does not speak TLS on this port.`,
      remedy: 'Correct the port, or write http:// where no TLS is meant.',
    });
  });
});
