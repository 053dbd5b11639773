/** Resources over a connection, of real repositories: what is listed, read, completed and told. */
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import {
  ListRootsRequestSchema,
  ResourceListChangedNotificationSchema,
  ResourceUpdatedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createMcpServer } from '../../../../src/server/mcp-server.ts';
import { RepositoryFiles } from '../../../../src/server/resources/repository-files.ts';
import { RunningCalls } from '../../../../src/server/running-calls.ts';
import { createLocalToolbox } from '../../../../src/tools/local-toolbox.ts';
import { defaultSettings } from '../../../../src/tools/settings.ts';
import { type TemporaryRepository, temporaryRepository } from '../../../support/temporary-repository.ts';

/** Events of files come late on a machine that has much to do. */
const soon = { timeout: 30_000 };
vi.setConfig({ testTimeout: 30_000 });

function task(id: string, title = `Task ${id}`, status = 'active'): string {
  return `---\nid: ${id}\ntitle: ${title}\nstatus: ${status}\npriority: high\n---\n\n## Acceptance Criteria\n\n- [ ] One\n`;
}

function repository(files: Readonly<Record<string, string>>): TemporaryRepository {
  const made = temporaryRepository(files);
  onTestFinished(made.remove);
  return made;
}

const files = {
  'tasks/active/TASK-001.md': task('TASK-001', 'Raise the replica count'),
  'tasks/completed/TASK-002.md': task('TASK-002', 'Old', 'completed'),
  'docs/reports/session-2026-01-31-1a2b3c4d.md': '# Session\n',
  'docs/retrospectives/retrospective-2026-01-31-1405.md': '# Retrospective\n',
  'docs/reports/notes.md': '# Private\n',
  'README.md': '# Shop\n',
};

/** Of tests that change nothing. */
let still: TemporaryRepository;
beforeAll(() => {
  still = temporaryRepository(files);
});
afterAll(() => still.remove());

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of open.splice(0)) await end();
});

interface Options {
  readonly workingDirectory?: string;
  /** Paths; undefined for a client that has no roots. */
  readonly roots?: string[];
  readonly shared?: RepositoryFiles;
}

async function connect({ workingDirectory = '/', roots, shared }: Options) {
  const reports: string[] = [];
  const told: string[] = [];
  const repositories = shared ?? new RepositoryFiles();
  const server = createMcpServer({
    toolbox: createLocalToolbox(defaultSettings, repositories.readers),
    calls: new RunningCalls(),
    files: repositories,
    workingDirectory,
    report: (text) => void reports.push(text),
  });
  const client = new Client(
    { name: 'test', version: '1' },
    { capabilities: roots === undefined ? {} : { roots: { listChanged: true } } },
  );
  if (roots !== undefined) {
    client.setRequestHandler(ListRootsRequestSchema, () => ({
      roots: roots.map((path) => ({ uri: pathToFileURL(path).href })),
    }));
  }
  client.setNotificationHandler(ResourceListChangedNotificationSchema, () => void told.push('list'));
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => void told.push(params.uri));
  const [here, there] = InMemoryTransport.createLinkedPair();
  await server.connect(there);
  await client.connect(here);
  open.push(() => client.close());
  const names = async () => (await client.listResources()).resources.map(({ name }) => name);
  const read = async (uri: string) => {
    const [content] = (await client.readResource({ uri })).contents;
    return content !== undefined && 'text' in content ? content.text : undefined;
  };
  return { client, server, told, reports, names, read };
}

