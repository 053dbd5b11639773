/** `orchestrate` in a terminal: the real Codex CLI in a pseudo-terminal; the session's report tells what our server did. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SessionRecord } from '../../src/session/session-record.ts';
import { readSessions } from '../../src/session/session-store.ts';
import { requestStop } from '../../src/session/stop-request.ts';
import { codexBinary } from '../support/codex-home.ts';
import { call, orchestratorStage, quickStart } from '../support/orchestrator-stage.ts';
import { sampled } from '../support/sample.ts';
import { hasTerminals, startInTerminal } from '../support/terminal.ts';

sampled(1 / 3);

/** More than all waits of a test together, so that it is the wait that fails: it tells the screen. */
const timeout = 300_000;
const cli = join(import.meta.dirname, '../../src/cli/main.ts');

/**
 * Starts it, and opens the folder as Codex proposes it: restricted. Enter is pressed from when Codex asks, again and again since
 * it drops what comes while it draws, and not before: the terminal would make of it the end of a line, which Codex takes into the
 * text that is being written, and where a text is, the end of input ends nothing.
 */
async function inTerminal(...scripts: Parameters<typeof orchestratorStage>) {
  const stage = await orchestratorStage(...scripts);
  onTestFinished(stage.remove);
  const { repository, model } = stage;
  const state = join(repository.root, '../state');
  const terminal = startInTerminal(`'${process.execPath}' '${cli}' orchestrate '--codex=${codexBinary}'`, {
    cwd: repository.root,
    env: { ...stage.env, XDG_STATE_HOME: state },
  });
  onTestFinished(terminal.close);
  await terminal.until('Codex asks how to open the folder', () => terminal.screen().includes('Open restricted'));
  await terminal.until('the model is asked', () => model.turns.length > 0, { pressing: '\r' });
  return { ...stage, state, terminal };
}

/** At an empty line Codex ends; nothing else takes offence at it. */
const endOfInput = { pressing: '\x04', seconds: 100 };

test.runIf(hasTerminals)(
  'Codex is quit by hand: the session has its report, of what our tools did',
  { timeout },
  async () => {
    const { repository, model, state, terminal } = await inTerminal(quickStart);
    const isOver = () => model.turns.some(({ outputs, schema }) => schema === undefined && outputs.length >= 4);
    await terminal.until('the workflow is gone through', isOver, { seconds: 120 });
    expect(await terminal.ended(endOfInput), terminal.screen()).toBe(0);
    const [record] = (await readSessions(join(repository.root, '.git'))).records as [SessionRecord];
    expect(record).toMatchObject({
      ...{ outcome: 'finished', reason: 'Codex ended its conversation.', warnings: [] },
      tasks: [
        { item_id: 'TASK-001', status: 'complete', archived: { to: 'tasks/completed/TASK-001.md', pushed: true } },
      ],
      retrospective: { success: true },
    });
    const [report] = readdirSync(join(repository.root, 'docs/reports'));
    expect(repository.read(`docs/reports/${report}`)).toContain('The replica count is 3');
    expect(terminal.screen()).toMatch(/Codex has ended\. Now the look back[\s\S]*Session ended: 1 completed/);
    expect(repository.git('log', '-1', '--format=%s')).toMatch(/^Session report/);
    expect(repository.git('rev-parse', 'origin/main')).toBe(repository.git('rev-parse', 'HEAD'));
    expect(readdirSync(join(state, 'agent-toolkit/orchestrations'))).toEqual([]);
  },
);

test.runIf(hasTerminals)(
  'a conversation in which nothing was worked on is no session: no record, no commit',
  { timeout },
  async () => {
    const { repository, terminal } = await inTerminal(() => () => ({ message: 'Good evening.' }));
    const head = repository.git('rev-parse', 'HEAD');
    expect(await terminal.ended(endOfInput), terminal.screen()).toBe(0);
    expect(terminal.screen()).toContain('No task was worked on.');
    expect((await readSessions(join(repository.root, '.git'))).records).toEqual([]);
    expect(repository.git('rev-parse', 'HEAD')).toBe(head);
  },
);

test.runIf(hasTerminals)(
  'agent-toolkit stop, while a criterion is worked on: it is put aside, and the session ends in order',
  { timeout },
  async () => {
    const { repository, model, terminal } = await inTerminal(
      (root) => () => call('process_bug', { item_id: 'TASK-001', repo_path: root }),
      ({ outputs }) => ({ commands: [outputs.length === 0 ? 'echo half > half.txt' : 'sleep 300'] }),
    );
    const isAtWork = () =>
      model.turns.some(({ prompt, outputs }) => prompt.includes('Criterion to reach now') && outputs.length > 0);
    await terminal.until('a criterion is worked on', isAtWork);
    await requestStop(join(repository.root, '.git'));
    expect(await terminal.ended(), terminal.screen()).toBe(3);
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
