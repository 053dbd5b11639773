/** A session as the editor runs it: the real command line with the real Codex CLI, and a channel that the window holds. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lookAtSessions } from '../../src/editor/session-elsewhere.ts';
import { followSession } from '../../src/editor/session-process.ts';
import { requestStop } from '../../src/session/stop-request.ts';
import type { SessionEvent } from '../../src/workflow/session/events.ts';
import { type CodexHome, codexBinary, temporaryCodexHome } from '../support/codex-home.ts';
import { byCriterion } from '../support/process-stage.ts';
import { type ScriptedModel, startScriptedModel } from '../support/scripted-model.ts';
import { sessionTask } from '../support/session-stage.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const main = join(import.meta.dirname, '../../src/cli/main.ts');
let home: CodexHome;
let model: ScriptedModel;
let on: TemporaryRepository;
/** Until this is called the model keeps whoever asks it for the second criterion waiting. */
let letGo = () => {};

beforeEach(async () => {
  home = temporaryCodexHome();
  on = temporaryRepository({
    'tasks/active/A-1.md': sessionTask('A-1'),
    'tasks/active/A-2.md': sessionTask('A-2'),
    '.gitignore': '.agent-state.json\n',
  });
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const works = byCriterion({
    'A-1 is done': { commands: ['echo 1 > 1.txt && cat 1.txt'] },
    'A-2 is done': { commands: ['echo 2 > 2.txt && cat 2.txt'] },
  });
  model = await startScriptedModel(async (turn) => {
    if (turn.prompt.includes('Criterion: A-2 is done')) await free;
    return works(turn);
  });
});
afterEach(async () => {
  letGo();
  await model.close();
  home.remove();
  on.remove();
});

function session() {
  const [stop, end] = [new AbortController(), new AbortController()];
  const events: SessionEvent[] = [];
  const waiting = new Map<string, () => void>();
  const flags = ['--tasks-per-session=0', '--wait-minutes=0', `--codex=${codexBinary}`];
  const args = [main, 'run', `--repo=${on.root}`, '--jsonl', ...flags];
  const env = {
    ...process.env,
    ...{ ...model.env, CODEX_HOME: home.path, XDG_CONFIG_HOME: join(on.root, '.git/config-home') },
    ...{ KUBECONFIG: '/nonexistent', AGENT_TOOLKIT_ENGINE: '1' },
  };
  const launch = {
    command: process.execPath,
    args: [...args, ...model.codexConfig.map((entry) => `--codex-config=${entry}`)],
    ...{ env, cwd: on.root },
  };
  const event = (told: SessionEvent) => {
    events.push(told);
    if (told.type === 'progress' && told.progress.stage === 'criterion') waiting.get(told.progress.itemId)?.();
  };
  const exit = followSession(
    launch,
    { stop: stop.signal, end: end.signal },
    { event, stray: () => {}, requestStop: () => requestStop(join(on.root, '.git')) },
  );
  const at = (itemId: string) => new Promise<void>((resolve) => waiting.set(itemId, resolve));
  const ended = () => events.find((one): one is Extract<SessionEvent, { type: 'ended' }> => one.type === 'ended');
  return { stop, end, events, exit, at, ended };
}

const repository = () => ({ root: on.root, gitDir: join(on.root, '.git'), commonDir: join(on.root, '.git') });

test('the window closes at the second task: it ends at once, can be gone on with, and the next one does; then Stop ends it in order', {
  timeout: 180_000,
}, async () => {
  const first = session();
  await first.at('A-2');
  first.end.abort();
  expect((await first.exit).code).toBe(130);
  expect(first.ended()).toBeUndefined();
  // Nobody asked it to stop: no issue, no report, nothing half-done.
  expect(existsSync(join(on.root, 'docs/reports'))).toBe(false);
  expect(on.git('ls-files', 'tasks').split('\n')).toEqual(['tasks/active/A-2.md', 'tasks/completed/A-1.md']);
  expect(on.git('status', '--porcelain')).toBe('');
  const { interrupted, running } = await lookAtSessions(on.root, repository());
  expect(running).toBeUndefined();
  expect(interrupted?.tasks.map(({ item_id, status }) => [item_id, status])).toEqual([
    ['A-1', 'complete'],
    ['A-2', null],
  ]);

  const second = session();
  await second.at('A-2');
  expect(second.events[0]).toEqual({ type: 'began', session_id: interrupted?.session_id, resumed: true });
  expect((await lookAtSessions(on.root, repository())).running).toMatchObject({ itemId: 'A-2' });
  second.stop.abort();
  expect((await second.exit).code).toBe(3);
  expect(second.ended()?.record).toMatchObject({ session_id: interrupted?.session_id, outcome: 'early_exit' });
  expect(second.ended()?.record.issue).not.toBeNull();
  expect(existsSync(join(on.root, second.ended()?.report ?? ''))).toBe(true);
  expect(await lookAtSessions(on.root, repository())).toEqual({ ended: second.ended()?.record });
});
