/** What dropping a task onto a group means, and Move To and Set Priority with it. Pure. */
import { priorityOrder } from '../backlog/queue/priority.ts';
import type { Priority } from '../backlog/task.ts';
import type { Change } from '../workflow/arrange/arrangement.ts';
import { archiveRefusal, isArchivable } from './archive-refusal.ts';
import * as l10n from './l10n.ts';
import type { GroupName, TaskEntry } from './queue-entries.ts';
import { groupOf, type TaskGroup } from './queue-groups.ts';

/** Where a task is to stand. other: in a group that says nothing that could be written into its file. */
export type MoveTarget =
  | { readonly kind: 'state'; readonly state: GroupName }
  | { readonly kind: 'priority'; readonly priority: Priority }
  | { readonly kind: 'other'; readonly title: string };

export type Move =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'archive' }
  /** It stands there already. */
  | { readonly kind: 'nothing' }
  /** One or two sentences: why not, and what to do. */
  | { readonly kind: 'refused'; readonly why: string };

export function targetOf({ key, state, title }: Pick<TaskGroup, 'key' | 'state' | 'title'>): MoveTarget {
  if (state !== undefined) return { kind: 'state', state };
  const priority = priorityOrder.find((one) => key === `priority ${one}`);
  return priority === undefined ? { kind: 'other', title } : { kind: 'priority', priority };
}

/** @param isRunning whether the task is in work */
export function moveOf(task: TaskEntry, isRunning: boolean, target: MoveTarget): Move {
  const { id, state } = task;
  const refused = (why: string): Move => ({ kind: 'refused', why });
  if (isRunning) return refused(l10n.t`${id} is being worked on. Wait for it, or stop it first.`);
  if (target.kind === 'other') {
    return refused(
      l10n.t`${id} is not moved to "${target.title}": labels and repositories are not changed by moving a row.`,
    );
  }
  if (target.kind === 'state' && target.state === groupOf(task, new Set())) return { kind: 'nothing' };
  if (state === 'completed') {
    return refused(
      l10n.t`${id} is archived. To work on it again, create a follow-up with New Work Item, or move its file back.`,
    );
  }
  if (target.kind === 'state') return toState(task, target.state);
  return target.priority === task.priority
    ? { kind: 'nothing' }
    : { kind: 'change', change: { priority: target.priority } };
}

function toState(task: TaskEntry, to: GroupName): Move {
  const { id, state, blockedReason, explanation, file } = task;
  const refused = (why: string): Move => ({ kind: 'refused', why });
  switch (to) {
    case 'running':
      return refused(l10n.t`${id} is not started by moving it: use Process Task.`);
    case 'completed':
      return isArchivable(task) ? { kind: 'archive' } : refused(archiveRefusal(task) ?? l10n.t`${id} is not done.`);
    case 'blocked':
      return { kind: 'change', change: { place: 'blocked' } };
    case 'ready':
    case 'backlog': {
      // What others hold back, no word in its own file lets go.
      if (state === 'blocked' && blockedReason !== 'status')
        return refused(`${l10n.t`${id} stays blocked.`} ${explanation}`);
      if (to === 'backlog' && !file.startsWith('tasks/')) {
        return refused(
          l10n.t`${id} has no backlog to go to: only files below tasks/ have one. Lower its priority instead.`,
        );
      }
      return { kind: 'change', change: { place: to === 'ready' ? 'active' : 'backlog' } };
    }
  }
}

/** What is told where a task does not stand where it was moved to, though its file says so; undefined where it does. */
export function stillElsewhere(task: TaskEntry, target: MoveTarget): string | undefined {
  if (target.kind !== 'state' || groupOf(task, new Set()) === target.state) return undefined;
  return `${l10n.t`${task.id} is still ${task.state}, though its file says otherwise now.`} ${task.explanation}`;
}
