import { expect, test } from 'vitest';
import { buildQueue, type QueueOptions } from '../../../../src/backlog/queue/queue.ts';
import type { HumanAction, Task } from '../../../../src/backlog/task.ts';
import { type TaskSketch, task } from '../task-text.ts';

interface Case {
  readonly tasks: readonly TaskSketch[];
  readonly actions?: readonly Partial<HumanAction>[];
  readonly options?: QueueOptions;
  /** `id status reason <- blockers`, in the order of the queue. */
  readonly queue: readonly string[];
  /** `id urgency (own) -> listed and blocked` of the required human actions. */
  readonly required?: readonly string[];
  readonly next?: string;
  /** Words that a warning holds, one for each warning. */
  readonly warnings?: readonly string[];
  /** Words that explanations hold, by id. */
  readonly explains?: Readonly<Record<string, string>>;
}

function build({ tasks, actions = [], options }: Case) {
  const humanActions = actions.map(
    ({ id = 'ACTION-001', title = 'Rotate the key', status = 'pending', urgency = 'medium', blockingItems = [] }) => ({
      id,
      title,
      status,
      urgency,
      blockingItems,
      file: `human-actions/${id}/action_report.json`,
    }),
  );
  const read = tasks.map((sketch, index) =>
    task(sketch, `tasks/${sketch.folder ?? 'active'}/${sketch.id}${index === 0 ? '' : `-${index}`}.md`),
  );
  return buildQueue({ tasks: read, humanActions, problems: [] }, options);
}

const backlog = { folder: 'backlog' } as const;
const done = { folder: 'completed', criteria: ['- [x] Done'] } as const;