describe('the list', () => {
  test('holds the queue, the reports, and each task file with its names, hints, size and time', async () => {
    const { root } = still;
    const { client } = await connect({ workingDirectory: join(root, 'tasks') });
    const { resources, nextCursor } = await client.listResources();
    expect(nextCursor).toBeUndefined();
    expect(resources.map(({ name, title }) => `${name} | ${title}`)).toEqual([
      `queue | Queue of ${root}`,
      'docs/reports/session-2026-01-31-1a2b3c4d.md | Session report of 2026-01-31',
      'docs/retrospectives/retrospective-2026-01-31-1405.md | Retrospective of 2026-01-31',
      'tasks/active/TASK-001.md | TASK-001: Raise the replica count',
      'tasks/completed/TASK-002.md | TASK-002: Old',
    ]);
    expect(resources.at(3)).toEqual({
      uri: `agent-toolkit://file/tasks/active/TASK-001.md?repo_path=${root}`,
      name: 'tasks/active/TASK-001.md',
      title: 'TASK-001: Raise the replica count',
      description: `Task file tasks/active/TASK-001.md in ${root}; status active, priority high.`,
      mimeType: 'text/markdown',
      size: files['tasks/active/TASK-001.md'].length,
      annotations: {
        audience: ['user', 'assistant'],
        priority: 0.8,
        lastModified: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    });
    expect(resources.at(4)?.annotations?.priority).toBe(0.1);
  });

  test('has all files of an item that is a folder, and human actions', async () => {
    const { root } = repository({
      'bugs/BUG-007-leak/bug_report.json': '{"id":"BUG-007","title":"Leak","status":"new","priority":"P1"}',
      'bugs/BUG-007-leak/PROMPT.md': '# Leak\n',
      'bugs/BUG-007-leak/secret.txt': 'x',
      'human-actions/ACTION-001-order/action_report.json':
        '{"id":"ACTION-001","title":"Order it","status":"pending","urgency":"high"}',
    });
    const { names, client } = await connect({ workingDirectory: root });
    expect(await names()).toEqual([
      'queue',
      'bugs/BUG-007-leak/PROMPT.md',
      'bugs/BUG-007-leak/bug_report.json',
      'human-actions/ACTION-001-order/action_report.json',
    ]);
    const types = (await client.listResources()).resources.map(({ mimeType }) => mimeType);
    expect(types).toEqual(['application/json', 'text/markdown', 'application/json', 'application/json']);
  });

  test('is empty where nothing is known, and knows roots and what tools were called for', async () => {
    const [one, two, three, none] = [still, repository(files), repository(files), repository({ a: '' })];
    const roots = [none.root, join(one.root, 'docs'), '/nowhere'];
    const { client, names, told } = await connect({ roots });
    const queues = async () => (await client.listResources()).resources.filter(({ name }) => name === 'queue');
    expect((await queues()).map(({ title }) => title)).toEqual([`Queue of ${one.root}`]);
    await client.callTool({ name: 'scan_prioritize', arguments: { repo_path: two.root, sync_remote: false } });
    await client.callTool({ name: 'scan_prioritize', arguments: { repo_path: two.root, sync_remote: false } });
    await expect.poll(() => told, soon).toEqual(['list']);
    expect(await queues()).toHaveLength(2);
    await client.callTool({ name: 'scan_prioritize', arguments: { repo_path: none.root, sync_remote: false } });
    await client.callTool({ name: 'scan_prioritize', arguments: { repo_path: two.root, sync_remote: false } });
    roots.splice(0, 3, three.root);
    await client.sendRootsListChanged();
    await expect.poll(() => told, soon).toEqual(['list', 'list']);
    expect((await queues()).map(({ title }) => title)).toEqual([`Queue of ${three.root}`, `Queue of ${two.root}`]);
    expect(await (await connect({})).names()).toEqual([]);
    expect(await names()).toHaveLength(10);
  });

  test('leaves out a repository that cannot be read, and says so to whoever runs the server', async () => {
    const broken = repository(files);
    const shared = new RepositoryFiles();
    const { readers } = shared;
    const read = readers.read.bind(readers);
    readers.read = (root, options) =>
      root === broken.root ? Promise.reject(new Error('EACCES: permission denied')) : read(root, options);
    const { reports, names } = await connect({ workingDirectory: broken.root, roots: [still.root], shared });
    expect(await names()).toHaveLength(5);
    expect(reports).toEqual([`${broken.root} could not be read, and is not listed: Error: EACCES: permission denied`]);
  });

  test('of many tasks comes in pages of less than 200 KB, each task once', async () => {
    const { root } = repository({ 'tasks/active/TASK-00001.md': task('TASK-00001') });
    for (let number = 2; number <= 600; number += 1) {
      const id = `TASK-${String(number).padStart(5, '0')}`;
      writeFileSync(join(root, `tasks/active/${id}.md`), task(id));
    }
    const { client } = await connect({ workingDirectory: root });
    const seen = new Set<string>();
    let pages = 0;
    let cursor: string | undefined;
    do {
      const page = await client.listResources(cursor === undefined ? {} : { cursor });
      expect(JSON.stringify(page).length).toBeLessThan(200_000);
      for (const { uri } of page.resources) seen.add(uri);
      pages += 1;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect({ pages, seen: seen.size }).toEqual({ pages: 3, seen: 601 });
    await expect(client.listResources({ cursor: 'x' })).rejects.toMatchObject({ code: -32602 });
  });
});

describe('reading', () => {
  test('gives a task file as it is, by its path and by its id wherever it lies', async () => {
    const { root } = repository(files);
    const { read } = await connect({ workingDirectory: root });
    const text = files['tasks/active/TASK-001.md'];
    expect(await read(`agent-toolkit://file/tasks/active/TASK-001.md?repo_path=${root}`)).toBe(text);
    expect(await read(`agent-toolkit://task/task-1?repo_path=${encodeURIComponent(root)}`)).toBe(text);
    expect(await read('agent-toolkit://task/TASK-001')).toBe(text);
    renameSync(join(root, 'tasks/active/TASK-001.md'), join(root, 'tasks/completed/TASK-001.md'));
    expect(await read('agent-toolkit://task/TASK-001')).toBe(text);
  });

  test('gives the queue as the scan has it', async () => {
    const { root } = still;
    const { client, read } = await connect({ workingDirectory: root });
    const call = { name: 'scan_prioritize', arguments: { repo_path: root, sync_remote: false } };
    const { structuredContent } = await client.callTool(call);
    expect(JSON.parse((await read('agent-toolkit://queue')) ?? '')).toEqual(structuredContent);
  });

  test('gives what verifications came to, the newest first, with secrets masked', async () => {
    const { root } = repository(files);
    const { names, read } = await connect({ workingDirectory: root });
    expect(await names()).not.toContain('verifications');
    const folder = join(root, '.git/agent-toolkit/sessions');
    mkdirSync(folder, { recursive: true });
    const token = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`;
    for (const [id, at, message] of [
      ['a', '2026-01-30T10:00:00.000Z', 'All 7 checks passed.'],
      ['b', '2026-01-31T10:00:00.000Z', `It answered ${token}.`],
    ] as const) {
      writeFileSync(join(folder, `${id}.json`), JSON.stringify(sessionRecord(id, at, message)));
    }
    expect(await names()).toContain('verifications');
    const { verifications } = JSON.parse((await read('agent-toolkit://verifications')) ?? '');
    expect(verifications).toMatchObject([
      { item_id: 'TASK-001', session_id: 'b', overall_status: 'passed' },
      { session_id: 'a', message: 'All 7 checks passed.' },
    ]);
    expect(JSON.stringify(verifications)).not.toContain(token);
  });

  test.each([
    ['a file that is no task', (root: string) => `agent-toolkit://file/README.md?repo_path=${root}`, 'is no task file'],
    [
      'a note beside reports',
      (root: string) => `agent-toolkit://file/docs/reports/notes.md?repo_path=${root}`,
      'is no task',
    ],
    ['a way up', (root: string) => `agent-toolkit://file/tasks/../README.md?repo_path=${root}`, 'is no task file'],
    [
      'an unknown id',
      (root: string) => `agent-toolkit://task/TASK-099?repo_path=${root}`,
      'There is no task TASK-099.',
    ],
    ['a path for an id', () => 'agent-toolkit://task/..%2F..%2Fetc%2Fpasswd', 'is not a task id'],
    ['a file: URL', (root: string) => pathToFileURL(join(root, 'tasks/active/TASK-001.md')).href, 'is no address'],
  ])('%s is not found', async (_what, uri, said) => {
    const { root } = still;
    const { client } = await connect({ workingDirectory: root });
    const error = { code: -32002, message: expect.stringContaining(said), data: { uri: uri(root) } };
    await expect(client.readResource({ uri: uri(root) })).rejects.toMatchObject(error);
    await expect(client.subscribeResource({ uri: uri(root) })).rejects.toMatchObject(error);
  });

  test('a repository that nobody named, or one of several, is said to be so', async () => {
    const [one, two, other] = [still, repository(files), '/elsewhere'];
    const { client } = await connect({ workingDirectory: one.root, roots: [two.root] });
    await expect(client.readResource({ uri: 'agent-toolkit://queue' })).rejects.toThrow(
      `Say which repository with repo_path: ${one.root}, ${two.root}.`,
    );
    await expect(client.readResource({ uri: `agent-toolkit://queue?repo_path=${other}` })).rejects.toThrow(
      'Call scan_prioritize for it',
    );
    symlinkSync(two.root, join(dirname(two.root), 'link'));
    const uri = `agent-toolkit://task/TASK-001?repo_path=${join(dirname(two.root), 'link')}`;
    expect((await client.readResource({ uri })).contents).toMatchObject([{ uri, mimeType: 'text/markdown' }]);
  });
});

describe('changes', () => {
  test('a subscribed resource that anybody changes is told, once, and no other', async () => {
    const at = repository(files);
    const { client, told, read } = await connect({ workingDirectory: at.root });
    const byId = 'agent-toolkit://task/TASK-001';
    const queue = `agent-toolkit://queue?repo_path=${at.root}`;
    await client.subscribeResource({ uri: byId });
    at.write('tasks/completed/TASK-002.md', task('TASK-002', 'Older', 'completed'));
    at.write('README.md', 'other');
    at.write('tasks/active/TASK-001.md', task('TASK-001', 'Raise it'));
    await expect.poll(() => told, soon).toEqual([byId]);
    expect(await read(byId)).toContain('Raise it');
    await client.subscribeResource({ uri: queue });
    renameSync(join(at.root, 'tasks/active/TASK-001.md'), join(at.root, 'tasks/backlog.md'));
    await expect.poll(() => told.toSorted(), soon).toEqual([queue, byId, byId]);
    await client.unsubscribeResource({ uri: byId });
    renameSync(join(at.root, 'tasks/backlog.md'), join(at.root, 'tasks/active/TASK-001.md'));
    await expect.poll(() => told.filter((uri) => uri === queue), soon).toHaveLength(2);
    expect(told.filter((uri) => uri === byId)).toHaveLength(2);
  });

  test('another list is told to those that have one: new files, new folders, new titles, new reports', async () => {
    const at = repository({ 'tasks/active/TASK-001.md': task('TASK-001') });
    const shared = new RepositoryFiles();
    const [one, idle] = [
      await connect({ workingDirectory: at.root, shared }),
      await connect({ workingDirectory: at.root, shared }),
    ];
    await one.names();
    const changes: readonly [string, string, string][] = [
      ['tasks/active/TASK-002.md', task('TASK-002'), 'tasks/active/TASK-002.md'],
      ['tasks/blocked/TASK-003.md', task('TASK-003', 'Blocked', 'blocked'), 'tasks/blocked/TASK-003.md'],
      ['docs/reports/session-2026-02-01-1a2b3c4d.md', '# Session', 'docs/reports/session-2026-02-01-1a2b3c4d.md'],
      ['bugs/BUG-001-leak/PROMPT.md', '# BUG-001: Leak\n', 'bugs/BUG-001-leak/PROMPT.md'],
      ['.git/agent-toolkit/sessions/a.json', '{}', 'verifications'],
    ];
    for (const [path, text, name] of changes) {
      one.told.length = 0;
      at.write(path, text);
      await expect.poll(() => one.told[0], soon).toBe('list');
      expect(await one.names()).toContain(name);
    }
    one.told.length = 0;
    at.write('tasks/active/TASK-001.md', task('TASK-001', 'Another title'));
    await expect.poll(() => one.told, soon).toEqual(['list']);
    rmSync(join(at.root, 'tasks'), { recursive: true });
    await expect.poll(() => one.told.length, soon).toBeGreaterThan(1);
    await expect.poll(one.names, soon).not.toContain('tasks/active/TASK-001.md');
    one.told.length = 0;
    at.write('tasks/active/TASK-009.md', task('TASK-009'));
    await expect.poll(() => one.told, soon).toContain('list');
    expect(idle.told).toEqual([]);
    expect(one.reports).toEqual([]);
  });

  test('work that comes to a repository without any is told, and so is another set of repositories', async () => {
    const at = repository({ 'README.md': '# Shop' });
    const { names, told, read } = await connect({ workingDirectory: at.root });
    expect(await names()).toEqual([]);
    at.write('tasks/active/TASK-001.md', task('TASK-001'));
    await expect.poll(() => told.length, soon).toBeGreaterThan(0);
    await expect.poll(names, soon).toEqual(['queue', 'tasks/active/TASK-001.md']);
    expect(await read('agent-toolkit://task/TASK-001')).toBe(task('TASK-001'));
  });

  test('a subscription to what is not there leaves nothing that is watched', async () => {
    const shared = new RepositoryFiles();
    const { client } = await connect({ workingDirectory: repository(files).root, shared });
    const missing = client.subscribeResource({ uri: 'agent-toolkit://task/TASK-404' });
    await expect(missing).rejects.toThrow('There is no task TASK-404');
    expect(shared.watched).toEqual([]);
  });

  test('nothing is watched before a client asks, nor when it is gone', async () => {
    const at = repository(files);
    const shared = new RepositoryFiles();
    const { client, names, server } = await connect({ workingDirectory: at.root, shared });
    await client.listTools();
    expect((await client.listPrompts()).prompts.map(({ name }) => name)).toEqual(['gitops-workflow']);
    await client.listResourceTemplates();
    await client.callTool({ name: 'scan_prioritize', arguments: { repo_path: at.root, sync_remote: false } });
    expect(shared.watched).toEqual([]);
    await names();
    expect(shared.watched).toEqual([at.root]);
    const second = await connect({ workingDirectory: at.root, shared });
    await second.client.subscribeResource({ uri: 'agent-toolkit://task/TASK-001' });
    await client.close();
    await server.close();
    expect(shared.watched).toEqual([at.root]);
    await second.client.unsubscribeResource({ uri: 'agent-toolkit://task/TASK-001' });
    expect(shared.watched).toEqual([]);
  });
});

describe('completion', () => {
  test('gives ids, those of open tasks first, and repositories', async () => {
    const [one, two] = [still, repository({ 'tasks/active/TASK-011.md': task('TASK-011') })];
    const { client } = await connect({ workingDirectory: one.root, roots: [two.root] });
    const ref = { type: 'ref/resource', uri: 'agent-toolkit://task/{item_id}{?repo_path}' } as const;
    const complete = async (name: string, value: string, repoPath?: string) => {
      const context = repoPath === undefined ? {} : { context: { arguments: { repo_path: repoPath } } };
      return (await client.complete({ ref, argument: { name, value }, ...context })).completion;
    };
    expect((await complete('item_id', 'task-')).values).toEqual(['TASK-001', 'TASK-011', 'TASK-002']);
    expect((await complete('item_id', 'TASK-01')).values).toEqual(['TASK-011']);
    expect((await complete('item_id', '', two.root)).values).toEqual(['TASK-011']);
    expect((await complete('repo_path', '')).values).toEqual([one.root, two.root]);
    expect(await complete('nothing', '')).toMatchObject({ values: [], total: 0, hasMore: false });
    const prompt = { type: 'ref/prompt', name: 'gitops-workflow' } as const;
    const completed = await client.complete({ ref: prompt, argument: { name: 'repo_path', value: two.root } });
    expect(completed.completion.values).toEqual([two.root]);
    const unknown = { ref: { ...prompt, name: 'x' }, argument: { name: 'repo_path', value: '' } };
    await expect(client.complete(unknown)).rejects.toMatchObject({ code: -32602 });
  });

  test('gives a hundred at most, and says how many there are', async () => {
    const { root } = repository(
      Object.fromEntries(
        Array.from({ length: 120 }, (_, index) => [`tasks/active/TASK-${index + 100}.md`, task(`TASK-${index + 100}`)]),
      ),
    );
    const { client } = await connect({ workingDirectory: root });
    const ref = { type: 'ref/resource', uri: 'agent-toolkit://task/{item_id}{?repo_path}' } as const;
    const { completion } = await client.complete({ ref, argument: { name: 'item_id', value: '' } });
    expect(completion).toMatchObject({ total: 120, hasMore: true });
    expect(completion.values).toHaveLength(100);
  });
});

function sessionRecord(id: string, at: string, message: string) {
  return {
    ...{ session_id: id, started_at: at, ended_at: at, outcome: 'finished', reason: 'Done.', cluster_context: 'kind' },
    tasks: [
      {
        ...{ item_id: 'TASK-001', title: 'T', file: 'tasks/active/TASK-001.md', status: 'complete', message: '' },
        ...{ started_at: at, ended_at: at, sections_completed: [], sections_remaining: [], failed_section: null },
        ...{ commits: [], pushed: false, pull_request: null, tokens: { input: 0, output: 0 } },
        tests: { overall_status: 'passed', message, causes: [] },
        ...{ rollback: null, follow_up: null, sub_tasks: [], archived: null, leftovers: [], warnings: [] },
      },
    ],
    ...{ human_actions: [], settled: [], issue: null, retrospective: null, next_action: null, warnings: [] },
  };
}
