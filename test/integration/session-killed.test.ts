/**
 * A session killed at random moments, and started again each time until it has ended: no task is processed twice, none is lost.
 * `SESSION_KILLS` says how many kills (50 before a change of the session lands), `SESSION_SEED` repeats a sequence of moments.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionRecord } from '../../src/session/session-record.ts';
import { readSessions } from '../../src/session/session-store.ts';
import { codexBinary, temporaryCodexHome } from '../support/codex-home.ts';
import { byCriterion } from '../support/process-stage.ts';
import { randomOf } from '../support/random.ts';
import { claim, type Script, type ScriptedModel, startScriptedModel } from '../support/scripted-model.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const kills = Number(process.env['SESSION_KILLS'] ?? 2);
const seed = Number(process.env['SESSION_SEED'] ?? Math.floor(Math.random() * 1e9));
const engine = join(import.meta.dirname, '../support/session-engine.ts');

function taskText(id: string, priority: string, front: readonly string[], criteria: readonly string[]): string {
  const fields = [
    `id: ${id}`,
    `title: Work of ${id}`,
    'status: active',
    `priority: ${priority}`,
    'updated: 2026-01-01',
  ];
  return [
    ...['---', ...fields, ...front, '---', '', '## Acceptance Criteria', '', ...criteria],
    ...['', '## Progress Log', '', '- 2026-01-01 09:00: Created', ''],
  ].join('\n');
}

/** In this order a session comes to them; TASK-005 waits for a person. */
const files = {
  'tasks/active/TASK-001.md': taskText('TASK-001', 'critical', ['verify: none'], ['- [ ] Write a', '- [ ] Write b']),
  'tasks/active/TASK-002.md': taskText(
    'TASK-002',
    'high',
    ['verify:', '  commands: ["test -f never"]'],
    ['- [ ] Write c'],
  ),
  'tasks/active/TASK-003.md': taskText(
    'TASK-003',
    'high',
    ['verify: none'],
    ['### One', '', '- [ ] Too large', '', '### Two', '', '- [ ] Write d'],
  ),
  'tasks/active/TASK-004.md': taskText('TASK-004', 'high', ['verify: none'], ['- [ ] Impossible']),
  'tasks/active/TASK-005.md': taskText(
    'TASK-005',
    'critical',
    ['verify: none', 'type: human-action'],
    ['- [ ] Sign the contract'],
  ),
  'tasks/active/TASK-006.md': taskText('TASK-006', 'medium', ['verify: none'], ['- [ ] Write e']),
  '.gitignore': '.agent-state.json\n',
  'mine.txt': 'mine\n',
};
const works = byCriterion({
  'Write a': { commands: ['echo half > a.txt', 'echo a > a.txt && cat a.txt'] },
  'Write b': { commands: ['echo b > b.txt && cat b.txt'] },
  'Write c': { commands: ['echo c > c.txt && cat c.txt'] },
  'Write d': { commands: ['echo d > d.txt && cat d.txt'] },
  'Write e': { commands: ['echo e > e.txt && cat e.txt'] },
});
const script: Script = (turn) => {
  const criterion = [...turn.prompt.matchAll(/^Criterion: (.*)$/gm)].at(-1)?.[1] ?? '';
  if (criterion === 'Too large')
    return { message: claim({ status: 'needs_decomposition', summary: 'A month of work.' }) };
  if (!criterion.startsWith('Write ')) return { message: claim({ status: 'failed', summary: 'It cannot be done.' }) };
  return works(turn);
};

let model: ScriptedModel;
const home = temporaryCodexHome();
let on: TemporaryRepository | undefined;
beforeAll(async () => {
  model = await startScriptedModel(script);
});
afterAll(async () => {
  on?.remove();
  await model.close();
  home.remove();
});

interface Ended {
  readonly record: SessionRecord;
}

