import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { serveHttp } from '../../../../src/server/http/serve-http.ts';
import { createFakeToolbox } from '../../../support/fake-toolbox.ts';

async function start() {
  const signals = new EventEmitter();
  const [reported, traced]: [string[], string[]] = [[], []];
  let exit: Promise<number> = Promise.resolve(-1);
  const url = await new Promise<string>((resolve, reject) => {
    exit = serveHttp({
      ...{ toolbox: createFakeToolbox(), port: 0, token: undefined, signals, listening: resolve },
      report: (text) => void reported.push(text),
      trace: (text) => void traced.push(text),
    });
    exit.catch(reject);
  });
  return { url, signals, exit, reported, traced };
}

describe('a server ends', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('on %s, and a second one changes nothing', async (signal) => {
    const { url, signals, exit } = await start();
    signals.emit(signal);
    signals.emit(signal);
    await expect(exit).resolves.toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  test('after an error that nobody caught, with its stack and exit code 1', async () => {
    const { signals, exit, reported } = await start();
    signals.emit('uncaughtException', new TypeError('the code is wrong'));
    await expect(exit).resolves.toBe(1);
    expect(reported.join('\n')).toMatch(/the code is wrong\n\s+at /);
  });

  test('with the streams that are open', async () => {
    const { url, signals, exit } = await start();
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'initialize', params });
    const greeted = await fetch(url, { method: 'POST', headers, body });
    const session = { ...headers, 'Mcp-Session-Id': greeted.headers.get('mcp-session-id') ?? '' };
    await greeted.text();
    const stream = await fetch(url, { headers: session });
    signals.emit('SIGTERM');
    await expect(stream.text()).resolves.toBe('');
    await expect(exit).resolves.toBe(0);
  });
});

test('each request can be looked at; what a client did wrong is no report', async () => {
  const { url, signals, exit, reported, traced } = await start();
  await fetch(url, { method: 'POST', body: '{' });
  await fetch(new URL('/?token=secret', url));
  signals.emit('SIGTERM');
  await exit;
  expect(traced).toContainEqual(expect.stringMatching(/^POST \/mcp 4\d\d \d+ ms$/));
  expect(traced).toContainEqual(expect.stringMatching(/^GET \/ 404 \d+ ms$/));
  expect(traced.join('\n')).not.toContain('secret');
  expect(reported).toEqual([]);
});
