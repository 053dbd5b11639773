import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterEach, describe, expect, test } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { createMcpServer } from '../../../src/server/mcp-server.ts';
import { RunningCalls } from '../../../src/server/running-calls.ts';
import {
  completeResult,
  createFakeToolbox,
  type FakeCall,
  scanResult,
  threeCriteria,
} from '../../support/fake-toolbox.ts';

interface Notification {
  readonly method: string;
  readonly params?: Record<string, unknown>;
}

async function connect() {
  const reports: string[] = [];
  const notifications: Notification[] = [];
  const calls: FakeCall[] = [];
  const running = new RunningCalls();
  const toolbox = createFakeToolbox(calls);
  const server = createMcpServer({ toolbox, calls: running, report: (text) => void reports.push(text) });
  const client = new Client({ name: 'test', version: '1' });
  client.fallbackNotificationHandler = async (notification) => void notifications.push(notification as Notification);
  const [here, there] = InMemoryTransport.createLinkedPair();
  await server.connect(there);
  await client.connect(here);
  const call = (name: string, input: Record<string, unknown>, meta?: Record<string, unknown>, signal?: AbortSignal) => {
    const params = { name, arguments: input, ...(meta === undefined ? {} : { _meta: meta }) };
    return client.request(
      { method: 'tools/call', params },
      CallToolResultSchema,
      signal === undefined ? {} : { signal },
    );
  };
  return { client, server, call, calls, running, reports, notifications, toolbox };
}
type Connection = Awaited<ReturnType<typeof connect>>;

let open: Connection | undefined;
async function start(): Promise<Connection> {
  open = await connect();
  return open;
}
afterEach(async () => {
  await open?.running.stop('The test is over.', 1000);
  await open?.client.close();
  open = undefined;
});

const process1 = { item_id: 'TASK-001', repo_path: '/repo' };
const textOf = (result: { content: readonly unknown[] }) => (result.content[0] as { text: string }).text;

describe('a preview', () => {
  const key = 'agent-toolkit/preview';
  const dry = { repo_path: '/repo', dry_run: true };

  test('is known by its moment', async () => {
    const { client, call, toolbox } = await start();
    expect(client.getServerCapabilities()?.experimental).toHaveProperty(key);
    const heard: unknown[] = [];
    const { run_retrospective: plain } = toolbox;
    toolbox.run_retrospective = (input, context) => {
      heard.push(context.preview);
      return plain(input, context);
    };
    await call('run_retrospective', dry, { [key]: '2026-03-04T05:06:07.089Z' });
    await call('run_retrospective', dry);
    expect(heard).toEqual([new Date('2026-03-04T05:06:07.089Z'), undefined]);
  });

  test.each(['yesterday', 7, null])('of %j is refused: something else than it showed would be done', async (moment) => {
    const { call, calls } = await start();
    const result = await call('run_retrospective', { repo_path: '/repo' }, { [key]: moment });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toBe(`${key} is to be a time in ISO 8601.`);
    expect(calls).toEqual([]);
  });
});

describe('what the server says about itself', () => {
  test('name and version are those of the package', async () => {
    const { client } = await start();
    expect(client.getServerVersion()).toMatchObject({ name: 'agent-toolkit', version: manifest.version });
  });

  test('exactly the tools that work are listed', async () => {
    const { tools } = await (await start()).client.listTools();
    const names = ['scan_prioritize', 'process_bug', 'run_tests', 'create_work_item', 'run_retrospective'];
    expect(tools.map((tool) => tool.name)).toEqual(names);
  });

  test('a tool has title, description, both schemas with the defaults, and all four hints', async () => {
    const { tools } = await (await start()).client.listTools();
    const processBug = tools.find((tool) => tool.name === 'process_bug');
    expect(processBug).toMatchObject({
      title: 'Process a task',
      description: expect.stringContaining('fresh Codex process'),
      inputSchema: {
        required: ['item_id', 'repo_path'],
        additionalProperties: false,
        properties: {
          item_id: { type: 'string' },
          max_iterations: { type: 'integer', default: 20 },
          timeout_per_section: { type: 'integer', default: 300 },
        },
      },
      outputSchema: { required: expect.arrayContaining(['status', 'sections_completed', 'test_result']) },
    });
    for (const tool of tools) {
      expect(Object.keys(tool.annotations ?? {}), tool.name).toEqual(
        expect.arrayContaining(['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint']),
      );
    }
  });
});

