/** Codex processes that wait for their prompt; a script stands in for Codex where only its life counts. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CodexStandby } from '../../src/codex/standby.ts';
import type { CodexStart } from '../../src/codex/start.ts';
import type { Supervised } from '../../src/codex/supervise.ts';
import { processTask, stage, taskText, three, threeDone } from '../support/process-stage.ts';
import { isRunning } from '../support/running.ts';

let folder: string;
let start: CodexStart;
const standby = new CodexStandby();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-test-'));
  const binary = join(folder, 'codex');
  writeFileSync(binary, `#!/bin/sh\necho $$ >> ${join(folder, 'started')}\ncat\n`);
  chmodSync(binary, 0o755);
  start = {
    ...{ binary, outputSchema: {}, cwd: folder, runFolder: folder, env: process.env, config: [] },
    ...{ network: true, disabledServers: [], commandEnv: {}, passedEnv: [], marker: 'standby-test' },
  };
});
afterEach(async () => {
  vi.useRealTimers();
  await standby.end();
  rmSync(folder, { recursive: true });
});

/** Process ids of all that were started, once there are so many. */
async function started(count: number): Promise<number[]> {
  const file = join(folder, 'started');
  const ids = () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split(/\s/).filter(Boolean).map(Number) : []);
  await expect.poll(ids, { timeout: 20_000 }).toHaveLength(count);
  return ids();
}

async function endOf(codex: Supervised): Promise<number> {
  const end = await codex.run({ timeoutMs: 20_000, signal: new AbortController().signal, onLine: () => {} });
  return end.exitCode;
}

const isGone = (pid: number | undefined) => expect.poll(() => isRunning(pid ?? 0), { timeout: 20_000 }).toBe(false);

test('one process waits, is taken once, and gets its prompt then', async () => {
  standby.start(start);
  standby.start({ ...start });
  await started(1);
  const codex = await standby.take(start);
  const lines: string[] = [];
  const signal = new AbortController().signal;
  const end = await codex.run({ input: 'Do it.\n', timeoutMs: 20_000, signal, onLine: (line) => lines.push(line) });
  expect([end.exitCode, lines]).toEqual([0, ['Do it.']]);
  expect(await started(1)).toHaveLength(1);
  const next = await standby.take(start);
  expect(await started(2)).toHaveLength(2);
  await next.end();
});

/** Process ids of the supervisors that were started here and run. */
function supervisors(): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent] = /^ *(\d+) +(\d+) .*supervisor\.ts$/.exec(line) ?? [];
    return Number(parent) === process.pid ? [Number(pid)] : [];
  });
}

test('a supervisor that is started ahead is that of the first process, and ends with its place', async () => {
  standby.prepare();
  standby.prepare();
  const ahead = supervisors();
  expect(ahead).toHaveLength(1);
  standby.start(start);
  await started(1);
  expect(supervisors()).toEqual(ahead);
  await standby.end();
  expect(supervisors()).toEqual([]);
});

test('a process that was started with something else is ended, not taken', async () => {
  standby.start(start);
  const [first] = await started(1);
  const other = await standby.take({ ...start, network: false });
  await isGone(first);
  expect(await started(2)).toHaveLength(2);
  await other.end();
});

test('a process that has ended is not taken', async () => {
  standby.start(start);
  const [pid = 0] = await started(1);
  process.kill(pid, 'SIGKILL');
  await isGone(pid);
  // The one that was killed is over a moment after its process is gone.
  await expect.poll(async () => await endOf(await standby.take(start))).toBe(0);
});

test.each([
  [29_000, true],
  [31_000, false],
])('after %i ms without a prompt it is still there: %s', async (milliseconds, isThere) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  standby.start(start);
  await started(1); // one that is ended sooner leaves no trace
  vi.advanceTimersByTime(milliseconds);
  vi.useRealTimers();
  const codex = await standby.take(start);
  expect(await started(isThere ? 1 : 2)).toHaveLength(isThere ? 1 : 2);
  await codex.end();
});

/** The Codex processes on this repository. */
function codexOn(root: string): string[] {
  const lines = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(`--cd=${root} `));
}

test('while a criterion is committed the Codex of the next one waits; none does after the last', async () => {
  const at = await stage(threeDone, taskText(three, ['verify: none']));
  const hook = join(at.on.root, '.git/hooks/pre-commit');
  const look = `ps -eo args | grep -q -- '[-]-cd=${at.on.root} ' && echo waits || echo none`;
  writeFileSync(hook, `#!/bin/sh\n(${look}) >> .git/waiting\n`);
  chmodSync(hook, 0o755);
  expect(await processTask(at)).toMatchObject({ status: 'complete' });
  expect(at.on.read('.git/waiting')).toBe('waits\nwaits\nnone\n');
  expect(codexOn(at.on.root)).toEqual([]);
});

test('the Codex that waited when its criterion cannot be begun is ended', async () => {
  const at = await stage(threeDone, taskText(three, ['verify: none']));
  const hook = join(at.on.root, '.git/hooks/pre-commit');
  writeFileSync(hook, '#!/bin/sh\necho No. >&2\nexit 1\n');
  chmodSync(hook, 0o755);
  expect(await processTask(at)).toMatchObject({ status: 'error', message: expect.stringContaining('No.') });
  expect(codexOn(at.on.root)).toEqual([]);
});
