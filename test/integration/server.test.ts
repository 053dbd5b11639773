/** The server as a process of its own: over its standard streams, with signals, and through our own client. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { connectMcpToolbox, type McpToolbox } from '../../src/server/mcp-toolbox.ts';
import type { ServerEnd } from '../../src/server/server-end.ts';
import { InputError } from '../../src/tools/input-error.ts';
import type { StepQuestion } from '../../src/tools/step-question.ts';
import type { Progress, ToolContext } from '../../src/tools/toolbox.ts';
import { codexStage } from '../support/codex-stage.ts';
import { completeResult, scanResult, stepQuestion, threeCriteria } from '../support/fake-toolbox.ts';
import { isRunning } from '../support/running.ts';

const root = join(import.meta.dirname, '../..');
const fakeServer = join(root, 'test/support/fake-server.ts');
const realServer = join(root, 'src/server/main.ts');

function processBug(itemId: string) {
  return { item_id: itemId, repo_path: '/repo' };
}

/** What a call tells, and how to stop it. */
function watch() {
  const stop = new AbortController();
  const progress: Progress[] = [];
  const lines: string[] = [];
  const context: ToolContext = {
    signal: stop.signal,
    progress: (value) => void progress.push(value),
    log: (channel, level, text) => void lines.push(`${channel} ${level}: ${text}`),
  };
  const startedPid = () =>
    expect
      .poll(() => progress.at(-1)?.message ?? '', { timeout: 10_000 })
      .toMatch(/^started/)
      .then(() => Number(progress.at(-1)?.message.split(' ')[1]));
  return { stop, progress, lines, context, startedPid };
}

