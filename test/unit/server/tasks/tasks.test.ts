/** The protocol's tasks, as the SDK's own client uses them. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import {
  CallToolResultSchema,
  CreateTaskResultSchema,
  ElicitRequestSchema,
  ProgressNotificationSchema,
  type Task,
} from '@modelcontextprotocol/sdk/types.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMcpServer } from '../../../../src/server/mcp-server.ts';
import { RunningCalls } from '../../../../src/server/running-calls.ts';
import { completeResult, createFakeToolbox, type FakeCall, failedResult } from '../../../support/fake-toolbox.ts';
import { isRunning } from '../../../support/running.ts';

let client: Client;
let running: RunningCalls;
let calls: FakeCall[];
let notifications: { readonly method: string; readonly params?: Record<string, unknown> | undefined }[];
beforeEach(async () => {
  [calls, notifications] = [[], []];
  running = new RunningCalls();
  const server = createMcpServer({ toolbox: createFakeToolbox(calls), calls: running, report: () => {} });
  client = new Client({ name: 'test', version: '1' }, { capabilities: { elicitation: { form: {} } } });
  client.fallbackNotificationHandler = async (notification) => void notifications.push(notification);
  const [here, there] = InMemoryTransport.createLinkedPair();
  await server.connect(there);
  await client.connect(here);
});
afterEach(async () => {
  await client.close();
  await running.stop('The test is over.', 5000);
});

const work = (itemId: string) => ({ item_id: itemId, repo_path: '/repo' });

async function create(
  name: string,
  input: Record<string, unknown>,
  task: object = {},
  meta: Record<string, unknown> = {},
): Promise<Task> {
  const params = { name, arguments: input, task, _meta: meta };
  return (await client.request({ method: 'tools/call', params }, CreateTaskResultSchema)).task;
}

const get = (id: string) => client.experimental.tasks.getTask(id);
const resultOf = (id: string) => client.experimental.tasks.getTaskResult(id, CallToolResultSchema);
const message = (state: Task) => expect.poll(async () => (await get(state.taskId)).statusMessage ?? '');

/** A run that lasts until it is stopped, and the process that it started. */
async function slowTask(): Promise<{ readonly task: Task; readonly pid: number }> {
  const task = await create('process_bug', work('TASK-SLOW'));
  await message(task).toMatch(/^0 of 3 criteria done\. started \d+$/);
  return { task, pid: Number((await get(task.taskId)).statusMessage?.split(' ').at(-1)) };
}

describe('a call as a task', () => {
  test('is offered for what lasts', async () => {
    expect(client.getServerCapabilities()?.tasks).toEqual({ list: {}, cancel: {}, requests: { tools: { call: {} } } });
    const { tools } = await client.listTools();
    const offered = tools.filter(({ execution }) => execution?.taskSupport === 'optional').map(({ name }) => name);
    expect(offered).toEqual(['process_bug', 'run_tests', 'run_retrospective']);
  });

  test('comes to its result with the SDK’s stream, which checks it against the schema', async () => {
    await client.listTools();
    const seen: string[] = [];
    let last: unknown;
    const call = { name: 'process_bug', arguments: work('TASK-001') };
    for await (const each of client.experimental.tasks.callToolStream(call)) {
      seen.push(each.type);
      last = each;
    }
    expect(seen.slice(0, 2)).toEqual(['taskCreated', 'taskStatus']);
    expect(last).toMatchObject({ type: 'result', result: { structuredContent: completeResult } });
  });

  test('is told where it is, what it is called, and for how long it is kept', async () => {
    const { task } = await slowTask();
    expect(task).toMatchObject({ status: 'working', ttl: 3_600_000, pollInterval: 1000 });
    expect(new Date(task.createdAt).toISOString()).toBe(task.createdAt);
    expect(await get(task.taskId)).toMatchObject({ taskId: task.taskId, status: 'working' });
    const { tasks } = await client.experimental.tasks.listTasks();
    expect(tasks.map(({ taskId }) => taskId)).toEqual([task.taskId]);
  });

  test('has its progress, its log and its end told under its name', async () => {
    const seen: unknown[] = [];
    client.setNotificationHandler(ProgressNotificationSchema, ({ params }) => void seen.push(params));
    const task = await create('process_bug', work('TASK-001'), {}, { progressToken: 'p' });
    const meta = { 'io.modelcontextprotocol/related-task': { taskId: task.taskId } };
    expect(await resultOf(task.taskId)).toMatchObject({ structuredContent: completeResult, _meta: meta });
    expect(seen).toHaveLength(4);
    expect(seen.at(-1)).toMatchObject({ progressToken: 'p', progress: 3, total: 3, _meta: meta });
    const logged = notifications.find(({ method }) => method === 'notifications/message');
    expect(logged?.params).toMatchObject({ data: 'exec kubectl get pods', _meta: meta });
    const ended = notifications.find(({ method }) => method === 'notifications/tasks/status');
    expect(ended?.params).toMatchObject({ taskId: task.taskId, status: 'completed' });
    expect(await get(task.taskId)).toMatchObject({ status: 'completed', statusMessage: completeResult.message });
  });

  test('an outcome that is no success is a result; what is an error is a failed task with its words', async () => {
    const verification = await create('run_tests', { work_item_id: 'TASK-002', repo_path: '/repo' });
    expect((await resultOf(verification.taskId)).structuredContent).toEqual(failedResult);
    expect((await get(verification.taskId)).status).toBe('completed');
    const mistake = await create('process_bug', work('TASK-404'));
    expect(await resultOf(mistake.taskId)).toMatchObject({ isError: true });
    expect(await get(mistake.taskId)).toMatchObject({ status: 'failed', statusMessage: 'TASK-404 is no task.' });
  });

  test('waits for a person under its name', async () => {
    const states: string[] = [];
    client.setRequestHandler(ElicitRequestSchema, async ({ params }) => {
      const id = params._meta?.['io.modelcontextprotocol/related-task']?.taskId ?? '';
      states.push((await get(id)).status);
      return { action: 'accept', content: { choice: 'skip' } };
    });
    const task = await create('process_bug', work('TASK-STEP'));
    const result = await resultOf(task.taskId);
    expect(result.structuredContent?.['message']).toBe('{"choice":"skip"}');
    expect(states).toEqual(['input_required']);
    expect((await get(task.taskId)).status).toBe('completed');
  });
});

