/** Early exits of a session with the real Codex CLI: three failures in a row, and a STOP that is written while a task is in work. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLocalToolbox } from '../../src/tools/local-toolbox.ts';
import type { ClosedSession } from '../../src/workflow/session/closing.ts';
import type { SessionEvent } from '../../src/workflow/session/events.ts';
import { runSession } from '../../src/workflow/session/run-session.ts';
import { byCriterion, type Stage, stage } from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';
import { claim, type Script } from '../support/scripted-model.ts';
import { sessionTask } from '../support/session-stage.ts';

sampled(1 / 3);

const tasks = (...ids: string[]) => Object.fromEntries(ids.map((id) => [`tasks/active/${id}.md`, sessionTask(id)]));
const events: SessionEvent[] = [];

function session(at: Stage): Promise<ClosedSession> {
  events.length = 0;
  return runSession({
    ...{ repoPath: at.on.root, tools: createLocalToolbox(at.settings), settings: at.settings, context: at.context },
    limits: { tasks: 0, failures: 3, tokens: 0, until: undefined },
    ...{ archives: true, stop: new AbortController().signal, emit: (event) => events.push(event) },
  });
}

/** The one action that a session opened. */
function issueOf({ on }: Stage) {
  const [folder = '', ...others] = readdirSync(join(on.root, 'human-actions')).filter((name) =>
    name.startsWith('ACTION-'),
  );
  expect(others).toEqual([]);
  return JSON.parse(on.read(`human-actions/${folder}/action_report.json`));
}

test('three failures in a row: state, issue, retrospective, report, and a clean work tree; nothing more is begun', async () => {
  const never: Script = () => ({ message: claim({ status: 'failed', summary: 'The registry is silent.' }) });
  const at = await stage(
    never,
    { '.gitignore': '.agent-state.json\n', ...tasks('TASK-001', 'TASK-002', 'TASK-003', 'TASK-004') },
    { origin: true },
  );
  const { record, report } = await session(at);
  expect(record).toMatchObject({
    outcome: 'early_exit',
    issue: 'ACTION-001',
    exit: { title: '3 tasks failed in a row' },
  });
  expect(record.tasks.map(({ item_id, status }) => `${item_id} ${status}`)).toEqual([
    'TASK-001 error',
    'TASK-002 error',
    'TASK-003 error',
  ]);
  expect(JSON.parse(at.on.read('.agent-state.json'))).toMatchObject({
    ...{ consecutive_failures: 3, early_exit_triggered: true, current_task: null },
    early_exit_reason: '3 tasks failed in a row: TASK-001, TASK-002, TASK-003.',
    tasks_blocked: ['TASK-001', 'TASK-002', 'TASK-003'],
    attempt_count: { 'TASK-001': 1, 'TASK-002': 1, 'TASK-003': 1 },
  });
  const issue = issueOf(at);
  expect(issue).toMatchObject({
    title: 'Session failure: 3 tasks failed in a row',
    urgency: 'critical',
    component: 'infrastructure',
  });
  expect(issue.description).toContain('The registry is silent.');
  expect(record.retrospective).toMatchObject({ success: true });
  expect(at.on.read(report ?? '')).toContain('ACTION-001');
  expect(at.on.read('tasks/active/TASK-004.md')).toBe(sessionTask('TASK-004'));
  expect(at.on.git('status', '--porcelain')).toBe('');
  expect(at.on.git('rev-parse', 'HEAD')).toBe(at.on.git('rev-parse', 'origin/main'));
  expect(events.map(({ type }) => type).filter((type) => type === 'early_exit' || type === 'ended')).toEqual([
    'early_exit',
    'ended',
  ]);
});

test('STOP while a task is in work: what is done stays, nothing more begins, the task is neither blocked nor a failure', async () => {
  const file = 'tasks/active/TASK-001.md';
  const at = await stage(
    byCriterion({
      'TASK-001 is done': {
        commands: [
          'echo 1 > one.txt',
          `printf '\\n## Notes\\n\\nSTOP: maintenance of the cluster\\n' >> ${file}`,
          'cat one.txt',
        ],
      },
      'And the rest': { commands: ['echo 2 > two.txt'] },
    }),
    {
      ...tasks('TASK-002'),
      '.gitignore': '.agent-state.json\n',
      [file]: sessionTask('TASK-001', ['priority: high']).replace('is done\n', 'is done\n- [ ] And the rest\n'),
    },
  );
  const { record } = await session(at);
  expect(record).toMatchObject({
    outcome: 'early_exit',
    exit: { title: 'STOP in the notes of TASK-001' },
    issue: 'ACTION-001',
  });
  expect(record.tasks).toMatchObject([
    {
      item_id: 'TASK-001',
      status: 'error',
      ended_by: 'stop',
      sections_completed: ['TASK-001 is done'],
      sections_remaining: ['And the rest'],
    },
  ]);
  expect(at.on.read(file)).toMatch(/^status: active$/m);
  expect(JSON.parse(at.on.read('.agent-state.json'))).toMatchObject({
    ...{
      current_task: 'TASK-001',
      consecutive_failures: 0,
      tasks_blocked: [],
      early_exit_triggered: true,
      attempt_count: {},
    },
  });
  expect(issueOf(at).description).toContain('TASK-001 says STOP');
  // The next session leaves it alone, and works on.
  const next = await session(at);
  expect(next.record.tasks.map(({ item_id }) => item_id)).toEqual(['TASK-002']);
});