/** Runs the session to its end, or kills it after some milliseconds; how it ended when it came to its end. */
async function run(root: string, limit: number): Promise<Ended | undefined> {
  const child: ChildProcess = spawn(process.execPath, [engine, root, codexBinary, ...model.codexConfig], {
    env: {
      ...process.env,
      ...model.env,
      CODEX_HOME: home.path,
      KUBECONFIG: '/nonexistent',
      NODE_COMPILE_CACHE: join(root, '.git/compile-cache'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), limit);
  const ended = once(child, 'exit');
  const output = await text(child.stdout ?? process.stdin);
  await ended;
  clearTimeout(timer);
  return child.signalCode === 'SIGKILL' ? undefined : (JSON.parse(output) as Ended);
}

/** The one session of a repository, if its end is written down. */
async function endedOf({ root }: TemporaryRepository): Promise<Ended | undefined> {
  const [record] = (await readSessions(join(root, '.git'))).records;
  return record === undefined || record.ended_at === null ? undefined : { record };
}

function open(): TemporaryRepository {
  on?.remove();
  on = temporaryRepository(files, { origin: true });
  on.write('mine.txt', 'edited, not committed\n');
  return on;
}

const count = (texts: readonly string[], pattern: RegExp) => texts.filter((one) => pattern.test(one)).length;

function expectDone({ git, read, root }: TemporaryRepository, { record }: Ended): void {
  const subjects = git('log', '--reverse', '--format=%s', 'HEAD').split('\n').slice(1);
  const told = subjects.join('\n');
  // What is done is done once.
  for (const name of ['a', 'b', 'c', 'e']) {
    expect(count(subjects, new RegExp(`^feat\\(TASK-00\\d\\): Write ${name}$`)), told).toBe(1);
    expect(read(`${name}.txt`)).toBe(`${name}\n`);
  }
  for (const id of ['TASK-001', 'TASK-006']) {
    expect(count(subjects, new RegExp(`^Archive ${id}:`)), told).toBe(1);
    expect(read(`tasks/completed/${id}.md`)).toMatch(/^status: completed$/m);
    expect(existsSync(join(root, `tasks/active/${id}.md`))).toBe(false);
  }
  // One follow-up, which blocks its task.
  expect(count(subjects, /^Add bug TASK-\d+: Verification failed after TASK-002/), told).toBe(1);
  const followUp = /^Add bug (TASK-\d+)/m.exec(told)?.[1] ?? '';
  expect(read('tasks/active/TASK-002.md')).toMatch(new RegExp(`^blocked_by: ${followUp}$`, 'm'));
  expect(read('tasks/active/TASK-002.md').match(/Verification failed; blocked by/g)).toHaveLength(1);
  // Tried once and taken apart once; a kill between the two leaves the second to the next session.
  expect(count(subjects, /^chore\(TASK-003\): log failed criterion/), told).toBe(1);
  const large = record.tasks.find(({ item_id }) => item_id === 'TASK-003');
  expect(large?.status, `${record.warnings.join('\n')}\n${told}`).toBe('needs_decomposition');
  const isLeft = large?.message.includes('before sub-tasks were created') === true;
  expect(count(subjects, /^chore\(TASK-003\): decompose into/), told).toBe(isLeft ? 0 : 1);
  // Tried in vain once, blocked once.
  expect(count(subjects, /^chore\(TASK-004\): log failed criterion/), told).toBe(1);
  expect(read('tasks/active/TASK-004.md').match(/Blocked after an error, attempt 1 of 3/g)).toHaveLength(1);
  expect(read('tasks/active/TASK-004.md')).toMatch(/^status: blocked$/m);
  expect(read('tasks/active/TASK-005.md')).toBe(files['tasks/active/TASK-005.md']);
  expect(count(subjects, /^Session report/), told).toBe(1);
  expect(count(subjects, /^Retrospective: /), told).toBe(1);
  expect(record).toMatchObject({ outcome: 'finished' });
  const ids = record.tasks.map(({ item_id }) => item_id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(['TASK-001', 'TASK-002', 'TASK-003', 'TASK-004', 'TASK-006']));
  expect(record.tasks.every(({ status, ended_at: at }) => status !== null && at !== null)).toBe(true);
  const state = JSON.parse(read('.agent-state.json'));
  expect(state).toMatchObject({ session_id: record.session_id, current_task: null, tasks_processed: ids });
  expect(state.attempt_count['TASK-004']).toBe(1);
  expect(readdirSync(join(root, '.git/agent-toolkit/sessions')).filter((name) => name.endsWith('.json'))).toHaveLength(
    1,
  );
  expect(git('status', '--porcelain'), told).toBe('M mine.txt');
  expect(read('mine.txt')).toBe('edited, not committed\n');
  expect(git('rev-parse', 'HEAD')).toBe(git('rev-parse', 'origin/main'));
  expect(readdirSync(root).filter((name) => name.endsWith('.tmp'))).toEqual([]);
}

test(`no task is processed twice and none is lost, whatever moment the session is killed at (${kills} kills, SESSION_SEED=${seed})`, {
  timeout: 300_000 + kills * 60_000,
}, async () => {
  console.log(`SESSION_SEED=${seed}`);
  const random = randomOf(seed);
  const begun = performance.now();
  const whole = await run(open().root, 300_000);
  if (whole === undefined || on === undefined) throw new Error('The first session came to no end.');
  expectDone(on, whole);
  // A third of a session: several kills hit each one, at all of its parts.
  const span = (performance.now() - begun) / 3;
  let at = open();
  for (let done = 0; done < kills; ) {
    const told = await run(at.root, random() * span);
    if (told === undefined) done += 1;
    // It may have been killed when all was written down.
    const ended = told ?? (await endedOf(at));
    if (ended !== undefined) {
      expectDone(at, ended);
      at = open();
    }
  }
  const last = await run(at.root, 300_000);
  if (last === undefined) throw new Error('The last session came to no end.');
  expectDone(at, last);
});
