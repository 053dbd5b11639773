/** The session loop on real git, with a process_bug that is scripted: what becomes of each outcome, limits, early exits, resuming. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { requestStop } from '../../src/session/stop-request.ts';
import { TranscriptFile } from '../../src/session/transcript-file.ts';
import { createLocalToolbox } from '../../src/tools/local-toolbox.ts';
import { runTrailers } from '../../src/tools/run-trailers.ts';
import { defaultSettings } from '../../src/tools/settings.ts';
import { planSession } from '../../src/workflow/session/plan.ts';
import { sampled } from '../support/sample.ts';
import {
  completes,
  endsBy,
  fails,
  failsTests,
  type ScriptedTask,
  type SessionStage,
  sessionStage,
  sessionTask,
} from '../support/session-stage.ts';
import { secondClone } from '../support/two-clones.ts';

sampled(1 / 4);

const stages: SessionStage[] = [];
afterEach(() => {
  for (const { on } of stages.splice(0)) on.remove();
});

function open(...parts: Parameters<typeof sessionStage>): SessionStage {
  const stage = sessionStage(...parts);
  stages.push(stage);
  return stage;
}

const path = (id: string, folder = 'active') => `tasks/${folder}/${id}.md`;
const tasks = (...ids: string[]) => Object.fromEntries(ids.map((id) => [path(id), sessionTask(id)]));
const subjects = ({ on }: SessionStage) => on.git('log', '--format=%s').split('\n');
const isClean = ({ on }: SessionStage) => expect(on.git('status', '--porcelain')).toBe('');

describe('outcomes', () => {
  test('complete: archived, reported, committed, pushed; the state says so', async () => {
    const at = open(tasks('TASK-001', 'TASK-002'), {}, { origin: true });
    const { record, report } = await at.run({ limits: { tasks: 1, failures: 3, tokens: 0, until: undefined } });
    expect(at.processed).toEqual(['TASK-001']);
    expect(record).toMatchObject({
      outcome: 'finished',
      reason: expect.stringContaining('1 task was completed'),
      warnings: [],
    });
    expect(record.tasks).toMatchObject([
      { item_id: 'TASK-001', status: 'complete', archived: { to: path('TASK-001', 'completed') } },
    ]);
    expect(at.on.read(path('TASK-001', 'completed'))).toContain('status: completed');
    expect(at.on.read(report ?? '')).toContain('TASK-001');
    expect(at.state()).toMatchObject({
      ...{
        session_id: record.session_id,
        tasks_processed: ['TASK-001'],
        tasks_completed: ['TASK-001'],
        tasks_blocked: [],
      },
      ...{ current_task: null, consecutive_failures: 0, early_exit_triggered: false, early_exit_reason: null },
    });
    expect(at.retrospectives).toEqual([{ repo_path: at.on.root, session_id: record.session_id, judge: true }]);
    expect(record.retrospective).toMatchObject({
      success: true,
      summary: expect.stringContaining('1 of 2 tasks done'),
    });
    expect(subjects(at)[0]).toMatch(/^Session report \d{4}-\d\d-\d\d: finished$/);
    expect(at.on.git('rev-parse', 'HEAD')).toBe(at.on.git('rev-parse', 'origin/main'));
    isClean(at);
    expect(existsSync(join(at.on.root, '.git/agent-toolkit/session'))).toBe(false);
  });

  test('an archive that the remote does not take ends the session early: what is done next would not arrive either', async () => {
    const loses: ScriptedTask = (stage) => {
      stage.on.git('remote', 'set-url', 'origin', join(stage.on.root, 'gone.git'));
      return completes(stage);
    };
    const at = open(tasks('TASK-001', 'TASK-002'), { 'TASK-001': loses }, { origin: true });
    const { record } = await at.run({ limits: { tasks: 2, failures: 3, tokens: 0, until: undefined } });
    expect(at.processed).toEqual(['TASK-001']);
    expect(record).toMatchObject({ outcome: 'early_exit', issue: expect.any(String) });
    expect(record.reason).toMatch(/^TASK-001 is done and archived, and could not be pushed\. /);
    expect(record.tasks[0]?.archived).toMatchObject({ pushed: false, refused: expect.stringContaining('origin') });
    expect(at.state()).toMatchObject({ early_exit_triggered: true, tasks_completed: ['TASK-001'] });
  });

  test('not archived where that is switched off: no later session works on it again', async () => {
    const at = open(tasks('TASK-001'), {});
    expect((await at.run({ archives: false })).record.tasks).toMatchObject([{ status: 'complete', archived: null }]);
    expect(at.on.read(path('TASK-001'))).toContain('- [x]');
    await at.run({ archives: false });
    expect(at.processed).toEqual(['TASK-001']);
  });

  test('tests_failed: a follow-up in the backlog blocks the task, which is not archived; the session goes on', async () => {
    const at = open(tasks('TASK-001', 'TASK-002'), { 'TASK-001': failsTests });
    const { record } = await at.run({ limits: { tasks: 1, failures: 3, tokens: 0, until: undefined } });
    const followUp = at.on.read(path('TASK-003', 'backlog'));
    expect(followUp).toContain('title: "Verification failed after TASK-001: Deployment shop/web: ImagePullBackOff"');
    expect(followUp).toContain(`Follow-Up-Of: TASK-001, session ${record.session_id}`);
    expect(followUp).toContain('- [ ] The verification of TASK-001 passes');
    expect(at.on.read(path('TASK-001'))).toMatch(/^status: blocked$/m);
    expect(at.on.read(path('TASK-001'))).toMatch(/^blocked_by: TASK-003$/m);
    expect(record.tasks).toMatchObject([
      { item_id: 'TASK-001', follow_up: 'TASK-003', archived: null },
      { item_id: 'TASK-002' },
    ]);
    expect(at.state()).toMatchObject({ tasks_blocked: ['TASK-001'], tasks_completed: ['TASK-002'], attempt_count: {} });
    isClean(at);
  });

  test('error: blocked with the reason, and tried again by later sessions until three tries', async () => {
    const at = open(tasks('TASK-001'), { 'TASK-001': fails });
    for (const attempt of [1, 2, 3]) {
      const { record } = await at.run();
      expect(record.tasks).toMatchObject([{ item_id: 'TASK-001', status: 'error', attempt }]);
      const text = at.on.read(path('TASK-001'));
      expect(text).toMatch(/^status: blocked$/m);
      expect(text).toContain(
        `Blocked after an error, attempt ${attempt} of 3 (session ${record.session_id}, status was active): It was not reached.`,
      );
      expect(at.state()).toMatchObject({
        attempt_count: { 'TASK-001': attempt },
        consecutive_failures: 1,
        tasks_blocked: ['TASK-001'],
      });
      isClean(at);
    }
    const { record } = await at.run();
    expect(record.tasks).toEqual([]);
    expect(at.processed).toHaveLength(3);
    expect(subjects(at).filter((subject) => subject.includes('tried again'))).toEqual([
      'chore(TASK-001): tried again, attempt 3',
      'chore(TASK-001): tried again, attempt 2',
    ]);
  });

  test('a person who sets it back after three tries has it tried anew', async () => {
    const at = open(tasks('TASK-001'), { 'TASK-001': fails });
    for (let session = 1; session <= 3; session += 1) await at.run();
    at.on.commit({ [path('TASK-001')]: at.on.read(path('TASK-001')).replace('status: blocked', 'status: active') });
    for (const attempt of [1, 2]) {
      expect((await at.run()).record.tasks).toMatchObject([{ item_id: 'TASK-001', attempt }]);
      expect(at.on.read(path('TASK-001'))).toMatch(/^status: blocked$/m);
      expect(at.state()).toMatchObject({ attempt_count: { 'TASK-001': attempt } });
    }
  });

  test('what is tried again comes after what is ready of its priority; done well, it has no attempts any more', async () => {
    const at = open(tasks('TASK-001'), {
      'TASK-001': (stage, context) => (stage.processed.length === 1 ? fails(stage, context) : completes(stage)),
    });
    await at.run();
    at.on.commit(tasks('TASK-002'));
    await at.run();
    expect(at.processed).toEqual(['TASK-001', 'TASK-002', 'TASK-001']);
    expect(at.on.read(path('TASK-001', 'completed'))).toContain('status: completed');
    expect(at.state()).toMatchObject({ attempt_count: {}, consecutive_failures: 0 });
  });

  test('what a person blocked is not tried', async () => {
    const at = open({ [path('TASK-001')]: sessionTask('TASK-001', ['status: blocked']) }, {});
    expect((await at.run()).record.tasks).toEqual([]);
  });

  test('needs decomposition: neither a failure nor completed', async () => {
    const decomposes: ScriptedTask = () => ({ status: 'needs_decomposition', ended_by: null, message: 'Too large.' });
    const at = open(tasks('TASK-001', 'TASK-002'), { 'TASK-001': fails, 'TASK-002': decomposes });
    await at.run();
    expect(at.state()).toMatchObject({
      ...{
        tasks_processed: ['TASK-001', 'TASK-002'],
        tasks_completed: [],
        tasks_blocked: ['TASK-001'],
        consecutive_failures: 1,
      },
    });
  });

  test('an edit of the user’s in the task is left alone: not blocked in its file, told', async () => {
    const edits: ScriptedTask = ({ on }) => {
      on.write(path('TASK-001'), `${on.read(path('TASK-001'))}\nMine.\n`);
      return { status: 'error', ended_by: 'task', message: 'It has edits.' };
    };
    const at = open(tasks('TASK-001'), { 'TASK-001': edits });
    const { record } = await at.run();
    expect(record.tasks[0]?.warnings.join()).toContain('could not be marked as blocked');
    expect(at.on.read(path('TASK-001'))).toMatch(/^status: active$/m);
    expect(at.on.git('status', '--porcelain')).toBe(`M ${path('TASK-001')}`);
  });
});

describe('ends', () => {
  test('nothing to do', async () => {
    const at = open({ 'tasks/active/.gitkeep': '' }, {});
    expect((await at.run()).record).toMatchObject({
      outcome: 'finished',
      reason: 'Nothing is to be done: the backlog is empty.',
    });
  });

  test('three failures in a row: state, a human action that no session starts on, report', async () => {
    const failing = { 'TASK-001': fails, 'TASK-002': failsTests, 'TASK-003': fails };
    const at = open(tasks('TASK-001', 'TASK-002', 'TASK-003', 'TASK-004'), failing);
    const { record, report } = await at.run();
    expect(at.processed).toEqual(['TASK-001', 'TASK-002', 'TASK-003']);
    expect(record).toMatchObject({ outcome: 'early_exit', issue: 'ACTION-001' });
    expect(at.state()).toMatchObject({
      ...{ consecutive_failures: 3, early_exit_triggered: true, tasks_blocked: ['TASK-001', 'TASK-002', 'TASK-003'] },
      early_exit_reason: '3 tasks failed in a row: TASK-001, TASK-002, TASK-003.',
    });
    const [folder = ''] = readdirSync(join(at.on.root, 'human-actions')).filter((name) => name.startsWith('ACTION-'));
    const action = JSON.parse(at.on.read(`human-actions/${folder}/action_report.json`));
    expect(action).toMatchObject({
      title: 'Session failure: 3 tasks failed in a row',
      urgency: 'critical',
      status: 'pending',
    });
    expect(action.description).toContain('Infrastructure task session exited early due to: 3 tasks failed in a row');
    expect(at.on.read(report ?? '')).toContain('3 tasks failed in a row');
    isClean(at);
    // The next one does not take the issue for work.
    at.on.commit(tasks('TASK-011'));
    await at.run({ limits: { tasks: 2, failures: 3, tokens: 0, until: undefined } });
    expect(at.processed.slice(3)).toEqual(['TASK-004', 'TASK-011']);
  });

  test('the same trouble again adds a line to the open issue, and opens none', async () => {
    const at = open(tasks('TASK-001'), { 'TASK-001': endsBy('cluster') });
    const first = (await at.run()).record;
    const second = (await at.run()).record;
    expect([first.issue, second.issue]).toEqual(['ACTION-001', 'ACTION-001']);
    const [folder = ''] = readdirSync(join(at.on.root, 'human-actions')).filter((name) => name.startsWith('ACTION-'));
    expect(at.on.read(`human-actions/${folder}/INSTRUCTIONS.md`)).toContain(`Again in session ${second.session_id}`);
    isClean(at);
  });

  test.each(['cluster', 'git', 'codex', 'repository', 'stop', 'busy'] as const)(
    'what would end the next task too ends the session: %s; the task is not blocked for it',
    async (by) => {
      const at = open(tasks('TASK-001', 'TASK-002'), { 'TASK-001': endsBy(by) });
      const { record } = await at.run();
      expect(at.processed).toEqual(['TASK-001']);
      expect(record).toMatchObject({ outcome: 'early_exit', issue: 'ACTION-001' });
      expect(at.on.read(path('TASK-001'))).toMatch(/^status: active$/m);
      expect(at.state()).toMatchObject({ current_task: 'TASK-001', tasks_blocked: [], early_exit_triggered: true });
    },
  );

  test('the task that an early exit left comes first in the next session', async () => {
    const at = open(
      { ...tasks('TASK-002'), [path('TASK-001')]: sessionTask('TASK-001', ['priority: low']) },
      {
        'TASK-001': (stage, context) =>
          stage.processed.length === 2 ? endsBy('cluster')(stage, context) : completes(stage),
      },
    );
    await at.run();
    at.on.commit(tasks('TASK-003'));
    await at.run();
    expect(at.processed).toEqual(['TASK-002', 'TASK-001', 'TASK-001', 'TASK-003']);
  });

  test('an error that nobody expected is an early exit with the same order', async () => {
    const broken: ScriptedTask = () => {
      throw new TypeError('the code is wrong');
    };
    const at = open(tasks('TASK-001'), { 'TASK-001': broken });
    const { record, report } = await at.run();
    expect(record).toMatchObject({ outcome: 'early_exit', issue: 'ACTION-001', exit: { title: 'unexpected error' } });
    expect(record.reason).toContain('the code is wrong');
    expect(report).not.toBeNull();
  });

  test('another branch ends it', async () => {
    const switches: ScriptedTask = (stage) => {
      const result = completes(stage);
      stage.on.git('checkout', '--quiet', '-b', 'other');
      return result;
    };
    const at = open(tasks('TASK-001', 'TASK-002'), { 'TASK-001': switches });
    const { record } = await at.run({ archives: false });
    expect(record).toMatchObject({
      outcome: 'early_exit',
      reason: 'The session began on main, and other is checked out now.',
    });
    expect(at.processed).toEqual(['TASK-001']);
  });

  test('a stop command ends the task in work and then the session, in order', async () => {
    const waits: ScriptedTask = async (stage, { signal }) => {
      stage.stop.abort();
      signal.throwIfAborted();
      return {};
    };
    const at = open(tasks('TASK-001', 'TASK-002'), { 'TASK-001': waits });
    const { record, report } = await at.run();
    expect(record).toMatchObject({
      outcome: 'early_exit',
      reason: expect.stringContaining('stop'),
      issue: 'ACTION-001',
    });
    expect(report).not.toBeNull();
    expect(at.processed).toEqual(['TASK-001']);
    expect(at.retrospectives).toMatchObject([{ judge: false }]);
    expect(at.on.read(path('TASK-001'))).toMatch(/^status: active$/m);
  });

  test('what a stop cuts off is told by git and the transcripts: what is done, what is open, and what is kept', async () => {
    const [id, run] = ['TASK-001', '1a2b3c4d-1111-4111-8111-111111111111'];
    const kept = 'refs/agent-toolkit/leftovers/TASK-001-20260131-1410';
    const waits: ScriptedTask = async (stage, { signal }) => {
      const { on } = stage;
      const text = on
        .read(path(id))
        .replace('- [ ] TASK-001 is done', '- [x] TASK-001 is done\n- [ ] It is written down');
      on.commit(
        { [path(id)]: text },
        `feat(${id}): done\n\nCriterion: ${id} is done\n\n${runTrailers(id, 'Run', [run])}`,
      );
      const transcript = TranscriptFile.create(join(on.root, '.git'), id);
      const now = new Date().toISOString();
      transcript.add({
        type: 'begin',
        at: now,
        item: id,
        criterion: 'It is written down',
        place: 2,
        total: 2,
        attempt: 1,
      });
      const told = { reason: 'Stopped.', summary: null, evidence: [], paths: [], notes: [], leftovers: [kept] };
      transcript.add({ type: 'end', at: now, verdict: 'cancelled', ...told, tokens: { input: 0, output: 0 } });
      stage.stop.abort();
      signal.throwIfAborted();
      return {};
    };
    const at = open(tasks(id), { [id]: waits });
    const { record, report } = await at.run();
    expect(record.tasks).toMatchObject([
      {
        ...{ status: 'error', ended_by: 'stop', message: 'It was stopped by command.' },
        ...{ sections_completed: [`${id} is done`], sections_remaining: ['It is written down'], leftovers: [kept] },
        commits: [{ subject: `feat(${id}): done`, criterion: `${id} is done` }],
        warnings: [expect.stringContaining('before Codex said how many tokens it used')],
      },
    ]);
    expect(at.on.read(report ?? '')).toContain(kept);
    expect(at.on.read(report ?? '')).toContain('| 1 of 2 |');
  });

  test.each([
    ['before its commit', false, 'It was stopped by command; nothing was changed.'],
    ['after it', true, 'Retrospective: in order'],
  ])(
    'a stop during the look back ends it at once, %s; the report is written all the same',
    async (_when, isMade, summary) => {
      const at = open(tasks('TASK-001'), {});
      const { record, report } = await at.run({
        tools: {
          ...at.tools,
          async run_retrospective({ session_id }, { signal }) {
            if (isMade) at.on.commit({ 'docs/retrospectives/r.md': '#\n' }, `${summary}\n\nSession: ${session_id}`);
            at.stop.abort();
            signal.throwIfAborted();
            throw new Error('It was not told of the stop.');
          },
        },
      });
      expect(record).toMatchObject({ outcome: 'finished', retrospective: { summary, success: isMade }, warnings: [] });
      expect(at.on.read(report ?? '')).toContain(summary);
      expect(subjects(at)[0]).toMatch(/^Session report/);
      isClean(at);
    },
  );

  test('another process may ask it to stop; a request that came too late for a session stops no other one', async () => {
    const commonDir = (at: SessionStage) => join(at.on.root, '.git');
    const asks: ScriptedTask = async (stage, { signal }) => {
      await requestStop(commonDir(stage));
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      throw signal.reason;
    };
    const at = open(tasks('TASK-001'), {
      'TASK-001': (stage, context) => (stage.processed.length === 1 ? asks(stage, context) : completes(stage)),
    });
    expect((await at.run()).record.outcome).toBe('early_exit');
    await requestStop(commonDir(at));
    expect((await at.run()).record.outcome).toBe('finished');
    expect(at.processed).toEqual(['TASK-001', 'TASK-001']);
  });

  test('the report names commits as they are at the remote, also where the last push had to rebase them', async () => {
    const others: ScriptedTask = (stage) => {
      const made = completes(stage);
      other.theyPush({ 'theirs.txt': '1\n' });
      return made;
    };
    const at = open(tasks('TASK-001'), { 'TASK-001': others }, { origin: true });
    const other = await secondClone(at.on);
    const { record, report } = await at.run({ archives: false });
    const [commit] = record.tasks[0]?.commits ?? [];
    expect(at.on.git('log', '-1', '--format=%s', commit?.sha ?? '')).toBe('feat(TASK-001): TASK-001 is done');
    expect(at.on.git('merge-base', '--is-ancestor', commit?.sha ?? '', 'origin/main')).toBe('');
    expect(at.on.read(report ?? '')).toContain(commit?.sha.slice(0, 8));
    expect(at.on.git('rev-parse', 'HEAD')).toBe(at.on.git('rev-parse', 'origin/main'));
  });

  test('a branch that went apart: own commits are put on top; where they conflict, nothing begins', async () => {
    const at = open({ ...tasks('TASK-001'), 'a.txt': '1\n' }, {}, { origin: true });
    const other = await secondClone(at.on);
    other.theyPush({ 'b.txt': 'theirs\n' });
    at.on.commit({ 'c.txt': 'mine\n' });
    expect((await at.run()).record.outcome).toBe('finished');
    expect(at.on.read('b.txt')).toBe('theirs\n');
    other.theyPush({ 'a.txt': 'theirs\n' });
    at.on.commit({ 'a.txt': 'mine\n', ...tasks('TASK-002') });
    const { record } = await at.run();
    expect(record).toMatchObject({ outcome: 'early_exit', exit: { title: 'the branch and its upstream went apart' } });
    expect(at.processed).toEqual(['TASK-001']);
    expect(at.on.read('a.txt')).toBe('mine\n');
  });
});

describe('going on', () => {
  /** Ends the session at once in the middle of a task, as a kill does but for the lock. */
  const cut: ScriptedTask = (stage) => {
    stage.controller.abort();
    stage.controller.signal.throwIfAborted();
    return {};
  };

  test('a session that was cut off goes on where it was, under the same id', async () => {
    const at = open(tasks('TASK-001', 'TASK-002', 'TASK-003'), {
      'TASK-002': (stage, context) => (stage.processed.length === 2 ? cut(stage, context) : completes(stage)),
    });
    await expect(at.run()).rejects.toThrow();
    const before = at.state();
    expect(before).toMatchObject({ current_task: 'TASK-002', tasks_completed: ['TASK-001'] });
    const { record } = await at.run({ context: sessionContext().context });
    expect(record.session_id).toBe(before['session_id']);
    expect(at.processed).toEqual(['TASK-001', 'TASK-002', 'TASK-002', 'TASK-003']);
    expect(record.tasks.map(({ item_id }) => item_id)).toEqual(['TASK-001', 'TASK-002', 'TASK-003']);
    expect(at.events).toContainEqual({ type: 'began', session_id: record.session_id, resumed: true });
  });

  test('a task in work that is archived or gone meanwhile is told and cleared', async () => {
    const at = open(tasks('TASK-001', 'TASK-002'), { 'TASK-001': cut });
    await expect(at.run()).rejects.toThrow();
    rmSync(join(at.on.root, path('TASK-001')));
    at.on.commit({});
    const { record } = await at.run({ context: sessionContext().context });
    expect(record.tasks.map(({ item_id }) => item_id)).toEqual(['TASK-002']);
    expect(record.warnings.join()).toContain(
      'TASK-001 was in work when the session was interrupted, and is archived or gone now',
    );
  });

  test('a state file that is no JSON is kept aside and told; the session works', async () => {
    const at = open(tasks('TASK-001'), {});
    at.on.write('.agent-state.json', '{ broken');
    const { record } = await at.run();
    expect(record.warnings.join()).toContain('.agent-state.json could not be read whole');
    expect(readdirSync(join(at.on.root, '.git/agent-toolkit/kept'))).toHaveLength(1);
    expect(at.state()).toMatchObject({ tasks_completed: ['TASK-001'] });
  });

  test('a tracked state file goes with the archive and the report, and other keys stay', async () => {
    const at = open(
      { ...tasks('TASK-001'), '.gitignore': '', '.agent-state.json': '{"mine":1,"cluster_context":"kind"}' },
      {},
    );
    await at.run();
    isClean(at);
    expect(at.state()).toMatchObject({ mine: 1, cluster_context: 'kind', tasks_completed: ['TASK-001'] });
  });

  test('a repository without tasks, or without a commit, is refused, and nothing is written there', async () => {
    const at = open({ 'README.md': 'x' }, {});
    await expect(at.run()).rejects.toThrow('holds no tasks. They are expected as tasks/active/TASK-001.md');
    at.on.git('checkout', '--quiet', '--orphan', 'fresh');
    await expect(at.run()).rejects.toThrow('has no commit yet. Make a first commit, then run again.');
    expect(readdirSync(at.on.root).sort()).toEqual(['.git', '.gitignore', 'README.md']);
  });

  test('no branch: nothing begins, since what it commits would be lost with the next checkout', async () => {
    const at = open(tasks('TASK-001'), {});
    at.on.git('checkout', '--quiet', '--detach');
    const head = at.on.git('rev-parse', 'HEAD');
    const plan = planSession({
      ...{
        repoPath: at.on.root,
        settings: defaultSettings,
        limits: { tasks: 1, failures: 3, tokens: 0, until: undefined },
      },
      ...{ tools: createLocalToolbox(defaultSettings), context: sessionContext().context },
    });
    await expect(plan).rejects.toThrow('HEAD is detached');
    await expect(at.run()).rejects.toThrow('HEAD is detached, so commits would lie on no branch. Check out a branch');
    expect(at.processed).toEqual([]);
    expect(at.on.git('rev-parse', 'HEAD')).toBe(head);
    expect(existsSync(join(at.on.root, '.agent-state.json'))).toBe(false);
    at.on.git('checkout', '--quiet', 'main');
    await at.run();
    expect(at.processed).toEqual(['TASK-001']);
  });

  test('two sessions never run at once', async () => {
    let second: Promise<unknown> = Promise.resolve();
    const at = open(tasks('TASK-001'), {
      'TASK-001': async (stage) => {
        second = stage.run().catch((error: Error) => error.message);
        await second;
        return completes(stage);
      },
    });
    await at.run();
    expect(await second).toContain('A session runs on this repository already');
    expect(at.processed).toEqual(['TASK-001']);
  });

  test('a folder in the way of the report is told; the rest is done', async () => {
    const at = open({ ...tasks('TASK-001'), docs: 'a file\n' }, {});
    const { record, report } = await at.run();
    expect(report).toBeNull();
    expect(record.warnings.join()).toContain('The session report was not written');
    expect(record.ended_at).not.toBeNull();
  });

  test('a state that cannot be written stops before anything is done', async () => {
    const at = open(tasks('TASK-001'), {});
    mkdirSync(join(at.on.root, '.agent-state.json'));
    await expect(at.run()).rejects.toThrow('.agent-state.json cannot be read (EISDIR)');
    expect(at.processed).toEqual([]);
  });
});