describe('cancelling a task', () => {
  test('is acknowledged when nothing of it runs any more', async () => {
    const { task, pid } = await slowTask();
    expect(isRunning(pid)).toBe(true);
    const cancelled = await client.experimental.tasks.cancelTask(task.taskId);
    expect(isRunning(pid)).toBe(false);
    expect(cancelled).toMatchObject({ taskId: task.taskId, status: 'cancelled' });
    expect(await resultOf(task.taskId)).toMatchObject({ isError: true });
    await expect(client.experimental.tasks.cancelTask(task.taskId)).rejects.toThrow('it is cancelled');
  });

  test('who waits for its result, and waits no more, does not end it', async () => {
    const { task, pid } = await slowTask();
    const stop = new AbortController();
    const waiting = client.experimental.tasks.getTaskResult(task.taskId, CallToolResultSchema, { signal: stop.signal });
    stop.abort();
    await expect(waiting).rejects.toThrow();
    expect((await get(task.taskId)).status).toBe('working');
    expect(isRunning(pid)).toBe(true);
  });

  test('a connection that ends with its calls ends it', async () => {
    const { pid } = await slowTask();
    await running.stop('The client is gone.', 5000);
    expect(isRunning(pid)).toBe(false);
  });
});

describe('what is refused', () => {
  test.each([
    ['a tool that is done at once', 'scan_prioritize', { repo_path: '/repo' }, -32601, 'Call it without.'],
    ['a tool that does not exist', 'constructor', {}, -32601, 'constructor'],
    ['a missing parameter', 'process_bug', { repo_path: '/repo' }, -32602, 'item_id'],
    ['a parameter that does not exist', 'process_bug', { ...work('TASK-001'), max: 1 }, -32602, 'max'],
  ])('%s', async (_case, name, input, code, named) => {
    await expect(create(name, input)).rejects.toMatchObject({ code, message: expect.stringContaining(named) });
    expect(calls).toEqual([]);
    expect((await client.experimental.tasks.listTasks()).tasks).toEqual([]);
  });

  test('an id that is none, and a page that is none', async () => {
    await expect(get('none')).rejects.toMatchObject({ code: -32602 });
    await expect(resultOf('none')).rejects.toMatchObject({ code: -32602 });
    await expect(client.experimental.tasks.cancelTask('none')).rejects.toMatchObject({ code: -32602 });
    await expect(client.experimental.tasks.listTasks('none')).rejects.toMatchObject({ code: -32602 });
  });
});

describe('what is kept', () => {
  test('a day at most, and no longer than asked for', async () => {
    expect((await create('process_bug', work('TASK-001'), { ttl: 1e12 })).ttl).toBe(86_400_000);
    const short = await create('process_bug', work('TASK-001'), { ttl: 1 });
    await expect.poll(() => get(short.taskId).catch(({ code }) => code)).toBe(-32602);
  });

  test('100 that have ended, and all that are in work', async () => {
    const { task } = await slowTask();
    for (let count = 0; count < 101; count += 1) {
      await resultOf((await create('process_bug', work('TASK-001'))).taskId);
    }
    const { tasks } = await client.experimental.tasks.listTasks();
    expect(tasks).toHaveLength(101);
    expect(tasks.map(({ taskId }) => taskId)).toContain(task.taskId);
  });
});

test('an ordinary call is as ever, its cancellation too', async () => {
  const { structuredContent } = await client.callTool({ name: 'process_bug', arguments: work('TASK-001') });
  expect(structuredContent).toEqual(completeResult);
  expect((await client.experimental.tasks.listTasks()).tasks).toEqual([]);
});
