/** Callers of the real server that cancel, or are gone, in each phase of a call: nothing of it is left running, and no work is half done. */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, type TestContext, test } from 'vitest';
import { codexBinary, temporaryCodexHome } from '../support/codex-home.ts';
import { processesIn } from '../support/processes-in.ts';
import { RawServer } from '../support/raw-server.ts';
import { sampled } from '../support/sample.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import { temporaryRepository } from '../support/temporary-repository.ts';

sampled(1 / 4);

const taskText = (box: string, verify: string) => `---
id: TASK-001
title: Raise the replica count
status: active
priority: high
${verify}
---

## Acceptance Criteria

- [${box}] The replica count is 3
`;

/** Tells of each request, and answers none. */
async function silentServer() {
  let requests = 0;
  const server = createServer(() => {
    requests += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, requests: () => requests, close };
}

type Stage = Awaited<ReturnType<typeof prepare>>;

/** Where a call is, and how to tell that it is there. */
interface Phase {
  readonly name: string;
  readonly tool: string;
  readonly input?: object;
  /** The task's box: with a tick its criteria are done. */
  readonly box?: string;
  readonly hasRemote?: true;
  /** What the model does when it is asked. */
  readonly commands?: readonly string[];
  /** How often it was reached so far, or 0 and 1 where it is a state. */
  reached(stage: Stage): number;
}

const phases: readonly Phase[] = [
  {
    name: 'the scan of a remote that is silent',
    ...{ tool: 'scan_prioritize', hasRemote: true },
    reached: ({ silent }) => silent.requests(),
  },
  {
    name: 'the turn of Codex',
    ...{ tool: 'process_bug', input: { item_id: 'TASK-001' } },
    reached: ({ model }) => model.turns.length,
  },
  {
    name: 'a command of Codex',
    ...{ tool: 'process_bug', input: { item_id: 'TASK-001' }, commands: ['echo half > half.txt; sleep 4711'] },
    reached: ({ processes }) => Number(processes().some((line) => /^sleep 4711/.test(line))),
  },
  {
    name: 'the verification',
    ...{ tool: 'process_bug', input: { item_id: 'TASK-001' }, box: 'x' },
    reached: ({ silent }) => silent.requests(),
  },
  {
    name: 'a verification by itself',
    ...{ tool: 'run_tests', input: { work_item_id: 'TASK-001' } },
    reached: ({ silent }) => silent.requests(),
  },
  {
    name: 'the judgement of a retrospective',
    tool: 'run_retrospective',
    reached: ({ model }) => model.turns.length,
  },
];

async function prepare({ box = ' ', hasRemote, commands }: Phase, { onTestFinished }: TestContext) {
  const silent = await silentServer();
  const model = await startScriptedModel(() => (commands === undefined ? { endless: true } : { commands }));
  const home = temporaryCodexHome();
  const repository = temporaryRepository({
    'tasks/active/TASK-001.md': taskText(box, `verify: { urls: ["${silent.url}/health"] }`),
    'app.yaml': 'replicas: 1\n',
  });
  const { root, git } = repository;
  if (hasRemote) {
    git('remote', 'add', 'origin', `${silent.url}/shop.git`);
    git('config', 'branch.main.remote', 'origin');
    git('config', 'branch.main.merge', 'refs/heads/main');
  }
  const none = join(root, '.git/none');
  // KUBECONFIG names the repository, so all that is started is found by it.
  const env = { ...process.env, ...model.env, CODEX_HOME: home.path, KUBECONFIG: none, XDG_CONFIG_HOME: none };
  const flags = [`--codex=${codexBinary}`, ...model.codexConfig.map((entry) => `--codex-config=${entry}`)];
  const start = (client?: readonly string[]) => new RawServer(flags, env, client);
  onTestFinished(async () => {
    silent.close();
    await model.close();
    repository.remove();
    home.remove();
  });
  return {
    silent,
    model,
    repository,
    start,
    processes: () => [...new Set([...processesIn(root), ...processesIn(home.path)])],
  };
}

/** Starts a call and waits until it is in its phase. */
async function enter(server: RawServer, phase: Phase, stage: Stage, { expect }: TestContext) {
  const before = phase.reached(stage);
  const call = server.call(phase.tool, { repo_path: stage.repository.root, ...phase.input });
  await expect.poll(() => phase.reached(stage), { timeout: 60_000 }).toBeGreaterThan(before);
  return call;
}

/** No process but the server and its client, if they go on, no lock, and the repository as it was. */
function expectNothingLeft({ repository, processes }: Stage): void {
  expect(processes().filter((line) => !line.includes('src/server/main.ts'))).toEqual([]);
  expect(repository.git('status', '--porcelain')).toBe('');
  expect(repository.git('rev-list', '--count', 'HEAD')).toBe('1');
  for (const lock of ['lock', 'retrospective'])
    expect(existsSync(join(repository.root, '.git/agent-toolkit', lock))).toBe(false);
}

/** A client in a process of its own, which starts the server and hands on what is said. */
const client = [
  process.execPath,
  '-e',
  `const [command, ...args] = process.argv.slice(1);
   const server = require('node:child_process').spawn(command, args);
   process.stdin.pipe(server.stdin);
   server.stdout.pipe(process.stdout);
   server.stderr.pipe(process.stderr);`,
];

/** How a client is gone. */
const ways: readonly ((server: RawServer) => void)[] = [
  (server) => server.process.stdin.end(),
  (server) => {
    server.process.stdout.destroy();
    server.request('ping');
  },
  (server) => server.process.kill('SIGKILL'),
];

describe.concurrent('cancelled, then left alone, in', () => {
  test.for(phases)('$name', async (phase, context) => {
    const { expect } = context;
    const index = phases.indexOf(phase);
    const stage = await prepare(phase, context);
    const leave = ways[index % ways.length];
    const server = stage.start(index % ways.length === 2 ? client : []);
    await server.initialize();
    const first = await enter(server, phase, stage, context);
    await server.cancel(first.id);
    expectNothingLeft(stage);
    expect((await server.request('ping').answer).result).toEqual({});
    expect(server.messages.some(({ id }) => id === first.id)).toBe(false);
    await enter(server, phase, stage, context);
    leave?.(server);
    await expect.poll(stage.processes, { timeout: 30_000 }).toEqual([]);
    expectNothingLeft(stage);
    expect(server.errors).not.toContain('Unexpected');
  });
});

test('who joins hears of the run; it goes on until the last one cancels; another task is told what runs', async (context) => {
  const phase = phases.find(({ name }) => name === 'a command of Codex');
  if (phase === undefined) throw new Error('There is no such phase.');
  const stage = await prepare(phase, context);
  const server = stage.start();
  await server.initialize();
  const first = await enter(server, phase, stage, context);
  const work = { item_id: 'task-1', repo_path: join(stage.repository.root, 'tasks') };
  const meta = { progressToken: 'second', 'agent-toolkit/call': 'call 3' };
  const second = server.request('tools/call', { name: 'process_bug', arguments: work, _meta: meta });
  const heard = await server.message(({ method }) => method === 'notifications/progress');
  expect(heard.params).toMatchObject({ progressToken: 'second', progress: 0, total: 1 });
  expect(heard.params.message).toContain('Criterion 1 of 1: The replica count is 3');
  const other = await server.call('process_bug', { ...work, item_id: 'TASK-002' }).answer;
  expect(other.result.structuredContent).toMatchObject({ status: 'error', ended_by: 'busy', item_id: 'TASK-002' });
  expect(other.result.structuredContent.message).toContain('(0 of 1 criteria done. Criterion 1 of 1:');
  const third = await server.request('tools/call', { name: 'process_bug', arguments: work, task: {} }).answer;
  const { taskId } = third.result.task;
  const statusMessage = async () => (await server.request('tasks/get', { taskId }).answer).result.statusMessage;
  await expect.poll(statusMessage).toContain('0 of 1 criteria done. Criterion 1 of 1: The replica count is 3');
  await server.cancel(first.id);
  await server.cancel(second.id);
  expect(phase.reached(stage)).toBe(1);
  expect((await server.request('tasks/cancel', { taskId }).answer).result.status).toBe('cancelled');
  expectNothingLeft(stage);
  server.process.stdin.end();
  expect(await server.exit).toEqual([0, null]);
});
