/** Resources over HTTP: each session has its own repositories and subscriptions, and all share one watch. */
import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ListRootsRequestSchema, ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { expect, onTestFinished, test, vi } from 'vitest';
import { serveHttp } from '../../../../src/server/http/serve-http.ts';
import { RepositoryFiles } from '../../../../src/server/resources/repository-files.ts';
import { createFakeToolbox } from '../../../support/fake-toolbox.ts';
import { temporaryRepository } from '../../../support/temporary-repository.ts';

/** Events of files come late on a machine that has much to do. */
const soon = { timeout: 30_000 };
vi.setConfig({ testTimeout: 30_000 });

const text = '---\nid: TASK-001\ntitle: One\nstatus: active\n---\n';

test('a session knows its client’s roots, hears of changes, and is watched for no longer than it lasts', async () => {
  const at = temporaryRepository({ 'tasks/active/TASK-001.md': text });
  onTestFinished(at.remove);
  const files = new RepositoryFiles();
  const signals = new EventEmitter();
  let exit: Promise<number> = Promise.resolve(-1);
  const url = await new Promise<string>((listening) => {
    const quiet = { report() {}, trace() {} };
    exit = serveHttp({ toolbox: createFakeToolbox(), files, port: 0, token: undefined, signals, listening, ...quiet });
  });
  const connect = async () => {
    const told: string[] = [];
    const client = new Client({ name: 'test', version: '1' }, { capabilities: { roots: {} } });
    client.setRequestHandler(ListRootsRequestSchema, () => ({ roots: [{ uri: pathToFileURL(at.root).href }] }));
    client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => void told.push(params.uri));
    const transport = new StreamableHTTPClientTransport(new URL(url));
    await client.connect(transport as Parameters<typeof client.connect>[0]);
    return { client, told, transport };
  };
  const [one, two] = [await connect(), await connect()];
  const uri = `agent-toolkit://task/TASK-001?repo_path=${at.root}`;
  expect((await one.client.listResources()).resources.map(({ name }) => name)).toContain('tasks/active/TASK-001.md');
  await two.client.subscribeResource({ uri });
  expect(files.watched).toContain(at.root);
  at.write('tasks/active/TASK-001.md', `${text}\nMore.\n`);
  await expect.poll(() => two.told, soon).toEqual([uri]);
  expect(one.told).toEqual([]);
  await two.transport.terminateSession();
  expect(files.watched).toContain(at.root);
  await one.transport.terminateSession();
  expect(files.watched).toEqual([]);
  await Promise.all([one.client.close(), two.client.close()]);
  signals.emit('SIGTERM');
  await expect(exit).resolves.toBe(0);
});