describe('our client', () => {
  let toolbox: McpToolbox;
  let ends: ServerEnd[];
  let errors: string[];
  async function connect(options: { stopLimitMs?: number } = {}): Promise<void> {
    ends = [];
    errors = [];
    const command = { command: process.execPath, args: [fakeServer] };
    toolbox = await connectMcpToolbox(command, { ...options, stderr: (line) => void errors.push(line) });
    toolbox.onExit((end) => void ends.push(end));
  }
  beforeEach(() => connect());
  afterEach(() => toolbox.close());

  test('asks the person whom a call names, and brings the answer', async () => {
    const asked: StepQuestion[] = [];
    const ask = async (question: StepQuestion) => {
      asked.push(question);
      return { choice: 'retry', note: 'Use three.' } as const;
    };
    const result = await toolbox.process_bug(processBug('TASK-STEP'), { ...watch().context, ask });
    expect(asked).toEqual([stepQuestion]);
    expect(JSON.parse(result.message)).toEqual({ choice: 'retry', note: 'Use three.' });
    const { context } = watch();
    expect((await toolbox.process_bug(processBug('TASK-STEP'), context)).message).toBe('"nobody can be asked"');
  });

  test('takes a question back when the call is stopped', async () => {
    const { context, stop } = watch();
    let signal: AbortSignal | undefined;
    const ask = (_question: StepQuestion, ended: AbortSignal) => {
      signal = ended;
      stop.abort(new DOMException('Stopped by the user.', 'AbortError'));
      return new Promise<never>(() => {});
    };
    await expect(toolbox.process_bug(processBug('TASK-STEP'), { ...context, ask })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(signal?.aborted).toBe(true);
    expect(errors).toEqual([]);
  });

  test('calls a tool with its whole progress and its log', async () => {
    const { context, progress, lines } = watch();
    await expect(toolbox.process_bug(processBug('TASK-001'), context)).resolves.toEqual(completeResult);
    expect(progress).toEqual(threeCriteria);
    expect(lines).toEqual(['codex info: exec kubectl get pods', 'log debug: lock taken']);
  });

  test('keeps apart what two calls at the same time tell', async () => {
    const [one, two] = [watch(), watch()];
    await Promise.all([
      toolbox.process_bug(processBug('TASK-001'), one.context),
      toolbox.run_tests({ repo_path: '/repo', work_item_id: 'TASK-002' }, two.context),
    ]);
    expect(one.lines).toHaveLength(2);
    expect(two.lines).toEqual(['verification info: Deployment shop/web: 1 of 2 replicas ready']);
  });

  test('a mistake arrives as an InputError, the unexpected as an Error', async () => {
    const { context } = watch();
    await expect(toolbox.process_bug(processBug('TASK-404'), context)).rejects.toThrow(InputError);
    await expect(toolbox.process_bug(processBug('TASK-CRASH'), context)).rejects.toThrow('the code is wrong');
    // Standard error is a pipe of its own and may come later than the answer.
    await expect.poll(() => errors.join('\n')).toMatch(/TypeError: the code is wrong\n\s+at /);
  });

  test('a line that a dependency prints does not break the protocol', async () => {
    await expect(toolbox.process_bug(processBug('TASK-NOISY'), watch().context)).resolves.toEqual(completeResult);
    await expect.poll(() => errors).toContain('a line from a dependency');
  });

  test('stopping a call rejects with an AbortError when its processes are gone, not before', async () => {
    const { stop, context, startedPid, lines } = watch();
    const call = toolbox.process_bug(processBug('TASK-SLOW'), context);
    const pid = await startedPid();
    expect(isRunning(pid)).toBe(true);
    stop.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(isRunning(pid)).toBe(false);
    expect(lines).toContain('log warning: The work was put aside.');
    await expect(toolbox.scan_prioritize({ repo_path: '/repo' }, watch().context)).resolves.toEqual(scanResult);
  });

  test('a signal that was aborted before calls nothing', async () => {
    const { stop, context, progress } = watch();
    stop.abort();
    await expect(toolbox.process_bug(processBug('TASK-SLOW'), context)).rejects.toMatchObject({ name: 'AbortError' });
    expect(progress).toEqual([]);
  });

  test('a server that does not end a stopped call is ended itself', async () => {
    await toolbox.close();
    await connect({ stopLimitMs: 300 });
    const { stop, context, startedPid } = watch();
    const call = toolbox.process_bug(processBug('TASK-DEAF'), context);
    await startedPid();
    stop.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(ends).toEqual([
      { expected: false, message: 'The server did not end process_bug within 0.3 seconds, so it was ended.' },
    ]);
  });

  test('a server that crashes rejects what runs and what comes, and tells once', async () => {
    const { context } = watch();
    const other = toolbox.process_bug(processBug('TASK-DEAF'), context);
    const ended = expect(other).rejects.toMatchObject({ name: 'ServerGone' });
    const crash = toolbox.process_bug(processBug('TASK-EXIT'), context);
    await expect(crash).rejects.toThrow('The server ended unexpectedly. Finished criteria are committed');
    await ended;
    await expect(toolbox.scan_prioritize({ repo_path: '/repo' }, context)).rejects.toMatchObject({
      name: 'ServerGone',
    });
    expect(ends).toMatchObject([{ expected: false }]);
  });

  test('closing stops what runs, waits for it, and is expected', async () => {
    const { context, startedPid } = watch();
    const call = toolbox.process_bug(processBug('TASK-SLOW'), context);
    const stopped = expect(call).rejects.toMatchObject({ name: 'AbortError' });
    const pid = await startedPid();
    await toolbox.close();
    expect(isRunning(pid)).toBe(false);
    await stopped;
    expect(ends).toMatchObject([{ expected: true }]);
    toolbox.onExit((end) => void ends.push(end));
    expect(ends).toHaveLength(2);
  });
});

describe('a server that cannot be started', () => {
  test.each([
    ['a command that does not exist', 'agent-toolkit-nowhere', [], 'ENOENT'],
    [
      'a process that ends at once',
      process.execPath,
      ['-e', 'console.error("no config"); process.exit(3)'],
      'no config',
    ],
    ['a wrong flag', process.execPath, [realServer, '--kubecfg', 'x'], "Unknown option '--kubecfg'"],
    ['a setting that is none', process.execPath, [realServer, '--push=maybe'], 'must be one of auto'],
  ])('%s: the reason is told', async (_case, command, args, reason) => {
    await expect(connectMcpToolbox({ command, args })).rejects.toThrow(reason);
  });

  test('a broken user configuration: file and line are told', async () => {
    const home = await mkdtemp(join(tmpdir(), 'agent-toolkit-'));
    await mkdir(join(home, 'agent-toolkit'));
    await writeFile(join(home, 'agent-toolkit/config.json'), '{\n"modle": 1}');
    const env = { ...process.env, XDG_CONFIG_HOME: home };
    const connecting = connectMcpToolbox({ command: process.execPath, args: [realServer], env });
    await expect(connecting).rejects.toThrow('config.json:2: there is no setting "modle"');
    await rm(home, { recursive: true });
  });
});

test.each([
  ['the server', [realServer]],
  ['the command', [join(root, 'src/cli/main.ts'), 'serve']],
])('%s, started in a folder that is gone, says so in one line', async (_case, args) => {
  const folder = await mkdtemp(join(tmpdir(), 'agent-toolkit-'));
  const script = 'cd "$0" && rmdir "$0" && exec "$@"';
  const started = spawn('/bin/sh', ['-c', script, folder, process.execPath, ...args], { stdio: 'pipe' });
  const said = text(started.stderr);
  const [code] = await once(started, 'close');
  expect(await said).toBe('agent-toolkit: The folder that this was started in is gone. Start it in one that exists.\n');
  expect(code).toBe(2);
});

describe('the process', () => {
  let server: ChildProcessWithoutNullStreams;
  let messages: { readonly id?: number; readonly method?: string; readonly params?: Record<string, unknown> }[];
  let garbage: string[];
  const send = (message: object) => server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

  async function start(entry: string, args: readonly string[] = []): Promise<void> {
    server = spawn(process.execPath, [entry, ...args]);
    messages = [];
    garbage = [];
    createInterface({ input: server.stdout }).on('line', (line) => {
      try {
        messages.push(JSON.parse(line));
      } catch {
        garbage.push(line);
      }
    });
    const clientInfo = { name: 'test', version: '1' };
    send({ id: 0, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } });
    await expect.poll(() => messages.length, { timeout: 10_000 }).toBe(1);
    send({ method: 'notifications/initialized' });
  }

  async function startSlowCall(): Promise<number> {
    const params = { name: 'process_bug', arguments: processBug('TASK-SLOW'), _meta: { progressToken: 7 } };
    send({ id: 1, method: 'tools/call', params });
    await expect.poll(() => messages.length, { timeout: 10_000 }).toBe(2);
    return Number(String(messages[1]?.params?.['message']).split(' ')[1]);
  }

  afterEach(() => server.kill('SIGKILL'));

  test.each([
    ['its standard input ends', () => server.stdin.end()],
    ['SIGTERM', () => server.kill('SIGTERM')],
    ['SIGINT, twice', () => server.kill('SIGINT') && server.kill('SIGINT')],
    ['SIGHUP', () => server.kill('SIGHUP')],
    ['nobody reads its output', () => server.stdout.destroy() && send({ id: 2, method: 'tools/list' })],
  ])('ends on %s, when what it started is gone', async (_case, end) => {
    await start(fakeServer);
    const pid = await startSlowCall();
    end();
    const [code, signal] = await once(server, 'exit');
    expect({ code, signal }).toEqual({ code: 0, signal: null });
    expect(isRunning(pid)).toBe(false);
  });

  test('writes nothing but the protocol to standard output', async () => {
    await start(fakeServer);
    send({ id: 1, method: 'tools/call', params: { name: 'process_bug', arguments: processBug('TASK-NOISY') } });
    await expect.poll(() => messages.length).toBe(2);
    expect(garbage).toEqual([]);
  });

  test('answers what was asked before its standard input ended', async () => {
    await start(fakeServer);
    send({ id: 1, method: 'tools/list' });
    server.stdin.end();
    await once(server, 'exit');
    expect(messages.at(-1)).toMatchObject({ id: 1 });
  });

  test('the real one starts, lists its tools and ends', async () => {
    await start(realServer, ['--codex-config', 'model="x"', '--no-network']);
    send({ id: 1, method: 'tools/list' });
    await expect.poll(() => messages.length).toBe(2);
    server.stdin.end();
    await expect(once(server, 'exit')).resolves.toEqual([0, null]);
  });
});