describe('a call', () => {
  test('returns the result as structured content and as the same JSON text', async () => {
    const result = await (await start()).call('scan_prioritize', { repo_path: '/repo' });
    expect(result.structuredContent).toEqual(scanResult);
    expect(JSON.parse(textOf(result))).toEqual(scanResult);
    expect(result.isError).toBeUndefined();
  });

  test('fills in the defaults before the tool sees the parameters', async () => {
    const { call, calls } = await start();
    await call('scan_prioritize', { repo_path: '/repo' });
    expect(calls).toEqual([
      { name: 'scan_prioritize', input: { repo_path: '/repo', sync_remote: true, timeout: 120 } },
    ]);
  });

  test('an outcome that is no success is a normal result', async () => {
    const { call } = await start();
    const stopped = await call('process_bug', { ...process1, item_id: 'TASK-STOPPED' });
    expect(stopped.isError).toBeUndefined();
    expect(stopped.structuredContent).toMatchObject({ status: 'error' });
    const failed = await call('run_tests', { work_item_id: 'TASK-002', repo_path: '/repo' });
    expect(failed.isError).toBeUndefined();
    expect(failed.structuredContent).toMatchObject({ success: false, overall_status: 'failed' });
  });

  test('fields that the output schema does not name are left out, since strict clients refuse them', async () => {
    const { toolbox, call } = await start();
    toolbox.process_bug = async () => ({ ...completeResult, scratch: 1 });
    expect((await call('process_bug', process1)).structuredContent).toEqual(completeResult);
  });

  test('several run at the same time', async () => {
    const { call, notifications } = await start();
    const slow = new AbortController();
    const stopped = call('process_bug', { ...process1, item_id: 'TASK-SLOW' }, { progressToken: 's' }, slow.signal);
    const results = await Promise.all(
      Array.from({ length: 20 }, () => call('scan_prioritize', { repo_path: '/repo' })),
    );
    expect(results.every((result) => result.structuredContent !== undefined)).toBe(true);
    slow.abort();
    await expect(stopped).rejects.toThrow();
    expect(notifications).toEqual([]);
  });
});

describe('what goes wrong', () => {
  test.each([
    ['a missing parameter', 'process_bug', { repo_path: '/repo' }, 'item_id'],
    ['a number that is out of range', 'process_bug', { ...process1, max_iterations: 0 }, 'max_iterations'],
    ['a text for a number', 'process_bug', { ...process1, max_iterations: '3' }, 'max_iterations'],
    ['a parameter that does not exist', 'process_bug', { ...process1, max_iteration: 1 }, 'max_iteration'],
    ['null', 'scan_prioritize', { repo_path: null }, 'repo_path'],
    ['an empty path', 'scan_prioritize', { repo_path: '' }, 'repo_path'],
    ['a retrospective of nothing', 'run_retrospective', {}, 'repo_path'],
    [
      'an item of no kind',
      'create_work_item',
      { item_type: 'chore', title: 'a', description: '', repo_path: '/repo' },
      'item_type',
    ],
    ['a tool that does not exist', '../scan', {}, '../scan'],
  ])('%s is an error result that names it, and no tool runs', async (_case, name, input, named) => {
    const { call, calls } = await start();
    const result = await call(name, input);
    expect(result.isError).toBe(true);
    expect(textOf(result)).toContain(named);
    expect(textOf(result)).not.toContain('    at ');
    expect(calls).toEqual([]);
  });

  test('a mistake that the tool finds is an error result with its message, marked as the caller’s', async () => {
    const { call, reports } = await start();
    const result = await call('scan_prioritize', { repo_path: '/nowhere' });
    expect(result).toMatchObject({ isError: true, _meta: { 'agent-toolkit/error': 'input' } });
    expect(textOf(result)).toBe('/nowhere is not a git repository.');
    expect(reports).toEqual([]);
  });

  test('the unexpected is a message without a stack; the stack goes to standard error', async () => {
    const { call, reports } = await start();
    const result = await call('process_bug', { ...process1, item_id: 'TASK-CRASH' });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toBe('process_bug failed: the code is wrong');
    expect(reports.join()).toMatch(/TypeError: the code is wrong\n\s+at /);
  });

  test('a result that breaks the contract is an error, not passed on', async () => {
    const { toolbox, call } = await start();
    toolbox.process_bug = async () => ({ ...completeResult, status: 'done' as 'complete' });
    expect((await call('process_bug', process1)).isError).toBe(true);
  });
});

