/** `npm start` as a person runs it: in the terminal to its end, and with an editor until Ctrl-C. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { prepareCodeServer } from '../support/code-server-install.ts';

beforeAll(() => prepareCodeServer(console.log));

const root = join(import.meta.dirname, '..', '..');

interface Started {
  readonly child: ChildProcess;
  /** Set for it and for all that it starts. */
  readonly mark: string;
  output(): string;
}

function start(...args: string[]): Started {
  return startWith({}, ...args);
}

function startWith(more: Readonly<Record<string, string>>, ...args: string[]): Started {
  const mark = `AGENT_TOOLKIT_START_TEST=${randomUUID()}`;
  const [name = '', value = ''] = mark.split('=');
  const env = { ...process.env, ...more, [name]: value };
  const child = spawn(process.execPath, ['demo/start.ts', ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  onTestFinished(() => {
    child.kill('SIGTERM');
  });
  return { child, mark, output: () => output };
}

/** Processes that carry the mark in their environment; Linux only, elsewhere none can be told. */
async function marked(mark: string): Promise<string[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      return environment.split('\0').includes(mark)
        ? [await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => pid)]
        : [];
    }),
  );
  return found.flat().map((command) => command.replaceAll('\0', ' '));
}

describe('npm start', () => {
  it('-- --headless does the whole job in the terminal', async () => {
    const { child, mark, output } = start('--headless');
    const [code] = await once(child, 'exit');
    expect(code, output()).toBe(0);
    expect(output()).toContain('TASK-004 complete, verified');
    expect(output()).toContain('the model behind it is scripted');
    expect(output().match(/^[0-9a-f]+ feat\(TASK-004\): /gm)).toHaveLength(3);
    expect(await marked(mark)).toEqual([]);
  });

  it('prints the address of an editor and what to click, and Ctrl-C ends everything', async () => {
    const { child, mark, output } = start('--no-open');
    const url = await vi.waitFor(
      () => {
        const found = /Open +(http:\/\/127\.0\.0\.1:\d+\S*)/.exec(output())?.[1];
        if (found === undefined) throw new Error(`no address yet:\n${output()}`);
        return found;
      },
      { timeout: 200_000, interval: 200 },
    );
    expect(output()).toContain('Process Task');
    expect((await fetch(url)).status).toBe(200);
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code, output()).toBe(0);
    expect(await marked(mark)).toEqual([]);
  });

  it('-- --real says which cluster Codex could change, and begins nothing where nobody can be asked', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'agent-toolkit-start-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const kubeconfig = join(folder, 'config');
    const document = {
      'current-context': 'staging',
      contexts: [{ name: 'staging', context: { cluster: 'shop' } }],
      clusters: [{ name: 'shop', cluster: { server: 'https://127.0.0.1:1' } }],
    };
    await writeFile(kubeconfig, JSON.stringify(document));
    const { child, output } = startWith({ KUBECONFIG: kubeconfig, XDG_CONFIG_HOME: folder }, '--real', '--headless');
    const [code] = await once(child, 'close');
    expect(code).toBe(2);
    for (const words of ['Codex can change it', 'staging', 'https://127.0.0.1:1', '--yes']) {
      expect(output()).toContain(words);
    }
    expect(output()).not.toContain('Building');
  });

  it('refuses what it does not know', async () => {
    const { child, output } = start('--headles');
    const [code] = await once(child, 'exit');
    expect(code).toBe(2);
    expect(output()).toContain('npm start -- --headless');
  });
});