const cases: Readonly<Record<string, Case>> = {
  'nothing open': { tasks: [{ id: 'TASK-001', ...done }], queue: [], next: 'nothing' },
  'priority, then active before backlog, then number': {
    tasks: [
      { id: 'TASK-010', priority: 'low' },
      { id: 'TASK-9', ...backlog, priority: 'P1' },
      { id: 'TASK-11', priority: 'high' },
      { id: 'TASK-2', priority: 'high' },
      { id: 'TASK-12', ...backlog, priority: 'critical' },
    ],
    queue: ['TASK-12 ready', 'TASK-2 ready', 'TASK-11 ready', 'TASK-9 ready', 'TASK-010 ready'],
    next: 'TASK-12',
  },
  'active first, where that is set': {
    tasks: [
      { id: 'TASK-001', ...backlog, priority: 'critical' },
      { id: 'TASK-002', priority: 'low' },
    ],
    options: { activeFirst: true },
    queue: ['TASK-002 ready', 'TASK-001 ready'],
    next: 'TASK-002',
  },
  'an open dependency blocks, a completed one does not': {
    tasks: [
      { id: 'TASK-001', fields: ['depends_on: TASK-002, TASK-003'] },
      { id: 'TASK-002', ...backlog },
      { id: 'TASK-003', ...done },
    ],
    queue: ['TASK-001 blocked dependency <- TASK-002', 'TASK-002 ready'],
    next: 'TASK-002',
    explains: {
      'TASK-001': 'Waits for TASK-002, with 1 open criterion.',
      'TASK-002': 'Ready: 1 of 1 criteria is open',
    },
  },
  'other spellings of an id are the same task': {
    tasks: [
      { id: 'TASK-001', fields: ['depends_on: task-2'] },
      { id: 'TASK-002', ...done },
    ],
    queue: ['TASK-001 ready'],
  },
  'an unknown dependency blocks, with a warning': {
    tasks: [{ id: 'TASK-001', fields: ['depends_on: TASK-404'] }],
    queue: ['TASK-001 blocked dependency <- TASK-404'],
    next: 'nothing',
    warnings: ['TASK-001 depends on TASK-404, which no file holds'],
    explains: { 'TASK-001': 'Waits for TASK-404, which no file holds.' },
  },
  'BUG and FEAT ids of other repositories do not block, with a warning': {
    tasks: [{ id: 'TASK-001', fields: ['depends_on: BUG-007', 'blocks: FEAT-1'] }],
    queue: ['TASK-001 ready'],
    warnings: ['BUG-007, which is not in this repository'],
  },
  'a BUG that the repository holds is a task like any other': {
    tasks: [{ id: 'TASK-001', fields: ['depends_on: BUG-007'] }, { id: 'BUG-007' }],
    queue: ['TASK-001 blocked dependency <- BUG-007', 'BUG-007 ready'],
  },
  'a self-reference is ignored, with a warning': {
    tasks: [{ id: 'TASK-001', fields: ['depends_on: TASK-001'] }],
    queue: ['TASK-001 ready'],
    warnings: ['TASK-001 names itself'],
  },
  'every member of a cycle is blocked, what waits for it too': {
    tasks: [
      { id: 'TASK-001', fields: ['depends_on: TASK-002'] },
      { id: 'TASK-002', fields: ['depends_on: TASK-003'] },
      { id: 'TASK-003', fields: ['depends_on: TASK-001'] },
      { id: 'TASK-004', fields: ['depends_on: TASK-003'] },
    ],
    queue: [
      'TASK-001 blocked cycle <- TASK-002',
      'TASK-002 blocked cycle <- TASK-003',
      'TASK-003 blocked cycle <- TASK-001',
      'TASK-004 blocked dependency <- TASK-003',
    ],
    next: 'nothing',
    warnings: ['wait for each other: TASK-001 → TASK-002 → TASK-003 → TASK-001'],
    explains: { 'TASK-002': 'in a circle: TASK-001 → TASK-002 → TASK-003 → TASK-001' },
  },
  'downstream statements are no dependencies': {
    tasks: [{ id: 'TASK-001' }, { id: 'TASK-002', fields: ['blocks: TASK-001'] }],
    queue: ['TASK-001 ready', 'TASK-002 ready'],
  },
  'the same id and title in completed: the open one is a stale copy': {
    tasks: [
      { id: 'TASK-001', title: 'Move it' },
      { id: 'TASK-001', title: 'Move  it', ...done },
      { id: 'TASK-002', fields: ['depends_on: TASK-001'] },
    ],
    queue: ['TASK-002 ready'],
    warnings: ['is a stale copy of tasks/completed/TASK-001-1.md'],
  },
  'the same id and title in active and backlog: active wins': {
    tasks: [
      { id: 'TASK-001', title: 'Move it', ...backlog, priority: 'critical' },
      { id: 'TASK-001', title: 'Move it', priority: 'low' },
    ],
    queue: ['TASK-001 ready (low)'],
    warnings: ['tasks/backlog/TASK-001.md is a double of tasks/active/TASK-001-1.md'],
  },
  'the same id with other titles: both stay, and a dependency is met when no open file holds it': {
    tasks: [
      { id: 'TASK-001', title: 'Move it', ...done },
      { id: 'TASK-001', title: 'Other work' },
      { id: 'TASK-002', fields: ['depends_on: TASK-001'] },
    ],
    queue: ['TASK-001 ready', 'TASK-002 blocked dependency <- TASK-001'],
    warnings: ['TASK-001 is the id of different tasks'],
  },
  'two open tasks with one id': {
    tasks: [
      { id: 'TASK-001', title: 'One' },
      { id: 'TASK-001', title: 'Two', ...backlog },
      { id: 'TASK-002', fields: ['depends_on: TASK-001'] },
    ],
    queue: ['TASK-001 ready', 'TASK-002 blocked dependency <- TASK-001', 'TASK-001 ready'],
    warnings: ['TASK-001 is the id of different tasks'],
    explains: { 'TASK-002': 'TASK-001, which several open tasks are called' },
  },
  'status blocked whose blockers are done is ready, with a note': {
    tasks: [
      { id: 'TASK-001', status: 'blocked', fields: ['blocked_by: TASK-002'] },
      { id: 'TASK-002', ...done },
    ],
    queue: ['TASK-001 ready'],
    explains: { 'TASK-001': 'Its status is blocked, but all that it waited for is done (TASK-002): ready' },
  },
  'status blocked with an open blocker waits for that': {
    tasks: [{ id: 'TASK-001', status: 'blocked', fields: ['blocked_by: TASK-002'] }, { id: 'TASK-002' }],
    queue: ['TASK-001 blocked dependency <- TASK-002', 'TASK-002 ready'],
  },
  'status blocked without blockers stays blocked': {
    tasks: [{ id: 'TASK-001', status: 'blocked' }],
    queue: ['TASK-001 blocked status'],
    next: 'nothing',
    explains: { 'TASK-001': 'names nothing that it waits for' },
  },
  'status blocked by what is no id, or is elsewhere, stays blocked': {
    tasks: [
      { id: 'TASK-001', status: 'blocked', fields: ['blocked_by: DNS delegation, TASK-003'] },
      { id: 'TASK-002', status: 'blocked', fields: ['blocked_by: BUG-9'] },
      { id: 'TASK-003', ...done },
    ],
    queue: ['TASK-001 blocked status', 'TASK-002 blocked status'],
    warnings: ['TASK-001 names "DNS delegation"', 'BUG-9'],
    explains: { 'TASK-001': '"DNS delegation" is met', 'TASK-002': 'whether BUG-9 is done' },
  },
  'what lies in blocked/ is blocked': {
    tasks: [{ id: 'TASK-001', folder: 'blocked', status: 'active' }],
    queue: ['TASK-001 blocked status'],
    explains: { 'TASK-001': 'It lies in tasks/blocked/' },
  },
  'status completed outside completed/ is out of the queue, and meets what depends on it': {
    tasks: [
      { id: 'TASK-001', status: 'completed' },
      { id: 'TASK-002', fields: ['depends_on: TASK-001'] },
    ],
    queue: ['TASK-002 ready'],
    warnings: ['TASK-001 is completed but not archived'],
  },
  'a deprecated dependency is not waited for, with a warning': {
    tasks: [
      { id: 'TASK-001', fields: ['depends_on: TASK-002'] },
      { id: 'TASK-002', folder: 'deprecated' },
    ],
    queue: ['TASK-001 ready'],
    warnings: ['TASK-002, which is deprecated'],
  },
  'a merged dependency lives on in the task that it went into': {
    tasks: [
      { id: 'TASK-001', fields: ['depends_on: TASK-002'] },
      { id: 'TASK-002', ...done, status: 'merged', fields: ['merged_into: TASK-003'] },
      { id: 'TASK-003' },
    ],
    queue: ['TASK-001 blocked dependency <- TASK-002', 'TASK-003 ready'],
  },
  'criteria but none open: ready, and goes straight to verification': {
    tasks: [{ id: 'TASK-001', criteria: ['- [x] A', '- [x] ~~B~~'] }],
    queue: ['TASK-001 ready'],
    explains: { 'TASK-001': 'all 2 criteria are done, so it goes straight to verification' },
  },
  'no criteria at all': {
    tasks: [{ id: 'TASK-001', criteria: [] }],
    queue: ['TASK-001 ready'],
    warnings: ['No acceptance criteria'],
    explains: { 'TASK-001': 'it has no acceptance criteria' },
  },
  'a STOP mark blocks': {
    tasks: [
      { id: 'TASK-001', body: ['## Notes', '- STOP'] },
      { id: 'TASK-002', fields: ['stop: true', 'depends_on: TASK-001'] },
    ],
    queue: ['TASK-001 blocked stop', 'TASK-002 blocked stop <- TASK-001'],
    next: 'nothing',
  },
  'a task that a person must do is listed with the human actions and never ready': {
    tasks: [
      { id: 'TASK-001', priority: 'low', fields: ['type: human-action', 'blocks: TASK-002'] },
      { id: 'TASK-002', priority: 'high' },
      { id: 'TASK-003', priority: 'critical', ...backlog, fields: ['depends_on: TASK-001'] },
    ],
    queue: ['TASK-003 blocked dependency <- TASK-001', 'TASK-002 blocked action <- TASK-001', 'TASK-001 blocked human'],
    required: ['TASK-001 critical (low) -> TASK-002 TASK-002 TASK-003'],
    next: 'TASK-001',
    explains: { 'TASK-001': 'A person must do this task', 'TASK-003': 'TASK-001, which a person must do' },
  },
  'pending, in-progress and blocked human actions block what they list': {
    tasks: [{ id: 'TASK-001' }, { id: 'TASK-002' }, { id: 'TASK-003' }, { id: 'TASK-004' }],
    actions: [
      { id: 'ACTION-001', status: 'pending', blockingItems: ['TASK-001'] },
      { id: 'ACTION-002', status: 'in_progress', blockingItems: ['TASK-002'] },
      { id: 'ACTION-003', status: 'blocked', blockingItems: ['TASK-003'] },
      { id: 'ACTION-004', status: 'completed', blockingItems: ['TASK-004'] },
    ],
    queue: [
      'TASK-001 blocked action <- ACTION-001',
      'TASK-002 blocked action <- ACTION-002',
      'TASK-003 blocked action <- ACTION-003',
      'TASK-004 ready',
    ],
    next: 'TASK-004',
    explains: { 'TASK-001': 'Waits for a person to finish ACTION-001.' },
  },
  'a task may name the action itself, beside a task': {
    tasks: [{ id: 'TASK-001', fields: ['blocked_by: ACTION-001, TASK-002'] }, { id: 'TASK-002' }],
    actions: [{}],
    queue: ['TASK-001 blocked action <- ACTION-001 TASK-002', 'TASK-002 ready'],
    explains: { 'TASK-001': 'Waits for a person to finish ACTION-001 and TASK-002, with 1 open criterion.' },
  },
  'urgency is that of the most urgent task that waits, also through others; only pending and urgent ones are required':
    {
      tasks: [
        { id: 'TASK-001', priority: 'low' },
        { id: 'TASK-002', priority: 'critical', fields: ['depends_on: TASK-001'] },
        { id: 'TASK-003', priority: 'medium' },
        { id: 'TASK-004', priority: 'high' },
      ],
      actions: [
        { id: 'ACTION-001', urgency: 'low', blockingItems: ['TASK-001'] },
        { id: 'ACTION-002', urgency: 'low', blockingItems: ['TASK-003'] },
        { id: 'ACTION-003', urgency: 'low', status: 'in_progress', blockingItems: ['TASK-004'] },
        { id: 'ACTION-004', urgency: 'high', blockingItems: [] },
      ],
      queue: [
        'TASK-002 blocked dependency <- TASK-001',
        'TASK-004 blocked action <- ACTION-003',
        'TASK-003 blocked action <- ACTION-002',
        'TASK-001 blocked action <- ACTION-001',
      ],
      required: ['ACTION-001 critical (low) -> TASK-001 TASK-001', 'ACTION-004 high (high) ->'],
      next: 'ACTION-001',
    },
  'none ready: the human action that frees the most urgent task, before one that frees none': {
    tasks: [{ id: 'TASK-001', priority: 'low' }],
    actions: [
      { id: 'ACTION-001', urgency: 'critical' },
      { id: 'ACTION-002', blockingItems: ['TASK-001'] },
    ],
    queue: ['TASK-001 blocked action <- ACTION-002'],
    required: ['ACTION-001 critical (critical) ->'],
    next: 'ACTION-002',
  },
  'an action that blocks an unknown task is told': {
    tasks: [{ id: 'TASK-001' }],
    actions: [{ blockingItems: ['TASK-077', 'BUG-1'] }],
    queue: ['TASK-001 ready'],
    warnings: ['ACTION-001 blocks TASK-077, which no file holds'],
  },
};