test('human actions that have come true free their tasks in the same session', async () => {
  const at = open({ ...tasks('TASK-001'), [path('TASK-002')]: sessionTask('TASK-002', ['blocked_by: TASK-001']) }, {});
  let asked = 0;
  const settle = async () => {
    asked += 1;
    const settled = asked === 1 ? [{ action_id: 'ACTION-009', title: 'DNS', evidence: 'It resolves.' }] : [];
    return { settled, warnings: [] };
  };
  const { record } = await at.run({ settle });
  expect(record.settled).toEqual([{ action_id: 'ACTION-009', title: 'DNS', evidence: 'It resolves.' }]);
  expect(at.processed).toEqual(['TASK-001', 'TASK-002']);
});

test('a check of human actions that fails is told, and the session works on; a stop ends it', async () => {
  const at = open(tasks('TASK-001'), {});
  const failing = await at.run({ settle: () => Promise.reject(new Error('No answer.')) });
  expect(failing.record).toMatchObject({
    outcome: 'finished',
    warnings: ['Human actions could not be checked. No answer.'],
  });
  expect(at.processed).toEqual(['TASK-001']);

  const stopped = open(tasks('TASK-001'), {});
  const { record } = await stopped.run({
    settle: (_repository, { signal }) => {
      stopped.stop.abort();
      return Promise.reject(signal.reason);
    },
  });
  expect(record).toMatchObject({ outcome: 'early_exit', exit: { title: 'stop command' } });
  expect(stopped.processed).toEqual([]);
});

function sessionContext() {
  return { context: { signal: new AbortController().signal, progress: () => {}, log: () => {} } };
}
