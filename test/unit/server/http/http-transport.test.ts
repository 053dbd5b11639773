/** What of a request is left over HTTP when its client has cancelled it. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HttpSessions } from '../../../../src/server/http/http-sessions.ts';
import { RunningCalls } from '../../../../src/server/running-calls.ts';
import { createFakeToolbox, type FakeCall } from '../../../support/fake-toolbox.ts';

let server: Server;
const calls = new RunningCalls();
const made: FakeCall[] = [];
beforeAll(async () => {
  const sessions = new HttpSessions({ toolbox: createFakeToolbox(made), calls, report: () => {}, trace: () => {} });
  server = createServer((request, response) => void sessions.handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  await calls.stop('The test is over.', 5000);
  server.closeAllConnections();
  server.close();
});

/** A client in plain requests, of a version of the protocol. */
async function greet(version: string) {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
  const headers = new Headers({
    'Content-Type': 'application/json',
    Accept: 'application/json, text/event-stream',
    'Mcp-Protocol-Version': version,
  });
  const send = (message: object) =>
    fetch(url, { method: 'POST', headers, body: JSON.stringify({ jsonrpc: '2.0', ...message }) });
  const params = { protocolVersion: version, capabilities: {}, clientInfo: { name: 'test', version: '1' } };
  const greeted = await send({ id: 'greeting', method: 'initialize', params });
  await greeted.text();
  headers.set('Mcp-Session-Id', greeted.headers.get('mcp-session-id') ?? '');
  return {
    request: (id: number, method: string, given: object) => send({ id, method, params: given }),
    resume: (event: string) => fetch(url, { headers: [...headers, ['Last-Event-ID', event]] }),
    cancel: (requestId: number) => send({ method: 'notifications/cancelled', params: { requestId } }),
  };
}

const work = (task?: object) => ({
  ...{ name: 'process_bug', arguments: { item_id: 'TASK-SLOW', repo_path: '/repo' }, _meta: { progressToken: 'p' } },
  ...(task === undefined ? {} : { task }),
});

/** Reads on until it is so, or the stream ends. */
async function read(body: ReadableStream<Uint8Array>, isEnough = (_text: string) => false): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body.values({ preventCancel: true })) {
    text += decoder.decode(chunk, { stream: true });
    if (isEnough(text)) break;
  }
  return text;
}

test.each(['2025-06-18', '2025-11-25'])('its stream ends when nothing of it runs any more, in %s', async (version) => {
  const { request, cancel } = await greet(version);
  for (const id of [0, 1]) {
    const { body } = await request(id, 'tools/call', work());
    await read(body as ReadableStream, (text) => text.includes('started'));
    await cancel(id);
    expect(await read(body as ReadableStream)).not.toContain('"result"');
  }
});

test('so does that of one who waits for a task, which goes on', async () => {
  const { request, cancel } = await greet('2025-06-18');
  const created = await (await request(1, 'tools/call', work({}))).text();
  const taskId = /"taskId":"([^"]+)"/.exec(created)?.[1];
  const { body } = await request(2, 'tasks/result', { taskId });
  await cancel(2);
  expect(await read(body as ReadableStream)).not.toContain('"result"');
  expect(await (await request(3, 'tasks/get', { taskId })).text()).toContain('"status":"working"');
  expect(await (await request(4, 'tasks/cancel', { taskId })).text()).toContain('"status":"cancelled"');
});

test('who takes the stream of a cancelled call up again hears that it has ended, although another one runs', async () => {
  const { request, cancel, resume } = await greet('2025-11-25');
  const streams = await Promise.all([request(1, 'tools/call', work()), request(2, 'tools/call', work())]);
  const [running, cancelled] = await Promise.all(
    streams.map(({ body }) => read(body as ReadableStream, (text) => text.includes('started'))),
  );
  await cancel(2);
  await read(streams[1].body as ReadableStream);
  const eventOf = (text = '') => /^id: (\S+)$/m.exec(text)?.[1] ?? '';
  const [goesOn, over] = await Promise.all([resume(eventOf(running)), resume(eventOf(cancelled))]);
  expect(goesOn.status).toBe(200);
  expect(await over.text()).toContain('started');
  const last = await resume(eventOf((await (await resume(eventOf(cancelled))).text()).split('event: message').at(-1)));
  expect(last.status).toBe(405);
  await cancel(1);
  expect(await read(goesOn.body as ReadableStream)).not.toContain('"result"');
});

test('who sends a request again gets the one answer on the new stream', async () => {
  const { request } = await greet('2025-11-25');
  const paused = { name: 'process_bug', arguments: { item_id: 'TASK-PAUSED', repo_path: '/repo' } };
  const began = made.length;
  await request(7, 'tools/call', paused);
  const again = await request(7, 'tools/call', paused);
  expect(made.length - began).toBe(1);
  const open = { name: 'process_bug', arguments: { item_id: 'TASK-OPEN', repo_path: '/repo' } };
  await (await request(8, 'tools/call', open)).text();
  expect(await again.text()).toMatch(/"result".*"id":7|"id":7.*"result"/);
});
