/** The command line as a process of its own: exit codes, signals, and where its output goes. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { codexStage } from '../support/codex-stage.ts';
import { completeResult, scanResult } from '../support/fake-toolbox.ts';
import { isRunning } from '../support/running.ts';
import { sampled } from '../support/sample.ts';

sampled(1 / 3);

const root = join(import.meta.dirname, '../..');
const fakeCli = join(root, 'test/support/fake-cli.ts');
const realCli = join(root, 'src/cli/main.ts');

let folder: string;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agent-toolkit-'));
  env = { ...process.env, XDG_CONFIG_HOME: join(folder, 'config'), KUBECONFIG: join(folder, 'none') };
});
afterAll(() => rm(folder, { recursive: true }));

function start(entry: string, args: readonly string[], cwd = folder): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [entry, ...args], { env, cwd });
}

async function run(entry: string, args: readonly string[], cwd?: string) {
  const child = start(entry, args, cwd);
  child.stdin.end();
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, err };
}

describe('a run that is stopped', () => {
  async function startSlow() {
    const child = start(fakeCli, ['process', 'TASK-SLOW']);
    let err = '';
    child.stderr.on('data', (chunk) => {
      err += String(chunk);
    });
    const out = text(child.stdout);
    await expect.poll(() => err, { timeout: 30_000 }).toMatch(/started \d+\n/);
    return { child, err: () => err, out };
  }

  test.each([
    ['SIGINT', 1],
    ['SIGINT', 3],
    ['SIGTERM', 1],
    ['SIGHUP', 1],
  ] as const)('by %s, %d times: exits 130 after the tool has ended what it started', async (signal, times) => {
    const { child, err, out } = await startSlow();
    const pid = Number(/started (\d+)/.exec(err())?.[1]);
    for (let time = 0; time < times; time += 1) {
      child.kill(signal);
      await wait(20);
    }
    expect(isRunning(pid)).toBe(true);
    expect(await once(child, 'exit')).toEqual([130, null]);
    expect(isRunning(pid)).toBe(false);
    expect(await out).toBe('');
  });

  test('goes on when nobody reads its output any more', async () => {
    const child = start(fakeCli, ['process', 'TASK-001']);
    child.stdout.destroy();
    child.stderr.destroy();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe('output', () => {
  test('--json is exactly the result, whatever a dependency prints', async () => {
    const { code, out } = await run(fakeCli, ['process', 'TASK-NOISY', '--json']);
    expect({ code, result: JSON.parse(out) }).toEqual({ code: 0, result: completeResult });
    expect(JSON.parse((await run(fakeCli, ['scan', '--json'])).out)).toEqual(scanResult);
  });

  test('a reader that has seen enough is no error', async () => {
    const child = start(fakeCli, ['scan', '--json']);
    const err = text(child.stderr);
    child.stdout.destroy();
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await err).toBe('');
  });

  test.runIf(existsSync('/dev/full'))('a full disk is an error, since the result is lost', async () => {
    const full = createWriteStream('/dev/full');
    await once(full, 'open');
    const child = spawn(process.execPath, [fakeCli, 'scan', '--json'], {
      env,
      cwd: folder,
      stdio: ['ignore', full, 'pipe'],
    });
    const err = child.stderr === null ? '' : text(child.stderr);
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(await err).toContain('the result could not be written: ENOSPC');
    full.destroy();
  });
});

describe('the real command line', () => {
  test.each([
    ['outside a repository', ['scan', '--no-sync'], 2],
    ['in a folder that is not there', ['scan', '--repo', 'nowhere'], 2],
    ['a task that is not there', ['process', '../../etc/passwd'], 2],
    ['an unknown command', ['prozess'], 2],
    ['nothing', [], 2],
    ['the version', ['--version'], 0],
  ])('%s', async (_case, args, expected) => {
    const { code, out, err } = await run(realCli, args);
    expect(code, err).toBe(expected);
    expect(err).not.toContain('    at ');
    if (expected === 2) expect({ out, silent: err === '' }).toEqual({ out: '', silent: false });
  });

  test('a broken user configuration stops it, with file and line', async () => {
    await mkdir(join(folder, 'config/agent-toolkit'), { recursive: true });
    const file = join(folder, 'config/agent-toolkit/config.json');
    await writeFile(file, '{\n  "push": "sometimes"\n}');
    const { code, err } = await run(realCli, ['scan']);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(`${file}:2: push: Invalid option`) });
    await rm(file);
  });

  test('keeps no code in the temporary folder, where the agent could change what the next start loads', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'agent-toolkit-'));
    onTestFinished(() => rm(temporary, { recursive: true }));
    const { NODE_COMPILE_CACHE: _, ...plain } = env;
    const child = spawn(process.execPath, [realCli, 'scan', '--repo', root, '--no-sync', '--json'], {
      env: { ...plain, TMPDIR: temporary },
      stdio: 'ignore',
    });
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await readdir(temporary)).toEqual([]);
  });

  test('serve speaks MCP', async () => {
    const client = new Client({ name: 'test', version: '1' });
    const args = [realCli, 'serve', '--no-network'];
    await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd: folder, stderr: 'ignore' }));
    const { tools } = await client.listTools();
    const names = ['scan_prioritize', 'process_bug', 'run_tests', 'create_work_item', 'run_retrospective'];
    expect(tools.map(({ name }) => name)).toEqual(names);
    await client.close();
  });
});

describe('with the real Codex CLI', () => {
  test('process: the result alone on standard output, one commit, exit 0, and "unverified" without a cluster', async () => {
    const stage = await codexStage('finish');
    onTestFinished(stage.remove);
    const args = [realCli, 'process', 'TASK-001', '--json', ...stage.flags];
    const child = spawn(process.execPath, args, { env: stage.env, cwd: stage.repository.root });
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ status: 'complete', test_result: { overall_status: 'nothing_to_verify' } });
    expect(stage.repository.git('log', '--format=%s')).toBe('feat(TASK-001): The replica count is 3\nfirst');
    const archived = spawn(process.execPath, [realCli, 'archive', 'TASK-001'], {
      env: stage.env,
      cwd: stage.repository.root,
    });
    expect(await text(archived.stdout)).toMatch(
      /TASK-001 archived .*\n {2}tasks\/active\/TASK-001.md → tasks\/completed/,
    );
    expect(stage.repository.git('status', '--porcelain')).toBe('');
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s leaves no process and no change; the work is kept',
    async (signal) => {
      const stage = await codexStage('hang');
      onTestFinished(stage.remove);
      const args = [realCli, 'process', 'TASK-001', ...stage.flags];
      const child = spawn(process.execPath, args, { env: stage.env, cwd: stage.repository.root });
      const err = text(child.stderr);
      await expect.poll(stage.survivors, { timeout: 30_000 }).not.toEqual([]);
      child.kill(signal);
      child.kill(signal);
      const [code] = await once(child, 'exit');
      expect(code, await err).toBe(130);
      expect(stage.survivors()).toEqual([]);
      expect(stage.repository.git('status', '--porcelain')).toBe('');
      expect(stage.repository.git('log', '--format=%s')).toBe('first');
      const [leftover = ''] = stage.repository
        .git('for-each-ref', '--format=%(refname)', 'refs/agent-toolkit')
        .split('\n');
      expect(stage.repository.git('show', `${leftover}:half.txt`)).toBe('half');
    },
  );

  test('signals to the whole group, as a terminal sends them, reach the engine alone: no git of ours dies half-way', async () => {
    const stage = await codexStage('hang');
    onTestFinished(stage.remove);
    const args = [realCli, 'process', 'TASK-001', ...stage.flags];
    const child = spawn(process.execPath, args, { env: stage.env, cwd: stage.repository.root, detached: true });
    const exit = once(child, 'exit');
    await expect.poll(stage.survivors, { timeout: 30_000 }).not.toEqual([]);
    // Somebody leans on Ctrl-C until the prompt is back.
    const leaning = setInterval(() => process.kill(-(child.pid ?? 0), 'SIGINT'), 10);
    const [code] = await exit;
    clearInterval(leaning);
    expect(code).toBe(130);
    expect(stage.survivors()).toEqual([]);
    expect(stage.repository.git('status', '--porcelain')).toBe('');
    expect(stage.repository.git('for-each-ref', 'refs/agent-toolkit/leftovers')).not.toBe('');
  });

  test('SIGKILL of what the user started: the engine stops by itself, leaves no process and no change', async () => {
    const stage = await codexStage('hang');
    onTestFinished(stage.remove);
    const args = [realCli, 'process', 'TASK-001', ...stage.flags];
    const child = spawn(process.execPath, args, { env: stage.env, cwd: stage.repository.root });
    await expect.poll(stage.survivors, { timeout: 30_000 }).not.toEqual([]);
    child.kill('SIGKILL');
    await expect.poll(stage.survivors, { timeout: 30_000 }).toEqual([]);
    await expect.poll(() => stage.repository.git('status', '--porcelain'), { timeout: 30_000 }).toBe('');
    await expect.poll(() => existsSync(join(stage.repository.root, '.git/agent-toolkit/lock'))).toBe(false);
  });
});
