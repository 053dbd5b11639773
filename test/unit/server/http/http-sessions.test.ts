import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { HttpSessions } from '../../../../src/server/http/http-sessions.ts';
import { RunningCalls } from '../../../../src/server/running-calls.ts';
import { completeResult, createFakeToolbox, scanResult } from '../../../support/fake-toolbox.ts';
import { connectClient, type HttpClient } from '../../../support/http-server.ts';

let server: Server;
let sockets: Socket[];
const calls = new RunningCalls();
const quiet = { report: () => {}, trace: () => {} };
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function start(options: Partial<ConstructorParameters<typeof HttpSessions>[0]>) {
  const sessions = new HttpSessions({ toolbox: createFakeToolbox(), calls, ...quiet, ...options });
  server = createServer((request, response) => void sessions.handle(request, response));
  sockets = [];
  server.on('connection', (socket) => void sockets.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`);
  return { sessions, connect: () => connectClient({ url, token: '' }) };
}

const plain = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };
const scan = { name: 'scan_prioritize', arguments: { repo_path: '/repo' } };
const processBug = (id: string) => ({ name: 'process_bug', arguments: { item_id: id, repo_path: '/repo' } });

/** A call that works until somebody processes TASK-OPEN. */
async function startCall({ client }: HttpClient) {
  let call: Promise<unknown> = Promise.resolve();
  await new Promise((resolve) => {
    call = client.callTool(processBug('TASK-PAUSED'), undefined, { onprogress: resolve });
    call.catch(() => {});
  });
  return { call };
}

test('when there are enough, another client is refused while they are in use, and gets the place of one that is idle', async () => {
  const { connect } = await start({ most: 2 });
  const [one, two] = [await connect(), await connect()];
  await startCall(one);
  const { call } = await startCall(two);
  await expect(connect()).rejects.toThrow('There are 2 sessions, and all are in use.');
  await one.client.close(); // without DELETE: the session stays, and its call goes on
  await two.client.callTool(processBug('TASK-OPEN'));
  await call;
  await expect.poll(() => connect().then(() => 'connected', String)).toBe('connected');
});

test('one whose client is away for too long ends; its id means nothing any more', async () => {
  const { sessions, connect } = await start({ awayLimits: { idleMs: 0, callingMs: 60_000 } });
  const [there, away] = [await connect(), await connect()];
  const { call } = await startCall(there);
  await away.client.close();
  await expect
    .poll(() => {
      sessions.tidy();
      return statusOf(away.transport.sessionId);
    })
    .toBe(404);
  await there.client.callTool(processBug('TASK-OPEN'));
  await expect(call).resolves.toMatchObject({ structuredContent: completeResult });
});

test('a connection whose client stands still is cut, and others are not', async () => {
  const large = { ...scanResult, warnings: ['x'.repeat(16 * 1024 * 1024)] };
  const toolbox = { ...createFakeToolbox(), scan_prioritize: async () => large };
  const { sessions, connect } = await start({ toolbox });
  const { client, transport } = await connect();
  const { call } = await startCall({ client, transport });
  const { port } = server.address() as AddressInfo;
  const sent = request({ host: '127.0.0.1', port, method: 'POST', path: '/mcp' });
  for (const [name, value] of Object.entries({ ...plain, 'Mcp-Session-Id': transport.sessionId ?? '' }))
    sent.setHeader(name, value);
  sent.end(JSON.stringify({ jsonrpc: '2.0', id: 'stuck', method: 'tools/call', params: scan }));
  const [stuck] = (await once(sent, 'response')) as [IncomingMessage]; // and nobody reads it
  const socket = sockets.find(({ remotePort }) => remotePort === sent.socket?.localPort);
  await expect
    .poll(() => {
      sessions.tidy();
      return socket?.destroyed;
    })
    .toBe(true);
  await expect(once(stuck.resume(), 'end')).rejects.toThrow('aborted');
  await client.callTool(processBug('TASK-OPEN'));
  await expect(call).resolves.toMatchObject({ structuredContent: completeResult });
});

async function statusOf(session = ''): Promise<number> {
  const { port } = server.address() as AddressInfo;
  const body = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' });
  const answer = await fetch(`http://127.0.0.1:${port}/mcp`, {
    ...{ method: 'POST', body, headers: { ...plain, 'Mcp-Session-Id': session } },
  });
  await answer.text();
  return answer.status;
}
