/** `agent-toolkit run` and `stop` as processes: events, exit codes, one session at a time, stopping in order and at once, a plan that changes nothing. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SessionEvent } from '../../src/workflow/session/events.ts';
import { type CodexHome, codexBinary, temporaryCodexHome } from '../support/codex-home.ts';
import { sampled } from '../support/sample.ts';
import { type ScriptedModel, startScriptedModel } from '../support/scripted-model.ts';
import { sessionTask } from '../support/session-stage.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

sampled(1 / 3);

const cli = join(import.meta.dirname, '../../src/cli/main.ts');
let on: TemporaryRepository;
let home: CodexHome;
let model: ScriptedModel;
const children: ChildProcess[] = [];

beforeEach(async () => {
  on = temporaryRepository({
    '.gitignore': '.agent-state.json\n',
    'tasks/active/TASK-001.md': sessionTask('TASK-001'),
  });
  home = temporaryCodexHome();
  model = await startScriptedModel(({ outputs }) =>
    outputs.length === 0 ? { commands: ['echo half > half.txt'] } : { commands: ['sleep 600'] },
  );
});
afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGINT');
  await model.close();
  home.remove();
  on.remove();
});

const env = () => ({
  ...process.env,
  ...model.env,
  CODEX_HOME: home.path,
  KUBECONFIG: '/nonexistent',
  XDG_CONFIG_HOME: '/nonexistent',
});

function argumentsOf(...words: readonly string[]): string[] {
  const config = model.codexConfig.map((entry) => `--codex-config=${entry}`);
  return [cli, ...words, `--repo=${on.root}`, `--codex=${codexBinary}`, ...config];
}

interface Running {
  readonly child: ChildProcess;
  readonly events: SessionEvent[];
  readonly code: Promise<number>;
  until(wanted: (event: SessionEvent) => boolean): Promise<SessionEvent>;
  /** Until standard error has said it. */
  told(words: string): Promise<void>;
}

/** A session as a process, up to the command that never ends. */
async function begin(): Promise<Running> {
  const child = spawn(process.execPath, argumentsOf('run', '--jsonl'), {
    env: env(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const events: SessionEvent[] = [];
  const waiting: (() => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    events.push(JSON.parse(line) as SessionEvent);
    for (const look of waiting) look();
  });
  const code = once(child, 'close').then(([value]) => value as number);
  const until = (wanted: (event: SessionEvent) => boolean) =>
    new Promise<SessionEvent>((resolve) => {
      const look = () => {
        const found = events.find(wanted);
        if (found !== undefined) resolve(found);
      };
      waiting.push(look);
      look();
    });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  const told = async (words: string) => {
    while (!said.includes(words)) await once(child.stderr, 'data');
  };
  const running = { child, events, code, until, told };
  await until((event) => event.type === 'progress' && event.progress.message.includes('sleep 600'));
  return running;
}

async function call(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return promisify(execFile)(process.execPath, argumentsOf(...words), { env: env() }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
  );
}

test('a second session is refused; stop ends the first in order: its issue, report and exit code', {
  timeout: 120_000,
}, async () => {
  const first = await begin();
  const second = await call('run');
  expect(second).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('A session runs on this repository already'),
  });
  const stopped = await call('stop', '--json');
  expect(stopped.code).toBe(0);
  expect(JSON.parse(stopped.out)).toMatchObject({
    ended: true,
    message: 'The session has ended. The session was stopped by command.',
  });
  expect(await first.code).toBe(3);
  const last = first.events.at(-1);
  expect(last).toMatchObject({ type: 'ended', record: { outcome: 'early_exit', issue: 'ACTION-001' } });
  expect(on.git('status', '--porcelain')).toBe('');
  expect(on.git('log', '-1', '--format=%s')).toMatch(/^Session report/);
  expect(await call('stop')).toMatchObject({ code: 0, out: expect.stringContaining('No session runs on') });
});

test('two signals end it at once, with the work put aside; the next session goes on with it', {
  timeout: 120_000,
}, async () => {
  const first = await begin();
  first.child.kill('SIGINT');
  await first.told('Stopping the session');
  first.child.kill('SIGTERM');
  expect(await first.code).toBe(130);
  expect(first.events.some(({ type }) => type === 'ended')).toBe(false);
  expect(JSON.parse(on.read('.agent-state.json'))).toMatchObject({
    current_task: 'TASK-001',
    early_exit_triggered: false,
  });
  const again = await begin();
  expect(again.events[0]).toMatchObject({ type: 'began', resumed: true });
  expect(on.git('for-each-ref', '--format=%(refname)', 'refs/agent-toolkit/leftovers')).not.toBe('');
  again.child.kill('SIGTERM');
  expect(await again.code).toBe(3);
});

/** All files below a folder with what they hold. */
function contents(folder: string): string {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = names.map((entry) => join(entry.parentPath, entry.name)).sort();
  return files.map((file) => `${file} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`).join('\n');
}

test('a dry run tells what would be done and changes nothing, also in git', async () => {
  const before = contents(on.root);
  const { code, out } = await call('run', '--dry-run', '--tasks', '3');
  expect(code).toBe(0);
  expect(out).toContain('1. TASK-001 (medium)  Do TASK-001');
  expect(out).toContain('☐ TASK-001 is done');
  expect(out).toContain('Archive: tasks/completed/TASK-001.md');
  const planned = JSON.parse((await call('run', '--dry-run', '--json')).out);
  expect(planned).toMatchObject({ resumes: null, tasks: [{ item_id: 'TASK-001', criteria: ['TASK-001 is done'] }] });
  expect(contents(on.root)).toBe(before);
  expect(model.turns).toEqual([]);
});
