import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { Lifeline } from '../../src/codex/lifeline.ts';
import { endTree } from '../../src/codex/process-tree.ts';
import { Supervised, supervise } from '../../src/codex/supervise.ts';

/** A number of seconds that nothing else on the machine sleeps for. */
const unique = () => `${10_000 + Math.floor(Math.random() * 90_000)}.${process.pid}`;

function running(seconds: string): string[] {
  const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  return processes.split('\n').filter((line) => line === `sleep ${seconds}`);
}

function command(script: string, options: { timeoutMs?: number; signal?: AbortSignal } = {}) {
  const lines: string[] = [];
  const end = supervise({
    binary: '/bin/sh',
    args: () => ['-c', script],
    cwd: '/',
    env: process.env,
    timeoutMs: options.timeoutMs ?? 10_000,
    signal: options.signal ?? new AbortController().signal,
    onLine: (line) => lines.push(line),
  });
  return { end, lines };
}

test('gives output line by line, the exit code and standard error', async () => {
  const { end, lines } = command('echo one; echo two; echo wrong >&2; exit 3');
  expect(await end).toEqual({ ending: 'exited', exitCode: 3, stderr: 'wrong' });
  expect(lines).toEqual(['one', 'two']);
});

test('a command with an input may write as much and as fast as it can', async () => {
  // Codex panics where its standard output does not block; head fails.
  let length = 0;
  const end = await supervise({
    binary: '/bin/sh',
    args: () => ['-c', 'cat && sleep 0.2 && head -c 20000000 /dev/zero'],
    ...{ input: 'the prompt\n', cwd: '/', env: process.env },
    ...{ timeoutMs: 20_000, signal: new AbortController().signal },
    onLine: (line) => {
      length += line.length;
    },
  });
  expect(end).toEqual({ ending: 'exited', exitCode: 0, stderr: '' });
  expect(length).toBe(20_000_000 + 'the prompt'.length);
});

test('a time-out ends the command and everything that it started, orphans in sessions of their own too', async () => {
  const seconds = unique();
  const { end } = command(`(setsid sleep ${seconds} &) ; trap '' TERM; sleep ${seconds} & sleep ${seconds}`, {
    timeoutMs: 10_000,
  });
  await expect.poll(() => running(seconds), { timeout: 9_900, interval: 50 }).toHaveLength(3);
  expect((await end).ending).toBe('timed_out');
  expect(running(seconds)).toEqual([]);
});

test('what a command of another engine below it leaves without a parent, at its very end, is ended too', async () => {
  const seconds = unique();
  const controller = new AbortController();
  const nested = `trap 'setsid sleep ${seconds} >/dev/null 2>&1 & exit' TERM; echo ready; while :; do sleep 0.05; done`;
  const { end, lines } = command(
    `NESTED="${nested}"; AGENT_TOOLKIT_RUN=${randomUUID()} sh -c "$NESTED" & trap "kill $!; exit" TERM; wait`,
    { signal: controller.signal },
  );
  await expect.poll(() => lines, { interval: 50 }).toEqual(['ready']);
  controller.abort();
  expect((await end).ending).toBe('cancelled');
  expect(running(seconds)).toEqual([]);
});

test('a cancelled command is gone when the call returns', async () => {
  const seconds = unique();
  const controller = new AbortController();
  const { end } = command(`sleep ${seconds}`, { signal: controller.signal });
  await expect.poll(() => running(seconds), { interval: 50 }).toHaveLength(1);
  controller.abort();
  expect((await end).ending).toBe('cancelled');
  expect(running(seconds)).toEqual([]);
});

test('what a command leaves in the background is ended with it', async () => {
  const seconds = unique();
  const { end } = command(`(setsid sleep ${seconds} >/dev/null 2>&1 &) ; exit 0`);
  expect(await end).toMatchObject({ ending: 'exited', exitCode: 0 });
  expect(running(seconds)).toEqual([]);
});

/** A command that says when it has started and then prints its input. */
async function waiting(seconds: string) {
  const lifeline = new Lifeline();
  onTestFinished(() => lifeline.end());
  const args = () => ['-c', `sleep ${seconds} & echo started; cat; exit 4`];
  const start = { binary: '/bin/sh', args, cwd: '/', env: process.env, takesInput: true };
  return { command: await Supervised.start(start, lifeline), lifeline };
}

test('a command that is started ahead gets its input when it is run', async () => {
  const seconds = unique();
  const { command } = await waiting(seconds);
  await expect.poll(() => running(seconds), { interval: 50 }).toHaveLength(1);
  const lines: string[] = [];
  const input = `${'x'.repeat(300_000)}\nlast\n`;
  const signal = new AbortController().signal;
  const end = await command.run({ input, timeoutMs: 20_000, signal, onLine: (line) => lines.push(line) });
  expect(end).toEqual({ ending: 'exited', exitCode: 4, stderr: '' });
  expect(lines.map((line) => line.length)).toEqual([7, 300_000, 4]);
  expect([command.hasEnded, running(seconds)]).toEqual([true, []]);
});

test('a command that is started ahead and not run any more is ended, with all that it started', async () => {
  const seconds = unique();
  const { command } = await waiting(seconds);
  await expect.poll(() => running(seconds), { interval: 50 }).toHaveLength(1);
  expect(command.hasEnded).toBe(false);
  await command.end();
  expect([command.hasEnded, running(seconds)]).toEqual([true, []]);
});

test('a command that is not over when the lifeline ends is ended by the supervisor', async () => {
  const seconds = unique();
  const { command, lifeline } = await waiting(seconds);
  await expect.poll(() => running(seconds), { interval: 50 }).toHaveLength(1);
  await lifeline.end();
  expect(running(seconds)).toEqual([]);
  await command.end();
});

test('a command without an input has none, and says so to whoever opens it by name', async () => {
  const { end, lines } = command('cat /dev/stdin && echo over');
  expect(await end).toEqual({ ending: 'exited', exitCode: 0, stderr: '' });
  expect(lines).toEqual(['over']);
});

test('what was never started is no process', async () => {
  expect(await endTree({ root: undefined, marker: 'nobody', graceMs: 0 })).toEqual([]);
});

test('a binary that is not there is said plainly', async () => {
  const end = await supervise({
    binary: '/nowhere/codex',
    args: () => [],
    cwd: '/',
    env: process.env,
    timeoutMs: 5000,
    signal: new AbortController().signal,
    onLine: () => {},
  });
  expect(end).toMatchObject({ ending: 'exited', exitCode: 127 });
  expect(end.stderr).toContain('/nowhere/codex could not be started');
});