test('a plain client of the SDK gets a result that fits the schema it was given', async () => {
  const client = new Client({ name: 'plain', version: '1' });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [fakeServer], stderr: 'ignore' }));
  await client.listTools(); // from here on the SDK checks every result against the output schema
  const result = await client.callTool({ name: 'process_bug', arguments: processBug('TASK-001') });
  expect(result.structuredContent).toEqual(completeResult);
  await client.close();
});

describe('with the real Codex CLI', () => {
  test.each([
    ['a stopped call', async (_toolbox: McpToolbox, stop: () => void) => stop()],
    ['a closed connection', async (toolbox: McpToolbox) => toolbox.close()],
  ])('%s leaves no process and no change when it rejects', async (_case, end) => {
    const stage = await codexStage('hang');
    onTestFinished(stage.remove);
    const args = [realServer, ...stage.flags];
    const toolbox = await connectMcpToolbox({ command: process.execPath, args, env: stage.env });
    const { stop, context } = watch();
    const call = toolbox.process_bug({ item_id: 'TASK-001', repo_path: stage.repository.root }, context);
    const rejected = expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(stage.survivors, { timeout: 30_000 }).not.toEqual([]);
    await end(toolbox, () => stop.abort());
    await rejected;
    expect(stage.survivors()).toEqual([]);
    expect(stage.repository.git('status', '--porcelain')).toBe('');
    await toolbox.close();
  });
});
