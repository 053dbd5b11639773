/** Tables of cases for the rules of the queue: a backlog in a few words, and what the queue makes of it. */
import { expect } from 'vitest';
import { buildQueue, type Queue, type QueueOptions } from '../../../../src/backlog/queue/queue.ts';
import type { HumanAction, Task } from '../../../../src/backlog/task.ts';
import { type TaskSketch, task } from '../task-text.ts';

export interface Case {
  readonly tasks: readonly CaseTask[];
  readonly actions?: readonly Partial<HumanAction>[];
  /** Files that cannot be read. */
  readonly unreadable?: readonly string[];
  readonly options?: QueueOptions;
  /** `id status reason <- blockers`, in the order of the queue; with ` (priority)` behind where that is to be shown. */
  readonly queue: readonly string[];
  /** `id urgency (own) -> listed and blocked` of the required human actions. */
  readonly required?: readonly string[];
  /** Id of the next action. */
  readonly next?: string;
  /** `severity code file:line`, the line 1-based as people count; none when not said. */
  readonly problems?: readonly string[];
  /** Words that a warning holds, one for each warning. */
  readonly warnings?: readonly string[];
  /** Whole explanations, by id. */
  readonly explains?: Readonly<Record<string, string>>;
}

/** A task file, or an item of the standard layout. Files of later tasks have their place in the name: TASK-001-1.md. */
export type CaseTask = TaskSketch & {
  readonly layout?: Task['layout'];
  /** Name of the file, where it is not that of the id. */
  readonly name?: string;
};
export type Cases = Readonly<Record<string, Case>>;

export const backlog = { folder: 'backlog' } as const;
export const done = { folder: 'completed', criteria: ['- [x] Done'] } as const;

/** The queue of a case. */
export function build({ tasks, actions = [], unreadable = [], options }: Case): Queue {
  const problems = unreadable.map((file) => ({
    ...({ file, range: { start: 0, end: 1 }, severity: 'error', code: 'file-unreadable' } as const),
    message: `${file} cannot be read (EACCES).`,
  }));
  return buildQueue({ tasks: tasks.map(read), humanActions: actions.map(action), problems }, options);
}

function read(sketch: CaseTask, index: number): Task {
  const { id, folder = 'active', layout = 'gitops' } = sketch;
  const { name = `${id}${index === 0 ? '' : `-${index}`}` } = sketch;
  if (layout === 'gitops') return task(sketch, `tasks/${folder}/${name}.md`);
  return { ...task(sketch, `work/bugs/${name}-slug/TASKS.md`), layout, problems: [] };
}

function action({
  id = 'ACTION-001',
  title = 'Rotate the key',
  status = 'pending',
  urgency = 'medium',
  blockingItems = [],
}: Partial<HumanAction>): HumanAction {
  return { id, title, status, urgency, blockingItems, file: `human-actions/${id}/action_report.json` };
}

/** Compares all that the case says, and for every task that its explanation is one sentence with all blockers. */
export function check(expected: Case): void {
  const queue = build(expected);
  expect(queue.entries.map((_, index) => line(queue, index, expected))).toEqual(expected.queue);
  if (expected.required !== undefined) expect(requiredOf(queue)).toEqual(expected.required);
  if (expected.next !== undefined) expect(queue.next?.itemId ?? 'nothing').toBe(expected.next);
  const problems = queue.problems.map(
    ({ severity, code, file, range }) => `${severity} ${code} ${file}:${range.start + 1}`,
  );
  expect(problems).toEqual(expected.problems ?? []);
  expect(queue.warnings).toEqual((expected.warnings ?? []).map((words) => expect.stringContaining(words)));
  for (const [id, sentence] of Object.entries(expected.explains ?? {})) {
    expect(queue.entries.find(({ task: { id: own } }) => own === id)?.explanation).toBe(sentence);
  }
  for (const { explanation, blockedBy } of queue.entries) {
    expect(explanation).toMatch(/^[A-Z](?:(?!\. )[^\n])*\.$/);
    for (const id of blockedBy) expect(explanation).toContain(id);
  }
}

function line({ entries }: Queue, index: number, expected: Case): string {
  const entry = entries[index];
  if (entry === undefined) return '';
  const { task: of, status, reason, blockedBy } = entry;
  const blockers = blockedBy.length > 0 ? ['<-', ...blockedBy] : [];
  const text = [of.id, status, reason, ...blockers].filter(Boolean).join(' ');
  return expected.queue[index]?.endsWith(')') ? `${text} (${of.priority})` : text;
}

function requiredOf({ required }: Queue): string[] {
  return required.map(({ action: { id, urgency, blockingItems }, effectiveUrgency, blocks }) => {
    return [`${id} ${effectiveUrgency} (${urgency}) ->`, ...blockingItems, ...blocks.map((blocked) => blocked.id)].join(
      ' ',
    );
  });
}
