import { describe, expect, test } from 'vitest';
import { type RequestHead, refusalOf } from '../../../../src/server/http/access.ts';

const token = 'a-token-that-nobody-guesses-0123456789';
const good: RequestHead = {
  target: '/mcp',
  host: '127.0.0.1:7411',
  origin: undefined,
  authorization: `Bearer ${token}`,
};
const access = { port: 7411, token };
const statusOf = (head: Partial<RequestHead>, port = 7411) =>
  refusalOf({ ...good, ...head }, { ...access, port })?.status;

describe('Host', () => {
  test.each([
    ['127.0.0.1:7411', undefined],
    ['localhost:7411', undefined],
    ['LocalHost:7411', undefined],
    ['[::1]:7411', undefined],
    ['127.0.0.1', 403],
    ['127.0.0.1:7412', 403],
    ['localhost', 403],
    ['evil.example', 403],
    ['evil.example:7411', 403],
    ['localhost.evil.example:7411', 403],
    ['evil.example@127.0.0.1:7411', 403],
    ['127.0.0.1:7411, evil.example', 403],
    ['127.1:7411', 403],
    ['2130706433:7411', 403],
    ['0.0.0.0:7411', 403],
    ['', 403],
    [undefined, 403],
  ])('%s: %s', (host, status) => {
    expect(statusOf({ host })).toBe(status);
  });

  test('on port 80 clients leave the port out', () => {
    expect(statusOf({ host: 'localhost' }, 80)).toBeUndefined();
    expect(statusOf({ host: 'evil.example' }, 80)).toBe(403);
  });
});

describe('Origin', () => {
  test.each([
    [undefined, undefined],
    ['http://127.0.0.1:7411', undefined],
    ['http://localhost:7411', undefined],
    ['http://[::1]:7411', undefined],
    ['https://localhost:7411', 403],
    ['http://localhost:3000', 403],
    ['http://localhost', 403],
    ['http://evil.example', 403],
    ['http://localhost:7411.evil.example', 403],
    ['vscode-webview://0a1b', 403],
    ['null', 403],
    ['', 403],
  ])('%s: %s', (origin, status) => {
    expect(statusOf({ origin })).toBe(status);
  });
});

describe('the endpoint', () => {
  test.each([
    ['/mcp', undefined],
    ['/mcp?x=1', undefined],
    ['/', 404],
    ['/mcp/', 404],
    ['/MCP', 404],
    ['//mcp', 404],
    ['/x/../mcp', 404],
    ['http://127.0.0.1:7411/mcp', 404],
    ['/.well-known/oauth-protected-resource', 404],
  ])('%s: %s', (target, status) => {
    expect(statusOf({ target })).toBe(status);
  });
});

describe('the token', () => {
  test.each([
    [`Bearer ${token}`, undefined],
    [`bearer  ${token} `, undefined],
    [`Bearer ${token}x`, 401],
    [`Bearer ${token.slice(1)}`, 401],
    [`Bearer ${token.toUpperCase()}`, 401],
    ['Bearer é', 401],
    ['Bearer', 401],
    [`Basic ${token}`, 401],
    [token, 401],
    ['', 401],
    [undefined, 401],
  ])('%s: %s', (authorization, status) => {
    expect(statusOf({ authorization })).toBe(status);
  });

  test('a refusal says which scheme is wanted, whether one came, and nothing of the token', () => {
    const none = refusalOf({ ...good, authorization: undefined }, access);
    const wrong = refusalOf({ ...good, authorization: 'Bearer guess' }, access);
    expect(none?.headers).toEqual({ 'WWW-Authenticate': 'Bearer realm="agent-toolkit"' });
    expect(wrong?.headers).toEqual({ 'WWW-Authenticate': 'Bearer realm="agent-toolkit", error="invalid_token"' });
    expect(JSON.stringify([none, wrong])).not.toMatch(new RegExp(`${token}|guess`));
  });

  test('without one Host and Origin are looked at all the same', () => {
    const open = { port: 7411, token: undefined };
    const head = { ...good, authorization: undefined };
    expect(refusalOf(head, open)).toBeUndefined();
    expect(refusalOf({ ...head, host: 'evil.example' }, open)?.status).toBe(403);
    expect(refusalOf({ ...head, origin: 'http://evil.example' }, open)?.status).toBe(403);
  });
});
