/** The engine killed in the middle of a criterion: nobody is left to clean up but the supervisor. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CodexHome, codexBinary, temporaryCodexHome } from '../support/codex-home.ts';
import { type ScriptedModel, startScriptedModel } from '../support/scripted-model.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const cli = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const file = 'tasks/active/TASK-001.md';
const task = [
  '---',
  'id: TASK-001',
  'title: Wait',
  'status: active',
  'priority: high',
  'verify: none',
  '---',
  '',
  '## Acceptance Criteria',
  '',
  '- [ ] Wait for ever',
  '',
].join('\n');

let on: TemporaryRepository;
let home: CodexHome;
let model: ScriptedModel;
let seconds: string;

beforeEach(async () => {
  seconds = `${40_000 + Math.floor(Math.random() * 9000)}.${process.pid}`;
  on = temporaryRepository({ [file]: task });
  home = temporaryCodexHome();
  model = await startScriptedModel(({ outputs }) =>
    outputs.length === 0 ? { commands: ['echo half > half.txt'] } : { commands: [`sleep ${seconds}`] },
  );
});
afterEach(async () => {
  await model.close();
  home.remove();
  on.remove();
});

/** Processes that belong to this test: the endless command, and every Codex on this repository. */
function strays(): string[] {
  const lines = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(`sleep ${seconds}`) || line.includes(on.root));
}

async function startAndReachTheCommand(): Promise<ChildProcess> {
  const config = model.codexConfig.flatMap((entry) => ['--codex-config', entry]);
  const child = spawn(
    process.execPath,
    [cli, 'process', 'TASK-001', '--repo', on.root, '--codex', codexBinary, ...config],
    {
      cwd: on.root,
      env: { ...process.env, ...model.env, CODEX_HOME: home.path },
      stdio: 'ignore',
    },
  );
  await expect.poll(() => strays().some((line) => line.includes(`sleep ${seconds}`)), { timeout: 30_000 }).toBe(true);
  return child;
}

/** The command that the user started and the engine that it forked, at once. */
function killEngine(): void {
  for (const pid of enginePids()) process.kill(pid, 'SIGKILL');
}

function enginePids(): number[] {
  return strays()
    .filter((line) => line.includes(' process TASK-001 '))
    .map((line) => Number.parseInt(line, 10));
}

test('the supervisor ends Codex and all it started; nothing is ticked; the next run recovers the lock, keeps the work and puts it back', async () => {
  const child = await startAndReachTheCommand();
  killEngine();
  await once(child, 'exit');
  await expect.poll(strays, { timeout: 10_000 }).toEqual([]);
  expect(on.read(file)).toBe(task);
  // Half of what the agent did, which nobody has committed.
  expect(on.git('status', '--porcelain')).toBe('?? half.txt');
  const again = await startAndReachTheCommand();
  again.kill('SIGINT');
  const [code] = await once(again, 'exit');
  expect(code).toBe(130);
  const kept = 'refs/agent-toolkit/leftovers/TASK-001-killed';
  expect(on.git('show', `${kept}:half.txt`)).toBe('half');
  expect(on.git('status', '--porcelain')).toBe('');
});

test('a supervisor that was killed is replaced, and the new one ends Codex with the engine', async () => {
  const child = await startAndReachTheCommand();
  const supervisor = () =>
    execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' })
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .find(([, parent, , file]) => file?.endsWith('supervisor.ts') && enginePids().includes(Number(parent)));
  const first = Number(supervisor()?.[0]);
  process.kill(first, 'SIGKILL');
  await expect.poll(() => Number(supervisor()?.[0] ?? first), { timeout: 20_000 }).not.toBe(first);
  // It has been told what to watch before it listens.
  killEngine();
  await once(child, 'exit');
  await expect.poll(strays, { timeout: 20_000 }).toEqual([]);
});
