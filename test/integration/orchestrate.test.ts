/** `orchestrate --headless`: the real Codex CLI chooses, our server is wired in by flags alone, and a session's report is the end. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { codexBinary } from '../support/codex-home.ts';
import { call, finishing, orchestratorStage, quickStart } from '../support/orchestrator-stage.ts';
import { sampled } from '../support/sample.ts';
import type { Script } from '../support/scripted-model.ts';

sampled(1 / 3);

/** So long and odd that no other process sleeps for it. */
const seconds = `${40_000 + Math.floor(Math.random() * 9000)}.${process.pid}`;
const survivors = () =>
  execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(seconds));

const cli = join(import.meta.dirname, '../../src/cli/main.ts');

async function orchestrated(outer: (root: string) => Script, ...flags: string[]) {
  const stage = await orchestratorStage(outer);
  onTestFinished(stage.remove);
  const before = stage.configuration();
  const running = promisify(execFile)(
    process.execPath,
    [cli, 'orchestrate', stage.repository.root, '--headless', '--json', `--codex=${codexBinary}`, ...flags],
    {
      env: stage.env,
      maxBuffer: 64 << 20,
    },
  );
  running.child.stdin?.end();
  const { stdout, stderr, code } = await running.then(
    (said) => ({ ...said, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
  expect(stage.configuration()).toBe(before);
  return { ...stage, code, stderr, record: stdout === '' ? undefined : JSON.parse(stdout) };
}

test('the quick start, and the report of the session with what Codex did', async () => {
  const { repository, code, record, stderr, model } = await orchestrated(quickStart);
  expect(code, stderr).toBe(0);
  expect(record).toMatchObject({
    outcome: 'finished',
    reason: 'Codex ended its conversation: TASK-001 is completed; nothing waits for a person.',
    tasks: [
      {
        ...{ item_id: 'TASK-001', status: 'complete', sections_completed: ['The replica count is 3'] },
        archived: { to: 'tasks/completed/TASK-001.md', pushed: true },
      },
    ],
    retrospective: { success: true },
    next_action: { item_id: 'TASK-002' },
    warnings: [],
  });
  expect(model.turns[0]?.prompt).toContain(`The repository is \`${repository.root}\`.`);
  const report = repository.read(record.report);
  expect(report).toContain('TASK-001');
  expect(repository.git('log', '--reverse', '--format=%s').split('\n').slice(1)).toEqual([
    'feat(TASK-001): The replica count is 3',
    'Archive TASK-001: Moved to completed after resolution',
    expect.stringMatching(/retrospective/i),
    expect.stringMatching(/^Session report/),
  ]);
  expect(repository.git('rev-parse', 'origin/main')).toBe(repository.git('rev-parse', 'HEAD'));
  expect(repository.git('status', '--porcelain').split('\n').filter(Boolean)).toEqual(['?? .agent-state.json']);
});

test('what Codex leaves out of the end is done after it', async () => {
  const { repository, code, record, stderr } = await orchestrated((root) => ({ outputs }) => {
    if (outputs.length === 0) return call('process_bug', { item_id: 'task-1', repo_path: root });
    return { message: 'Enough for today.' };
  });
  expect(code, stderr).toBe(0);
  expect(record).toMatchObject({
    outcome: 'finished',
    tasks: [{ item_id: 'TASK-001', status: 'complete', archived: null }],
    retrospective: { success: true },
    warnings: ['TASK-001 is complete and was not archived: agent-toolkit archive TASK-001'],
  });
  expect(repository.git('log', '-1', '--format=%s')).toMatch(/^Session report/);
});

test('the commands of Codex get no key of its own, and no cluster that is not verified', async () => {
  const { model, record } = await orchestrated(() => ({ outputs }) => {
    if (outputs.length === 0) return { commands: ['echo "$KUBECONFIG|$SCRIPTED_KEY|$CODEX_HOME|"'] };
    return { message: 'Looked.' };
  });
  expect(record).toMatchObject({ outcome: 'finished' });
  const said = model.turns.find(({ outputs, schema }) => schema === undefined && outputs.length === 1)?.outputs[0]
    ?.text;
  expect(said).toMatch(/agent-toolkit\/orchestrators\/\d+-\w+\/no-cluster\|\|\|/);
});

test('a conversation that breaks off ends early, with an issue and a report', async () => {
  const { code, record, stderr } = await orchestrated(() => () => ({
    httpStatus: 400,
    body: { error: { message: 'no such model' } },
  }));
  expect(code, stderr).toBe(3);
  expect(record).toMatchObject({
    outcome: 'early_exit',
    exit: { title: 'Codex cannot be used' },
    reason: expect.stringContaining('no such model'),
    issue: expect.any(String),
    report: expect.any(String),
  });
});

/** The agent never ends with the criterion until it is told to. */
async function hangingStage() {
  const told = { finish: false };
  const hanging: Script = ({ outputs }) => ({
    commands: [outputs.length === 0 ? 'echo half > half.txt' : `sleep ${seconds}`],
  });
  const stage = await orchestratorStage(
    (root) => (turn) =>
      told.finish ? quickStart(root)(turn) : call('process_bug', { item_id: 'TASK-001', repo_path: root }),
    (turn) => (told.finish ? finishing(turn) : hanging(turn)),
  );
  onTestFinished(stage.remove);
  const { repository, env } = stage;
  /** Starts it, and waits until the agent is at it. */
  const begin = async () => {
    const args = [cli, 'orchestrate', '--headless', '--json', `--codex=${codexBinary}`];
    const running = spawn(process.execPath, args, { cwd: repository.root, env, stdio: ['ignore', 'pipe', 'ignore'] });
    let stdout = '';
    running.stdout.on('data', (text) => {
      stdout += text;
    });
    const ended = once(running, 'close').then(([code]) => ({
      code,
      record: stdout === '' ? undefined : JSON.parse(stdout),
    }));
    if (!told.finish) await expect.poll(survivors, { timeout: 60_000, interval: 200 }).not.toEqual([]);
    return { running, ended };
  };
  return { ...stage, told, begin };
}

test('Ctrl-C while a criterion is worked on: it is put aside, and the session ends in order with its report', async () => {
  const { repository, begin } = await hangingStage();
  const { running, ended } = await begin();
  running.kill('SIGINT');
  const { code, record } = await ended;
  expect(survivors()).toEqual([]);
  expect(code).toBe(3);
  expect(record).toMatchObject({
    outcome: 'early_exit',
    exit: { title: 'stop command' },
    tasks: [{ item_id: 'TASK-001' }],
    report: expect.any(String),
  });
  expect(repository.git('status', '--porcelain').split('\n')).toEqual(['?? .agent-state.json']);
  const kept = repository.git('for-each-ref', '--format=%(refname)', 'refs/agent-toolkit/leftovers');
  expect(repository.git('show', `${kept.split('\n')[0]}:half.txt`)).toBe('half');
});

test('killed while a criterion is worked on: nothing is left running, and the next one goes on with the same session', async () => {
  const { repository, begin, told } = await hangingStage();
  const first = await begin();
  first.running.kill('SIGKILL');
  await first.ended;
  await expect.poll(survivors, { timeout: 30_000, interval: 100 }).toEqual([]);
  const open = () => readdirSync(join(repository.root, '.git/agent-toolkit')).filter((name) => name.endsWith('lock'));
  await expect.poll(open, { timeout: 30_000, interval: 100 }).toEqual([]);
  const { session_id } = JSON.parse(repository.read('.agent-state.json'));
  told.finish = true;
  const { code, record } = await (await begin()).ended;
  expect(code).toBe(0);
  expect(record).toMatchObject({
    ...{ session_id, outcome: 'finished' },
    tasks: [{ item_id: 'TASK-001', status: 'complete', archived: { pushed: true } }],
  });
  expect(repository.git('status', '--porcelain')).toBe('?? .agent-state.json');
});
