/** The demo's repository is read as it is meant, and every criterion that can be reached has a scripted reply. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scriptedWork } from '../../../demo/replies.ts';
import { leaves } from '../../../src/backlog/parse/criteria.ts';
import { buildQueue } from '../../../src/backlog/queue/queue.ts';
import { readBacklog } from '../../../src/backlog/read/read.ts';

const repository = join(import.meta.dirname, '..', '..', '..', 'demo', 'repository');

describe('the demo repository', () => {
  it('holds tasks in every state', async () => {
    const { entries, completed, next, warnings } = buildQueue(await readBacklog(repository));
    expect(warnings).toEqual([]);
    expect(next?.itemId).toBe('TASK-004');
    expect(entries.map(({ task, status, reason }) => `${task.id} ${task.folder} ${reason ?? status}`)).toEqual([
      'TASK-004 active ready',
      'TASK-005 active dependency',
      'TASK-006 active action',
      'TASK-007 active ready',
      'TASK-008 active ready',
      'TASK-009 backlog ready',
      'TASK-003 blocked status',
      'TASK-010 backlog dependency',
    ]);
    expect(completed.map(({ id }) => id)).toEqual(['TASK-002', 'TASK-001']);
  });

  it('has one scripted reply for each open criterion, but for the task that waits for a supplier', async () => {
    const { tasks, problems } = await readBacklog(repository);
    expect(problems).toEqual([]);
    const open = tasks.flatMap(({ id, criteria }) =>
      leaves(criteria)
        .filter(({ state }) => state === 'open')
        .map(({ text }) => ({ id, text })),
    );
    const repliesTo = ({ id, text }: { id: string; text: string }) =>
      scriptedWork.filter((work) => work.task === id && text.includes(work.criterion)).length;
    const unknown = open.filter((criterion) => repliesTo(criterion) !== 1);
    expect([...new Set(unknown.map(({ id }) => id))]).toEqual(['TASK-003']);
    expect(scriptedWork).toHaveLength(open.length - unknown.length);
  });
});
