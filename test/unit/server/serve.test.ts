import { EventEmitter, once } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { serve } from '../../../src/server/serve.ts';
import { createFakeToolbox } from '../../support/fake-toolbox.ts';

function start() {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const signals = new EventEmitter();
  const exit = serve({ toolbox: createFakeToolbox(), stdin, stdout, stderr, signals });
  const send = (message: object) => stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const greet = () => {
    const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
    send({ id: 0, method: 'initialize', params });
    send({ method: 'notifications/initialized' });
  };
  const errors = () => String(stderr.read() ?? '');
  return { stdin, stdout, signals, exit, send, greet, errors };
}

const slow = { name: 'process_bug', arguments: { item_id: 'TASK-SLOW', repo_path: '/repo' } };

describe('a server ends', () => {
  test('when standard input ends', async () => {
    const server = start();
    server.stdin.end();
    await expect(server.exit).resolves.toBe(0);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('on %s, and a second one changes nothing', async (signal) => {
    const server = start();
    server.signals.emit(signal);
    server.signals.emit(signal);
    await expect(server.exit).resolves.toBe(0);
  });

  test('when nobody reads its output any more', async () => {
    const server = start();
    server.stdout.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    await expect(server.exit).resolves.toBe(0);
  });

  test('after an error that nobody caught, with its stack on standard error and exit code 1', async () => {
    const server = start();
    server.signals.emit('uncaughtException', new TypeError('the code is wrong'));
    await expect(server.exit).resolves.toBe(1);
    expect(server.errors()).toMatch(/the code is wrong\n\s+at /);
  });

  test('when a message is larger than 64 MB, with exit code 1', async () => {
    const server = start();
    const chunk = Buffer.alloc(8 * 1024 * 1024, 'x');
    for (let sent = 0; sent <= 64; sent += 8) server.stdin.write(chunk);
    await expect(server.exit).resolves.toBe(1);
    expect(server.errors()).toContain('A message of more than 67108864 bytes came');
  });

  test('only when its calls have ended', async () => {
    const server = start();
    server.greet();
    server.send({ id: 1, method: 'tools/call', params: { ...slow, _meta: { progressToken: 1 } } });
    let output = '';
    server.stdout.on('data', (chunk) => {
      output += chunk;
    });
    await expect.poll(() => output).toContain('started');
    const before = performance.now();
    server.stdin.end();
    await expect(server.exit).resolves.toBe(0);
    expect(performance.now() - before).toBeGreaterThan(140);
  });
});

test('garbage is reported and the server goes on', async () => {
  const server = start();
  server.stdin.write('this is no JSON\n\n{"jsonrpc":"1.0"}\n');
  server.greet();
  const [answer] = await once(server.stdout, 'data');
  expect(JSON.parse(String(answer))).toMatchObject({ id: 0, result: { serverInfo: { name: 'agent-toolkit' } } });
  expect(server.errors()).toContain('Protocol error: ');
  server.stdin.end();
  await server.exit;
});
