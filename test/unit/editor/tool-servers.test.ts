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
  const [crashed, started] = [vi.fn(), vi.fn()];
  const all = new ToolServers({ connect, crashed, started, stderr: () => {} });
  return { connect, crashed, started, servers: all };
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

test('each server that is started is told of, once, with what it says of itself', async () => {
  const { servers: all, started } = servers(fakeServer(), fakeServer());
  const { facts } = await all.toolbox('/shop', launch);
  await all.toolbox('/shop', launch);
  expect(started.mock.calls).toEqual([['/shop', launch, facts]]);
});

test('other settings need another server, and the old one ends when what runs in it has ended', async () => {
  const old = fakeServer();
  const { servers: all } = servers(old, fakeServer());
  await all.toolbox('/shop', launch);
  await all.toolbox('/shop', { ...launch, args: ['server.js', '--context=shop'] });
  expect(old.toolbox.retire).toHaveBeenCalledTimes(1);
  expect(old.toolbox.close).not.toHaveBeenCalled();
  // The window closes, and its run still goes on.
  await all.close();
  expect(old.toolbox.close).toHaveBeenCalledTimes(1);
});

test('the old one ends, too, when the new one cannot be started; and one that has ended is not ended again', async () => {
  const old = fakeServer();
  const { servers: all } = servers(old);
  await all.toolbox('/shop', launch);
  await expect(all.toolbox('/shop', { ...launch, command: 'nowhere' })).rejects.toThrow('no such file');
  expect(old.toolbox.retire).toHaveBeenCalledTimes(1);
  old.end(true);
  await all.close();
  expect(old.toolbox.close).not.toHaveBeenCalled();
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
