/** The server over HTTP as a process of its own: who gets in, sessions, streams that break, and its end. */
import { EventEmitter, once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import {
  CreateTaskResultSchema,
  ElicitRequestSchema,
  GetTaskResultSchema,
  type Progress,
  ProgressNotificationSchema,
  ResourceListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { completeResult, scanResult, threeCriteria } from '../support/fake-toolbox.ts';
import { connectClient, type HttpClient, type HttpServer, startHttpServer } from '../support/http-server.ts';
import { isRunning } from '../support/running.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const scan = { name: 'scan_prioritize', arguments: { repo_path: '/repo' } };
const processBug = (id: string) => ({ name: 'process_bug', arguments: { item_id: id, repo_path: '/repo' } });
const greeting = {
  ...{ jsonrpc: '2.0', id: 0, method: 'initialize' },
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};

let server: HttpServer;
const clients: HttpClient[] = [];
beforeAll(async () => {
  server = await startHttpServer();
});
afterEach(async () => {
  for (const { client, transport } of clients.splice(0)) {
    await transport.terminateSession();
    await client.close();
  }
});
afterAll(() => server.kill('SIGTERM'));

async function client(...options: Parameters<typeof connectClient> extends [unknown, ...infer Rest] ? Rest : never) {
  const connected = await connectClient(server, ...options);
  clients.push(connected);
  return connected;
}

/** A slow call that is on its way. */
async function startSlow(
  { client }: HttpClient,
  { input, ...options }: { signal?: AbortSignal; input?: Record<string, unknown> } = {},
) {
  let tell = (_pid: number) => {};
  const pid = new Promise<number>((resolve) => {
    tell = resolve;
  });
  const onprogress = ({ message }: Progress) => tell(Number(message?.split(' ')[1]));
  const called = { ...processBug('TASK-SLOW'), ...(input === undefined ? {} : { arguments: input }) };
  const call = client.callTool(called, undefined, { ...options, onprogress, timeout: 60_000 });
  call.catch(() => {});
  return { call, pid: await pid };
}

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

/** One plain request, with any header. */
function send(
  body: string | undefined,
  headers: Record<string, string> = {},
  { method = 'POST', path = '/mcp' }: { method?: string; path?: string } = {},
): Promise<Answer> {
  const agent = new Agent({ keepAlive: true });
  const answered = new Promise<Answer>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.url.port, method, path, agent }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    const own = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' };
    for (const [name, value] of Object.entries({ ...own, Authorization: `Bearer ${server.token}`, ...headers }))
      sent.setHeader(name, value);
    sent.end(body);
  });
  return answered.finally(() => agent.destroy());
}

