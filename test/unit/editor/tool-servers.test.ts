import { expect, test, vi } from 'vitest';
import { ToolServers } from '../../../src/editor/tool-servers.ts';
import type { McpToolbox } from '../../../src/server/mcp-toolbox.ts';

const launch = { command: 'node', args: ['server.js'], env: {}, cwd: '/shop' };

/** A connection that can be made to crash. */
function fakeServer() {
  const listeners: ((end: { expected: boolean; message: string }) => void)[] = [];
  const never = () => Promise.reject(new Error('not called here'));
  const toolbox: McpToolbox = {
    ...{
      scan_prioritize: never,
      process_bug: never,
      run_tests: never,
      create_work_item: never,
      run_retrospective: never,
    },
    facts: { name: 'agent-toolkit', version: '1', tools: new Map() },
    close: vi.fn(async () => {}),
    retire: vi.fn(async () => {}),
    onExit: (listener) => {
      listeners.push(listener);
      return () => {};
    },
  };
  const end = (expected: boolean) => {
    for (const listener of listeners) listener({ expected, message: 'It ended.' });
  };
  return { toolbox, end };
}

function servers(...fakes: { toolbox: McpToolbox }[]) {
  const connect = vi.fn(async () => {
    const next = fakes.shift();
    if (next === undefined) throw new Error('The Agent Toolkit server could not be started: no such file');
    return next.toolbox;
  });
  const crashed = vi.fn();
  return { connect, crashed, servers: new ToolServers({ connect, crashed, stderr: () => {} }) };
}

test('a repository keeps its server, and another has its own', async () => {
  const { servers: all, connect } = servers(fakeServer(), fakeServer());
  const first = await all.toolbox('/shop', launch);
  expect(await all.toolbox('/shop', launch)).toBe(first);
  expect(await all.toolbox('/bank', { ...launch, cwd: '/bank' })).not.toBe(first);
  expect(connect).toHaveBeenCalledTimes(2);
});

test('a server that crashed is told of, and replaced when the next run needs one', async () => {
  const broken = fakeServer();
  const { servers: all, crashed } = servers(broken, fakeServer());
  await all.toolbox('/shop', launch);
  broken.end(false);
  expect(crashed).toHaveBeenCalledWith('/shop', 'It ended.');
  expect(await all.toolbox('/shop', launch)).not.toBe(broken.toolbox);
});

test('a server that was asked to end is no crash', async () => {
  const server = fakeServer();
  const { servers: all, crashed } = servers(server);
  await all.toolbox('/shop', launch);
  server.end(true);
  expect(crashed).not.toHaveBeenCalled();
});

test('other settings need another server, and the old one ends', async () => {
  const old = fakeServer();
  const { servers: all } = servers(old, fakeServer());
  await all.toolbox('/shop', launch);
  await all.toolbox('/shop', { ...launch, args: ['server.js', '--context=shop'] });
  expect(old.toolbox.close).toHaveBeenCalledTimes(1);
});

test('one that cannot be started says why, and the next use tries again', async () => {
  const { servers: all, connect } = servers();
  await expect(all.toolbox('/shop', launch)).rejects.toThrow('no such file');
  await expect(all.toolbox('/shop', launch)).rejects.toThrow('no such file');
  expect(connect).toHaveBeenCalledTimes(2);
});

test('closing ends them all', async () => {
  const [one, two] = [fakeServer(), fakeServer()];
  const { servers: all } = servers(one, two);
  await all.toolbox('/shop', launch);
  await all.toolbox('/bank', launch);
  await all.close();
  expect(one.toolbox.close).toHaveBeenCalledTimes(1);
  expect(two.toolbox.close).toHaveBeenCalledTimes(1);
});