test.each(Object.entries(cases))('%s', (_, expected) => {
  const queue = build(expected);
  const lines = queue.entries.map(({ task: { id, priority }, status, reason, blockedBy }, index) => {
    const line = [id, status, reason, ...(blockedBy.length > 0 ? ['<-', ...blockedBy] : [])].filter(Boolean).join(' ');
    return expected.queue[index]?.endsWith(')') ? `${line} (${priority})` : line;
  });
  expect(lines).toEqual(expected.queue);
  if (expected.required !== undefined) {
    const required = queue.required.map(({ action, effectiveUrgency, blocks }) =>
      [
        `${action.id} ${effectiveUrgency} (${action.urgency}) ->`,
        ...action.blockingItems,
        ...blocks.map(({ id }) => id),
      ].join(' '),
    );
    expect(required).toEqual(expected.required);
  }
  if (expected.next !== undefined) expect(queue.next?.itemId ?? 'nothing').toBe(expected.next);
  expect(queue.warnings).toEqual((expected.warnings ?? []).map((words) => expect.stringContaining(words)));
  for (const [id, words] of Object.entries(expected.explains ?? {})) {
    expect(queue.entries.find(({ task }) => task.id === id)?.explanation).toContain(words);
  }
  for (const { explanation } of queue.entries) expect(explanation).toMatch(/^[A-Z][^\n]+\.$/);
});

test('a chain of 5,000 dependencies is no problem', () => {
  const one = task({ id: 'TASK-001' });
  const tasks = Array.from({ length: 5000 }, (_, index): Task => {
    const next = { id: `TASK-${index + 1}`, direction: 'upstream', source: 'depends_on', line: 1 } as const;
    return {
      ...one,
      id: `TASK-${index}`,
      file: `tasks/active/TASK-${index}.md`,
      dependencies: index === 4999 ? [] : [next],
    };
  });
  const queue = buildQueue({ tasks, humanActions: [], problems: [] });
  expect(queue.entries.filter(({ status }) => status === 'ready').map(({ task }) => task.id)).toEqual(['TASK-4999']);
});
