/** Resources of the server as a process of its own, with a client of the SDK and files that others change. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import {
  ListRootsRequestSchema,
  ResourceListChangedNotificationSchema,
  ResourceUpdatedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { expect, onTestFinished, test } from 'vitest';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

/** Events of files come late on a machine that has much to do. */
const soon = { timeout: 30_000 };

const server = join(import.meta.dirname, '../../src/server/main.ts');

function task(id: string): string {
  return `---\nid: ${id}\ntitle: Task ${id}\nstatus: active\n---\n\n## Acceptance Criteria\n\n- [ ] One\n`;
}

function repository(id: string): TemporaryRepository {
  const made = temporaryRepository({ [`tasks/active/${id}.md`]: task(id), 'README.md': '# Test\n' });
  onTestFinished(made.remove);
  return made;
}

test('a client lists, reads, follows what git does to the files, and gets the workflow', async () => {
  const [own, other] = [repository('TASK-001'), repository('TASK-002')];
  const told: string[] = [];
  const client = new Client({ name: 'plain', version: '1' }, { capabilities: { roots: {} } });
  client.setRequestHandler(ListRootsRequestSchema, () => ({ roots: [{ uri: pathToFileURL(other.root).href }] }));
  client.setNotificationHandler(ResourceListChangedNotificationSchema, () => void told.push('list'));
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => void told.push(params.uri));
  const transport = new StdioClientTransport({
    ...{ command: process.execPath, args: [server], cwd: join(own.root, 'tasks'), stderr: 'pipe' },
  });
  const errors: string[] = [];
  transport.stderr?.on('data', (text) => void errors.push(String(text)));
  await client.connect(transport);
  onTestFinished(() => client.close());

  const list = async () => (await client.listResources()).resources.map(({ uri }) => uri);
  expect(await list()).toEqual([
    `agent-toolkit://queue?repo_path=${own.root}`,
    `agent-toolkit://file/tasks/active/TASK-001.md?repo_path=${own.root}`,
    `agent-toolkit://queue?repo_path=${other.root}`,
    `agent-toolkit://file/tasks/active/TASK-002.md?repo_path=${other.root}`,
  ]);
  const byId = `agent-toolkit://task/TASK-001?repo_path=${own.root}`;
  await client.subscribeResource({ uri: byId });

  own.commit({ 'tasks/active/TASK-001.md': `${task('TASK-001')}- [ ] Two\n` });
  // Whoever writes a file in two steps may be told of in two.
  await expect.poll(() => told, soon).toContain(byId);
  expect(new Set(told)).toEqual(new Set([byId]));
  expect((await client.readResource({ uri: byId })).contents).toMatchObject([
    { uri: byId, mimeType: 'text/markdown', text: expect.stringContaining('- [ ] Two') },
  ]);
  own.write('tasks/completed/.gitkeep', '');
  own.git('mv', 'tasks/active/TASK-001.md', 'tasks/completed/TASK-001.md');
  await expect.poll(() => told, soon).toContain('list');
  await expect.poll(list, soon).toContain(`agent-toolkit://file/tasks/completed/TASK-001.md?repo_path=${own.root}`);
  const moved = { uri: `agent-toolkit://file/tasks/active/TASK-001.md?repo_path=${own.root}` };
  await expect(client.readResource(moved)).rejects.toMatchObject({ code: -32002 });
  expect((await client.readResource({ uri: byId })).contents).toMatchObject([{ uri: byId }]);

  const given = { repo_path: own.root, tasks: '2' };
  const { messages } = await client.getPrompt({ name: 'gitops-workflow', arguments: given });
  expect(messages).toMatchObject([{ role: 'user', content: { text: expect.stringContaining(own.root) } }]);
  const [tools, { resourceTemplates }] = [client.getServerCapabilities(), await client.listResourceTemplates()];
  expect(tools).toMatchObject({ resources: { subscribe: true, listChanged: true }, prompts: {}, completions: {} });
  const [template] = resourceTemplates;
  const ref = { type: 'ref/resource' as const, uri: template?.uriTemplate ?? '' };
  const { completion } = await client.complete({ ref, argument: { name: 'item_id', value: 'task' } });
  expect(completion.values).toEqual(['TASK-002', 'TASK-001']);
  expect(errors).toEqual([]);
});

test('what is watched keeps no server alive whose client is gone', async () => {
  const { root } = repository('TASK-001');
  const running = spawn(process.execPath, [server], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void running.kill('SIGKILL'));
  const lines = createInterface({ input: running.stdout })[Symbol.asyncIterator]();
  const send = (message: object) => running.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const answer = async () => JSON.parse((await lines.next()).value ?? 'null');
  const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
  send({ id: 1, method: 'initialize', params });
  expect(await answer()).toMatchObject({ id: 1 });
  send({ method: 'notifications/initialized' });
  send({ id: 2, method: 'resources/subscribe', params: { uri: 'agent-toolkit://queue' } });
  expect(await answer()).toEqual({ jsonrpc: '2.0', id: 2, result: {} });
  send({ id: 3, method: 'resources/read', params: { uri: 'agent-toolkit://file/../../etc/passwd' } });
  expect(await answer()).toMatchObject({ id: 3, error: { code: -32002 } });
  running.stdin.end();
  await expect(once(running, 'exit')).resolves.toEqual([0, null]);
});
