/** Records of sessions for tests: a plain one, from which each case differs in what it is about. */
import type { SessionRecord, SessionTask } from '../../src/session/session-record.ts';

/** A task that was done, verified and archived in twelve minutes. */
export function sessionTask(itemId: string, differs: Partial<SessionTask> = {}): SessionTask {
  return {
    item_id: itemId,
    title: 'Deploy the shop',
    file: `tasks/active/${itemId}.md`,
    status: 'complete',
    message: `${itemId} is complete.`,
    started_at: new Date(2026, 10, 27, 22, 0, 5).toISOString(),
    ended_at: new Date(2026, 10, 27, 22, 12, 45).toISOString(),
    sections_completed: ['Raise replicas'],
    sections_remaining: [],
    failed_section: null,
    commits: [{ sha: '1a2b3c4d5e6f', subject: `feat(${itemId}): Raise replicas`, criterion: 'Raise replicas' }],
    pushed: true,
    pull_request: null,
    tokens: { input: 40_000, output: 1500 },
    tests: { overall_status: 'passed', message: 'All is healthy.', causes: [] },
    rollback: null,
    follow_up: null,
    sub_tasks: [],
    archived: { to: `tasks/completed/${itemId}.md`, sha: '9f8e7d6c5b4a', pushed: true },
    leftovers: [],
    warnings: [],
    ...differs,
  };
}

/** A session that worked on one such task and ended. */
export function sessionRecord(differs: Partial<SessionRecord> = {}): SessionRecord {
  return {
    session_id: '0d9c2a4e-3b1f-4c55-9a36-0b7d5f6e8a11',
    started_at: new Date(2026, 10, 27, 22, 0).toISOString(),
    ended_at: new Date(2026, 10, 27, 22, 41).toISOString(),
    outcome: 'finished',
    reason: 'The limit of 1 task was reached.',
    cluster_context: 'demo',
    tasks: [sessionTask('TASK-004')],
    human_actions: [],
    settled: [],
    issue: null,
    retrospective: null,
    next_action: null,
    warnings: [],
    ...differs,
  };
}
