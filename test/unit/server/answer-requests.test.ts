import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createMcpServer } from '../../../src/server/mcp-server.ts';
import { RunningCalls } from '../../../src/server/running-calls.ts';
import { createFakeToolbox } from '../../support/fake-toolbox.ts';

const client = new Client({ name: 'test', version: '1' });
const reports: string[] = [];
beforeAll(async () => {
  const calls = new RunningCalls();
  const report = (text: string) => void reports.push(text);
  const server = createMcpServer({ toolbox: createFakeToolbox(), calls, report, workingDirectory: '/' });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await server.connect(there);
  await client.connect(here);
});
afterAll(() => client.close());

test.each([
  ['tools/list', { cursor: 5 }, 'cursor: '],
  ['logging/setLevel', { level: 'loud' }, 'level: '],
  ['resources/list', { cursor: 5 }, 'cursor: '],
  ['resources/list', { cursor: 'x' }, 'Begin again without one.'],
  ['resources/read', {}, 'uri: '],
  ['resources/read', { uri: 5 }, 'uri: '],
  ['resources/read', { uri: 'agent-toolkit://queue' }, 'No repository with tasks is known here. Call scan_prioritize'],
  ['resources/subscribe', { uri: null }, 'uri: '],
  ['resources/unsubscribe', undefined, 'params: '],
  ['prompts/get', {}, 'name: '],
  ['prompts/get', { name: 'gitops-workflow', arguments: { tasks: 1 } }, 'arguments.tasks: '],
  ['prompts/get', { name: 'other' }, 'There is no prompt other.'],
  ['completion/complete', { argument: { name: 'item_id', value: '' } }, 'ref: '],
  [
    'completion/complete',
    { ref: { type: 'ref/resource', uri: 'x' }, argument: { name: 'a', value: '' } },
    'template x',
  ],
] as const)('%s with %j is the client’s mistake, in words', async (method, params, said) => {
  const request = { method, ...(params === undefined ? {} : { params }) };
  const error = await client.request(request, z.unknown()).then(
    () => undefined,
    (reason: Error & { code?: number }) => reason,
  );
  expect(error?.code).toBe(-32602);
  expect(error?.message).toContain(said);
  expect(error?.message).not.toMatch(/[[{]|\n| {4}at /);
  expect(reports).toEqual([]);
});

test.each([
  [{ name: 7 }],
  [undefined],
  [{ name: 'scan_prioritize', arguments: [] }],
  [{ name: 'run_tests', arguments: {}, task: { ttl: 'long' } }],
])('tools/call with %j is the client’s mistake', async (params) => {
  const request = { method: 'tools/call', ...(params === undefined ? {} : { params }) };
  await expect(client.request(request, z.unknown())).rejects.toMatchObject({ code: -32602 });
  expect(reports).toEqual([]);
});
