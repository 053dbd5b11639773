/** Servers that are none of ours, or no servers at all, through our client. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connectMcpToolbox } from '../../src/server/mcp-toolbox.ts';
import type { ServerEnd } from '../../src/server/server-end.ts';
import { missingTools } from '../../src/server/server-facts.ts';
import type { ToolContext } from '../../src/tools/toolbox.ts';

const plainServer = join(import.meta.dirname, '../support/plain-server.ts');

function watch() {
  const stop = new AbortController();
  const lines: string[] = [];
  const context: ToolContext = {
    signal: stop.signal,
    progress: () => {},
    log: (_channel, level, text) => void lines.push(`${level}: ${text}`),
  };
  return { stop, lines, context };
}

async function startPlain(...words: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'agent-toolkit-plain-'));
  const record = join(folder, 'calls');
  const toolbox = await connectMcpToolbox({ command: process.execPath, args: [plainServer, record, ...words] });
  onTestFinished(async () => {
    await toolbox.close();
    await rm(folder, { recursive: true });
  });
  const calls = async () => {
    const text = await readFile(record, 'utf8').catch(() => '');
    return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  };
  return { toolbox, calls };
}

const task = { item_id: 'TASK-001', repo_path: '/shop' };

describe('a server that knows the documented tools and no more', () => {
  test('is asked for what it knows, and its answers are read', async () => {
    const { toolbox, calls } = await startPlain();
    const { context } = watch();
    expect(toolbox.facts).toMatchObject({ name: 'plain', version: '0.1' });
    expect(missingTools(toolbox.facts)).toEqual([]);
    const scan = await toolbox.scan_prioritize({ repo_path: '/shop', sync_remote: true }, context);
    expect(scan.priority_queue).toMatchObject([{ item_id: 'TASK-001', explanation: '' }]);
    const done = await toolbox.process_bug({ ...task, max_iterations: 5, again: true, step: false }, context);
    expect(done).toMatchObject({ status: 'complete', message: 'TASK-001 is complete.', commits: [] });
    const tests = await toolbox.run_tests({ work_item_id: 'TASK-001', repo_path: '/shop' }, context);
    expect(tests.failures.map(({ message }) => message)).toEqual([
      'Pod shop/web: ImagePullBackOff',
      expect.any(String),
    ]);
    const retrospective = await toolbox.run_retrospective({ repo_path: '/shop', dry_run: true }, context);
    expect(retrospective.report_text).toContain('- TASK-002');
    expect((await calls()).map(({ input }) => input)).toEqual([
      { repo_path: '/shop', sync_remote: true },
      { ...task, max_iterations: 5 },
      { work_item_id: 'TASK-001', repo_path: '/shop' },
      { repo_path: '/shop', dry_run: true },
    ]);
  });

  test('is not asked for a step mode that it does not have, nor for a tool', async () => {
    const { toolbox, calls } = await startPlain('--without=run_retrospective');
    const { context } = watch();
    expect(missingTools(toolbox.facts)).toEqual(['run_retrospective']);
    await expect(toolbox.process_bug({ ...task, step: true }, context)).rejects.toThrow('does not know step.');
    await expect(toolbox.run_retrospective({ repo_path: '/shop' }, context)).rejects.toThrow(
      'The server plain 0.1 has no tool run_retrospective.',
    );
    expect(await calls()).toEqual([]);
  });

  test('is not asked to apply a preview, since it would work everything out anew', async () => {
    const { toolbox, calls } = await startPlain();
    const context = { ...watch().context, preview: new Date() };
    await toolbox.run_retrospective({ repo_path: '/shop', dry_run: true }, context);
    await expect(toolbox.run_retrospective({ repo_path: '/shop' }, context)).rejects.toThrow(
      'The server plain 0.1 does not keep its previews, so nothing was changed.',
    );
    expect(await calls()).toHaveLength(1);
  });

  test('is ended with a call that is stopped, since it does not tell when that has ended', async () => {
    const { toolbox, calls } = await startPlain();
    const { context, stop, lines } = watch();
    const ends: ServerEnd[] = [];
    toolbox.onExit((end) => void ends.push(end));
    const call = toolbox.process_bug({ ...task, item_id: 'TASK-SLOW' }, context);
    const stopped = expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(calls, { timeout: 10_000 }).toHaveLength(1);
    stop.abort();
    await stopped;
    expect(ends).toMatchObject([{ expected: true }]);
    expect(lines).toEqual([expect.stringContaining('so it was ended, too; what it started may still be at work')]);
  });

  test('retires when what runs in it has ended', async () => {
    const { toolbox, calls } = await startPlain();
    const { context, stop } = watch();
    const call = toolbox.process_bug({ ...task, item_id: 'TASK-SLOW' }, context);
    const stopped = expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(calls, { timeout: 10_000 }).toHaveLength(1);
    let isGone = false;
    const retired = toolbox.retire().then(() => {
      isGone = true;
    });
    await toolbox.run_tests({ work_item_id: 'TASK-001', repo_path: '/shop' }, context);
    expect(isGone).toBe(false);
    stop.abort();
    await stopped;
    await retired;
    await expect(toolbox.scan_prioritize({ repo_path: '/shop' }, watch().context)).rejects.toMatchObject({
      name: 'ServerGone',
    });
  });
});

const answers = `process.stdin.on('data', (line) => {
  const { id } = JSON.parse(line);
  console.log(JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32601, message: 'Method not found' } }));
});`;

describe('what is no server is told of in plain words', () => {
  const script = (text: string) => ['-e', text];
  test('a command that does not exist', async () => {
    await expect(connectMcpToolbox({ command: 'agent-toolkit-nowhere', args: [] })).rejects.toThrow(
      'could not be started: no such program was found (spawn agent-toolkit-nowhere ENOENT).',
    );
  });

  test.each([
    ['ends without a word', script(''), 'it ended before it had answered.'],
    [
      'says something else and ends',
      script('console.log("hello")'),
      /ended before it had answered. What it wrote is no MCP: .*hello/,
    ],
    ['answers every request with an error', script(answers), 'Method not found'],
  ])('a program that %s', async (_case, args, message) => {
    await expect(connectMcpToolbox({ command: process.execPath, args })).rejects.toThrow(message);
  });
});
