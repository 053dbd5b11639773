/** `serve --http` as a command: what it says, and what it refuses. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { needsOwnGroup } from '../../../src/cli/own-group.ts';
import { runCli } from '../../../src/cli/run-cli.ts';
import { createTestHost } from '../../support/cli-host.ts';

const token = '0123456789abcdef0123456789abcdef';

/** Runs it until it has said all, then ends it. */
async function serve(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const host = createTestHost({ env });
  const running = runCli(['serve', '--http', ...args], host);
  await expect.poll(host.err).toMatch(/Bearer|Without a token/);
  host.signals.emit('SIGTERM');
  return { code: await running, out: host.out(), err: host.err(), env: host.env };
}

describe('what it says', () => {
  test('the address on standard output, and a new token on standard error', async () => {
    const [one, two] = [await serve([]), await serve([])];
    expect(one.code).toBe(0);
    expect(one.out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp\n$/);
    const [, made] = /Authorization: Bearer ([\w-]{43})\n$/.exec(one.err) ?? [];
    expect(made).toBeDefined();
    expect(two.err).not.toContain(made);
  });

  test('as one line of JSON', async () => {
    const { out } = await serve(['--json', '--no-token']);
    expect(JSON.parse(out)).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/),
      needs_token: false,
    });
    expect(out).toMatch(/^[^\n]*\n$/);
  });

  test("nothing of the user's token, which nothing that is started gets", async () => {
    const { out, err, env } = await serve([], { AGENT_TOOLKIT_TOKEN: token });
    expect(out + err).not.toContain(token);
    expect(err).toContain('with the token of AGENT_TOOLKIT_TOKEN');
    expect(env).not.toHaveProperty('AGENT_TOOLKIT_TOKEN');
  });

  test('that without a token everybody gets in', async () => {
    const { err } = await serve(['--no-token']);
    expect(err).toContain('Without a token, every program and user of this machine can call the tools');
  });
});

describe('what it refuses, with exit code 2', () => {
  test.each<[string[], NodeJS.ProcessEnv, string]>([
    [['--http', 'nowhere'], {}, 'Use a port from 1 to 65535.'],
    [['--http', '65536'], {}, 'Use a port from 1 to 65535.'],
    [['--http=-1'], {}, 'Use a port from 1 to 65535.'],
    [['--http', '--push', 'maybe'], {}, 'Allowed choices are auto'],
    [['--no-token'], {}, 'Only --http has a token that could be left out by --no-token.'],
    [['--http', '--no-token'], { AGENT_TOOLKIT_TOKEN: token }, 'Unset it, or leave out --no-token.'],
    [['--http'], { AGENT_TOOLKIT_TOKEN: '' }, 'AGENT_TOOLKIT_TOKEN has to be 32 or more'],
    [['--http'], { AGENT_TOOLKIT_TOKEN: 'guess-me' }, 'AGENT_TOOLKIT_TOKEN has to be 32 or more'],
  ])('serve %j', async (args, env, message) => {
    const host = createTestHost({ env });
    expect(await runCli(['serve', ...args], host)).toBe(2);
    expect(host.err()).toContain(message);
    expect(host.err()).not.toContain('guess-me');
    expect(host.out()).toBe('');
  });
});

test('a port that is taken: exit code 2, and what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const host = createTestHost();
  expect(await runCli(['serve', '--http', String(port)], host)).toBe(2);
  const what = `Port ${port} of 127.0.0.1 is taken by another program.`;
  expect(host.err()).toBe(`agent-toolkit: ${what} Name another one, or none to get one that is free.\n`);
  expect(host.out()).toBe('');
});

test.each([
  [['serve', '--http'], process.platform !== 'win32'],
  [['serve', '--http=7411'], process.platform !== 'win32'],
  [['serve'], false],
])('%j has a process group of its own, which Ctrl-C of a terminal does not reach: %s', (args, own) => {
  expect(needsOwnGroup(args)).toBe(own);
});