describe('progress and log', () => {
  test('a client that sends no progress token hears nothing', async () => {
    const { call, notifications } = await start();
    await call('process_bug', process1);
    expect(notifications).toEqual([]);
  });

  test('progress is the criteria done, of the total, with the message and the whole Progress in _meta', async () => {
    const { client, notifications } = await start();
    const seen: unknown[] = [];
    await client.callTool({ name: 'process_bug', arguments: process1 }, undefined, {
      onprogress: (progress) => void seen.push(progress),
    });
    expect(seen).toHaveLength(threeCriteria.length);
    expect(seen.at(-1)).toEqual({
      progress: 3,
      total: 3,
      message: 'Verifying on the cluster',
      _meta: { 'agent-toolkit/progress': threeCriteria.at(-1) },
    });
    expect(notifications.map(({ method }) => method)).toEqual(['notifications/message']);
  });

  test('the value grows with every notification, as MCP wants, and its whole part is the criteria done', async () => {
    const { client } = await start();
    const values: number[] = [];
    await client.callTool({ name: 'process_bug', arguments: process1 }, undefined, {
      onprogress: ({ progress }) => void values.push(progress),
    });
    expect(values.map(Math.floor)).toEqual(threeCriteria.map(({ done }) => done));
    expect(values.every((value, index) => index === 0 || value > (values[index - 1] ?? value))).toBe(true);
  });

  test('the log comes with its channel as the logger, from level info, or from the level asked for', async () => {
    const { client, call, notifications } = await start();
    const watched = { progressToken: 'p', 'agent-toolkit/call': 'c' };
    const lines = () =>
      notifications.filter(({ method }) => method === 'notifications/message').map(({ params }) => params);
    await call('process_bug', process1, watched);
    const codex = {
      level: 'info',
      logger: 'codex',
      data: 'exec kubectl get pods',
      _meta: { 'agent-toolkit/call': 'c' },
    };
    expect(lines()).toEqual([codex]);
    notifications.length = 0;
    await client.setLoggingLevel('debug');
    await call('process_bug', process1, watched);
    expect(lines().map((line) => line?.['data'])).toEqual(['exec kubectl get pods', 'lock taken']);
    notifications.length = 0;
    await client.setLoggingLevel('error');
    await call('process_bug', process1, watched);
    expect(lines()).toEqual([]);
  });
});

describe('cancellation', () => {
  test('ends the tool; a client that named the call is told when it has ended', async () => {
    const { call, notifications, reports } = await start();
    const stop = new AbortController();
    const answer = call(
      'process_bug',
      { ...process1, item_id: 'TASK-SLOW' },
      { 'agent-toolkit/call': 'c1' },
      stop.signal,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    stop.abort();
    await expect(answer).rejects.toThrow();
    expect(notifications).toEqual([]);
    await expect
      .poll(() => notifications)
      .toMatchObject([{ method: 'notifications/agent-toolkit/ended', params: { call: 'c1' } }]);
    expect(reports).toEqual(['warning: The work was put aside.']);
  });

  test('a call that ends by itself is told about as well, so that a late cancellation waits for nothing', async () => {
    const { call, notifications } = await start();
    await call('scan_prioritize', { repo_path: '/repo' }, { 'agent-toolkit/call': 'c2' });
    expect(notifications).toMatchObject([{ method: 'notifications/agent-toolkit/ended', params: { call: 'c2' } }]);
  });

  test('the tool sees an AbortError, whatever the client gave as the reason', async () => {
    const { toolbox, call } = await start();
    let reason: unknown;
    toolbox.process_bug = (_input, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reason = signal.reason;
          reject(reason);
        });
      });
    const stop = new AbortController();
    const answer = call('process_bug', process1, undefined, stop.signal);
    await new Promise((resolve) => setTimeout(resolve, 10));
    stop.abort('I changed my mind');
    await expect(answer).rejects.toThrow();
    expect(reason).toMatchObject({ name: 'AbortError' });
  });
});