describe('who gets in', () => {
  test.each([
    ['with the token', {}, {}, 200],
    ['without a token', { Authorization: '' }, {}, 401],
    ['with a wrong token', { Authorization: 'Bearer guess' }, {}, 401],
    ['under another name', { Host: 'evil.example' }, {}, 403],
    ['from a page', { Origin: 'https://evil.example' }, {}, 403],
    ['at another path', {}, { path: '/' }, 404],
    ['by another method', {}, { method: 'PUT' }, 405],
  ])('%s', async (_case, headers, options, status) => {
    const answer = await send(JSON.stringify(greeting), headers, options);
    expect(answer.status).toBe(status);
    expect(answer.headers['www-authenticate'] !== undefined).toBe(status === 401);
    if (status !== 200) expect(JSON.parse(answer.text)).toMatchObject({ jsonrpc: '2.0', error: {} });
  });

  test('a client with a wrong token is told so', async () => {
    await expect(connectClient({ url: server.url, token: 'guess' })).rejects.toThrow('The token is wrong');
  });

  test('nothing of a token is written but once', () => {
    expect(server.stderr().split(server.token)).toHaveLength(2);
    expect(server.stderr()).not.toContain('guess');
  });

  test('nobody outside of this machine reaches it', async () => {
    const outside = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    const address = outside.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.2';
    const socket = connect(Number(server.url.port), address);
    await expect(new Promise((resolve) => socket.on('error', resolve))).resolves.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});

describe('what is no message', () => {
  test.each([
    ['no JSON', '{"jsonrpc":', 400],
    ['nothing', '', 400],
    ['no message', '{"jsonrpc":"1.0"}', 400],
    ['a message before the greeting', '{"jsonrpc":"2.0","id":1,"method":"tools/list"}', 400],
    ['two greetings at once', JSON.stringify([greeting, greeting]), 400],
    ['too deep', '['.repeat(200_000), 400],
    ['more than 4 MiB', JSON.stringify({ ...greeting, filler: 'x'.repeat(5_000_000) }), 413],
  ])('%s', async (_case, body, status) => {
    expect((await send(body)).status).toBe(status);
  });

  test('more than 4 MiB of which the size was not said', async () => {
    const answer = await send('x'.repeat(5_000_000), { 'Transfer-Encoding': 'chunked' });
    expect(answer.status).toBe(413);
  });

  test('no HTTP at all', async () => {
    const socket = connect(Number(server.url.port), '127.0.0.1');
    socket.end('\x16\x03\x01\0garbage\r\n\r\n');
    const [data] = await Promise.all([new Promise((resolve) => socket.once('data', resolve))]);
    expect(String(data)).toMatch(/^HTTP\/1\.1 400 /);
  });

  test('half a message, from a client that hangs up', async () => {
    const socket = connect(Number(server.url.port), '127.0.0.1');
    const head = `POST /mcp HTTP/1.1\r\nHost: ${server.url.host}\r\nAuthorization: Bearer ${server.token}\r\n`;
    socket.write(`${head}Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n`);
    socket.write('Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n{"jsonrpc":');
    await once(socket, 'data');
    socket.resetAndDestroy();
    await once(socket, 'close');
  });

  test('of another session: the client has to greet again', async () => {
    const answer = await send('{"jsonrpc":"2.0","id":1,"method":"ping"}', { 'Mcp-Session-Id': 'gone' });
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('Initialize a new one');
  });

  test('the server goes on', async () => {
    const { client: one } = await client();
    await expect(one.callTool(scan)).resolves.toMatchObject({ structuredContent: scanResult });
  });
});

describe('sessions', () => {
  test('two clients at once, each with its own log and progress', async () => {
    const [one, two] = [await client(), await client()];
    expect(one.transport.sessionId).not.toBe(two.transport.sessionId);
    const messages: string[] = [];
    const onprogress = ({ message }: Progress) => void messages.push(message ?? '');
    const [result, other] = await Promise.all([
      one.client.callTool(processBug('TASK-001'), undefined, { onprogress }),
      two.client.callTool({ name: 'run_tests', arguments: { repo_path: '/repo', work_item_id: 'TASK-002' } }),
    ]);
    expect(result.structuredContent).toEqual(completeResult);
    expect(other.structuredContent).toMatchObject({ passed: false });
    expect(messages.at(0)).toBe('Criterion 1 of 3: Raise the replica count');
  });

  test('a hundred calls at once, in one session and in many', async () => {
    const one = await client();
    const calls = Array.from({ length: 100 }, () => one.client.callTool(scan));
    const others = Array.from({ length: 20 }, async () => (await client()).client.callTool(scan));
    const results = await Promise.all([...calls, ...others]);
    expect(results.filter(({ isError }) => isError === true)).toEqual([]);
    expect(results.every(({ structuredContent }) => structuredContent !== undefined)).toBe(true);
  });

  test('a batch is answered on one stream', async () => {
    const { transport } = await client();
    const batch = [1, 2].map((id) => ({ jsonrpc: '2.0', id, method: 'tools/call', params: scan }));
    const answer = await send(JSON.stringify(batch), { 'Mcp-Session-Id': transport.sessionId ?? '' });
    expect(answer.text.match(/^data: .*"id":[12]\}$/gm)).toHaveLength(2);
  });

  test('the person of the client that called is asked', async () => {
    const asking = await client({}, { capabilities: { elicitation: {} } });
    await client({}, { capabilities: { elicitation: {} } });
    asking.client.setRequestHandler(ElicitRequestSchema, async () => ({
      action: 'accept',
      content: { choice: 'skip' },
    }));
    const result = await asking.client.callTool(processBug('TASK-STEP'));
    expect(result.structuredContent).toMatchObject({ message: '{"choice":"skip"}' });
  });

  test('a cancelled call leaves nothing, and the session goes on', async () => {
    const one = await client();
    const stop = new AbortController();
    const { call, pid } = await startSlow(one, { signal: stop.signal });
    stop.abort();
    await expect(call).rejects.toThrow();
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
    await expect(one.client.callTool(scan)).resolves.toMatchObject({ structuredContent: scanResult });
  });

  test('a task goes on while nobody asks about it, and ends with its session', async () => {
    const { client: one, transport } = await connectClient(server);
    const params = { ...processBug('TASK-SLOW'), task: {} };
    const { task } = await one.request({ method: 'tools/call', params }, CreateTaskResultSchema);
    const state = () => one.request({ method: 'tasks/get', params: { taskId: task.taskId } }, GetTaskResultSchema);
    await expect.poll(state).toMatchObject({ status: 'working', statusMessage: expect.stringContaining('started') });
    const pid = Number(/started (\d+)/.exec((await state()).statusMessage ?? '')?.[1]);
    expect(isRunning(pid)).toBe(true);
    await transport.terminateSession();
    expect(isRunning(pid)).toBe(false);
    await one.close();
  });

  test('DELETE is answered when nothing of the session runs any more', async () => {
    const { client: one, transport } = await connectClient(server);
    const { pid } = await startSlow({ client: one, transport });
    expect(isRunning(pid)).toBe(true);
    const id = transport.sessionId ?? '';
    await transport.terminateSession();
    expect(isRunning(pid)).toBe(false);
    expect((await send('{"jsonrpc":"2.0","id":1,"method":"ping"}', { 'Mcp-Session-Id': id })).status).toBe(404);
    await one.close();
  });
});

describe('calls of several sessions', () => {
  let repository: TemporaryRepository;
  beforeAll(() => {
    repository = temporaryRepository();
  });
  afterAll(() => repository.remove());
  const slow = () => ({ item_id: 'TASK-SLOW', repo_path: repository.root });

  test('the same one is joined, and goes on until the last session is gone', async () => {
    const [one, other] = [await client(), await client()];
    const first = await startSlow(one, { input: slow() });
    const second = await startSlow(other, { input: slow() });
    expect(second.pid).toBe(first.pid);
    await one.transport.terminateSession();
    expect(isRunning(first.pid)).toBe(true);
    await other.transport.terminateSession();
    expect(isRunning(first.pid)).toBe(false);
  });

  test('as a task it is asked about by the session that began it, and ended by it', async () => {
    const [one, other] = [await client(), await client()];
    const params = { name: 'process_bug', arguments: slow(), task: {} };
    const { task } = await one.client.request({ method: 'tools/call', params }, CreateTaskResultSchema);
    const { tasks } = one.client.experimental;
    const message = async () => (await tasks.getTask(task.taskId)).statusMessage ?? '';
    await expect.poll(message).toMatch(/ started \d+$/);
    const pid = Number((await message()).split(' ').at(-1));
    await expect(other.client.experimental.tasks.getTask(task.taskId)).rejects.toThrow('There is no task');
    expect(await tasks.cancelTask(task.taskId)).toMatchObject({ status: 'cancelled' });
    expect(isRunning(pid)).toBe(false);
  });
});

describe('a stream that breaks', () => {
  /** A client whose connections can be cut, as a network that fails would. */
  async function fragile(of: HttpServer) {
    const cuts: AbortController[] = [];
    const cutFetch = (url: string | URL, init: RequestInit = {}) => {
      const cut = new AbortController();
      cuts.push(cut);
      return fetch(url, { ...init, signal: AbortSignal.any([cut.signal, ...(init.signal ? [init.signal] : [])]) });
    };
    const connected = await connectClient(of, { fetch: cutFetch });
    return { ...connected, cut: () => cuts.splice(0).forEach((one) => void one.abort()) };
  }

  test('the call goes on, and its client gets the rest and the result', async () => {
    const { client: one, transport, cut } = await fragile(server);
    clients.push({ client: one, transport });
    const other = await client();
    const messages: unknown[] = [];
    const began = new Promise((resolve) => {
      one.setNotificationHandler(ProgressNotificationSchema, ({ params }) => resolve(messages.push(params.message)));
    });
    const call = one.callTool({ ...processBug('TASK-PAUSED'), _meta: { progressToken: 1 } });
    await began;
    cut();
    await other.client.callTool(processBug('TASK-OPEN'));
    await expect(call).resolves.toMatchObject({ structuredContent: completeResult });
    expect(messages).toEqual(['started', ...threeCriteria.map(({ message }) => message)]);
  });

  test('what was told meanwhile of changes is told afterwards', async () => {
    const task = '---\nid: TASK-001\ntitle: One\n---\n';
    const repository = temporaryRepository({ 'tasks/active/TASK-001.md': task });
    onTestFinished(repository.remove);
    const own = await startHttpServer({ cwd: repository.root });
    onTestFinished(() => own.kill('SIGTERM'));
    const { client: one, cut } = await fragile(own);
    const told = new EventEmitter();
    one.setNotificationHandler(ResourceListChangedNotificationSchema, () => void told.emit('changed'));
    await one.listResources();
    const first = once(told, 'changed');
    repository.write('tasks/active/TASK-002.md', task.replace('001', '002'));
    await first;
    const second = once(told, 'changed');
    cut();
    repository.write('tasks/active/TASK-003.md', task.replace('001', '003'));
    await second;
    await one.close();
  });

  test('a client that is gone for good ends no call', async () => {
    const { client: one, transport } = await connectClient(server);
    const { pid } = await startSlow({ client: one, transport });
    await one.close(); // without DELETE
    const other = await client();
    await other.client.callTool(scan);
    expect(isRunning(pid)).toBe(true);
    const headers = { 'Mcp-Session-Id': transport.sessionId ?? '', 'MCP-Protocol-Version': '2025-11-25' };
    expect((await send(undefined, headers, { method: 'DELETE' })).status).toBe(200);
    expect(isRunning(pid)).toBe(false);
  });

  test('it is taken up again where the server has not noticed yet', async () => {
    const [{ transport }, other] = [await client(), await client()];
    const headers = {
      ...{ 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' },
      ...{ Authorization: `Bearer ${server.token}`, 'MCP-Protocol-Version': '2025-11-25' },
      'Mcp-Session-Id': transport.sessionId ?? '',
    };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'tools/call', params: processBug('TASK-PAUSED') });
    const before = await fetch(server.url, { method: 'POST', headers, body });
    const chunk = await before.body?.getReader().read();
    const [, id = ''] = /^id: (.*)$/m.exec(new TextDecoder().decode(chunk?.value)) ?? [];
    const after = await fetch(server.url, { headers: { ...headers, 'Last-Event-ID': id } });
    await other.client.callTool(processBug('TASK-OPEN'));
    expect(await after.text()).toMatch(/"id":7\}\n\n$/);
  });

  test('where the call has ended, the rest is sent and the stream ends; then there is none', async () => {
    const { transport } = await client();
    const headers = { 'Mcp-Session-Id': transport.sessionId ?? '', 'MCP-Protocol-Version': '2025-11-25' };
    const call = { jsonrpc: '2.0', id: 7, method: 'tools/call', params: scan };
    const { text } = await send(JSON.stringify(call), headers);
    const [first = '', last = ''] = [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id);
    const get = (id: string) => send(undefined, { ...headers, 'Last-Event-ID': id }, { method: 'GET' });
    const rest = await get(first);
    expect(rest.headers['content-type']).toBe('text/event-stream');
    expect(JSON.parse(/^data: (.*)$/m.exec(rest.text)?.[1] ?? '')).toMatchObject({ id: 7, result: {} });
    expect((await get(last)).status).toBe(405);
    expect((await get('made-up:1000')).status).toBe(400);
  });
});

