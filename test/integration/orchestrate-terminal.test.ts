/** `orchestrate` in a terminal: the real Codex CLI in a pseudo-terminal; the session's report tells what our server did. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SessionRecord } from '../../src/session/session-record.ts';
import { readSessions } from '../../src/session/session-store.ts';
import { requestStop } from '../../src/session/stop-request.ts';
import { codexBinary } from '../support/codex-home.ts';
import { call, orchestratorStage, quickStart } from '../support/orchestrator-stage.ts';
import { sampled } from '../support/sample.ts';

sampled(1 / 2);

const cli = join(import.meta.dirname, '../../src/cli/main.ts');
const hasTerminals = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

/** Starts it in a terminal of its own (util-linux' `script`). */
async function inTerminal(...scripts: Parameters<typeof orchestratorStage>) {
  const stage = await orchestratorStage(...scripts);
  onTestFinished(stage.remove);
  const state = join(stage.repository.root, '../state');
  const command = `stty cols 110 rows 40; exec '${process.execPath}' '${cli}' orchestrate '--codex=${codexBinary}'`;
  const terminal = spawn('script', ['--quiet', '--flush', '--return', '--command', command, '/dev/null'], {
    cwd: stage.repository.root,
    env: { ...stage.env, XDG_STATE_HOME: state, TERM: 'xterm-256color', LANG: 'C.UTF-8', SHELL: '/bin/sh' },
  });
  onTestFinished(() => void terminal.kill());
  let screen = '';
  terminal.stdout.on('data', (text) => {
    screen += text;
    // What a terminal answers when it is asked where its cursor is.
    if (String(text).includes('\x1b[6n')) terminal.stdin.write('\x1b[1;1R');
  });
  const ended = once(terminal, 'close').then(([code]) => code as number);
  return { ...stage, state, terminal, ended, screen: () => screen };
}

/** Presses a key again and again, as a person does who is not sure that it was heard, until something is so. */
async function press(
  key: string,
  { terminal }: Pick<Awaited<ReturnType<typeof inTerminal>>, 'terminal'>,
  until: Promise<unknown>,
) {
  const pressing = setInterval(() => terminal.stdin.write(key), 700);
  await until.finally(() => clearInterval(pressing));
}

/** Codex asks how to open the folder; restricted is what it proposes. */
const accept = '\r';
/** At an empty line Codex ends; nothing else takes offence at it. */
const endOfInput = '\x04';

test.runIf(hasTerminals)('Codex is quit by hand: the session has its report, of what our tools did', async () => {
  const on = await inTerminal(quickStart);
  const { repository, model, state } = on;
  await press(accept, on, expect.poll(() => model.turns.length, { timeout: 60_000 }).toBeGreaterThan(0));
  const isOver = () => model.turns.some(({ outputs, schema }) => schema === undefined && outputs.length >= 4);
  await expect.poll(isOver, { timeout: 90_000, interval: 200 }).toBe(true);
  await press(endOfInput, on, on.ended);
  expect(await on.ended, on.screen()).toBe(0);
  const [record] = (await readSessions(join(repository.root, '.git'))).records as [SessionRecord];
  expect(record).toMatchObject({
    ...{ outcome: 'finished', reason: 'Codex ended its conversation.', warnings: [] },
    tasks: [{ item_id: 'TASK-001', status: 'complete', archived: { to: 'tasks/completed/TASK-001.md', pushed: true } }],
    retrospective: { success: true },
  });
  const [report] = readdirSync(join(repository.root, 'docs/reports'));
  expect(repository.read(`docs/reports/${report}`)).toContain('The replica count is 3');
  expect(on.screen()).toMatch(/Codex has ended\. Now the look back[\s\S]*Session ended: 1 completed/);
  expect(repository.git('log', '-1', '--format=%s')).toMatch(/^Session report/);
  expect(repository.git('rev-parse', 'origin/main')).toBe(repository.git('rev-parse', 'HEAD'));
  expect(readdirSync(join(state, 'agent-toolkit/orchestrations'))).toEqual([]);
});

test.runIf(hasTerminals)(
  'a conversation in which nothing was worked on is no session: no record, no commit',
  async () => {
    const on = await inTerminal(() => () => ({ message: 'Good evening.' }));
    const { repository, model } = on;
    const head = repository.git('rev-parse', 'HEAD');
    await press(accept, on, expect.poll(() => model.turns.length, { timeout: 60_000 }).toBeGreaterThan(0));
    await press(endOfInput, on, on.ended);
    expect(await on.ended, on.screen()).toBe(0);
    expect(on.screen()).toContain('No task was worked on.');
    expect((await readSessions(join(repository.root, '.git'))).records).toEqual([]);
    expect(repository.git('rev-parse', 'HEAD')).toBe(head);
  },
);

test.runIf(hasTerminals)(
  'agent-toolkit stop, while a criterion is worked on: it is put aside, and the session ends in order',
  async () => {
    const on = await inTerminal(
      (root) => () => call('process_bug', { item_id: 'TASK-001', repo_path: root }),
      ({ outputs }) => ({ commands: [outputs.length === 0 ? 'echo half > half.txt' : 'sleep 300'] }),
    );
    const { repository, model } = on;
    await press(accept, on, expect.poll(() => model.turns.length, { timeout: 60_000 }).toBeGreaterThan(0));
    const isAtWork = () =>
      model.turns.some(({ prompt, outputs }) => prompt.includes('Criterion to reach now') && outputs.length > 0);
    await expect.poll(isAtWork, { timeout: 60_000 }).toBe(true);
    await requestStop(join(repository.root, '.git'));
    expect(await on.ended, on.screen()).toBe(3);
    const [record] = (await readSessions(join(repository.root, '.git'))).records;
    expect(record).toMatchObject({
      outcome: 'early_exit',
      exit: { title: 'stop command' },
      tasks: [{ item_id: 'TASK-001', status: 'partial' }],
    });
    expect(readdirSync(join(repository.root, 'docs/reports'))).toHaveLength(1);
    expect(repository.git('for-each-ref', 'refs/agent-toolkit/leftovers')).not.toBe('');
    expect(repository.git('status', '--porcelain')).toBe('?? .agent-state.json');
  },
);