describe('the end', () => {
  test('on a signal, and a second one, the calls are stopped, told so and waited for', async () => {
    const own = await startHttpServer();
    const { client: one, transport } = await connectClient(own);
    const { call, pid } = await startSlow({ client: one, transport });
    own.kill('SIGINT');
    own.kill('SIGTERM');
    await expect(call).resolves.toMatchObject({
      isError: true,
      content: [{ text: 'process_bug was stopped before it was done.' }],
    });
    expect(await own.exit()).toBe(0);
    expect(isRunning(pid)).toBe(false);
    await one.close();
  });
});

test('a token of the user is told nowhere, not even where every request is; the address is there as JSON', async () => {
  const token = 'kept-in-a-vault-0123456789abcdef01234567';
  const env = { AGENT_TOOLKIT_TOKEN: token, AGENT_TOOLKIT_DEBUG: '1' };
  const own = await startHttpServer({ env, flags: ['--json'] });
  expect(JSON.parse(own.line)).toEqual({ url: own.url.href, needs_token: true });
  const { client: one, transport } = await connectClient(own);
  await one.callTool(scan);
  await transport.terminateSession();
  await one.close();
  own.kill('SIGTERM');
  expect(await own.exit()).toBe(0);
  expect(own.stderr()).toMatch(/^agent-toolkit: POST \/mcp 200 \d+ ms$/m);
  expect(own.stderr()).not.toContain(token);
});
