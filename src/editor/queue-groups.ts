/**
 * How the tasks of a repository stand in groups. Running comes first and Completed last in every grouping.
 *
 * By state: Ready, what may be processed and lies in the active folder; Blocked, whatever waits, wherever it lies;
 * Backlog, what may be processed and has not been made active.
 */

import { byText } from '../backlog/queue/order.ts';
import { priorityOrder } from '../backlog/queue/priority.ts';
import * as l10n from './l10n.ts';
import type { GroupName, RepositoryQueue, TaskEntry } from './queue-entries.ts';
import { defaultOptions, type Grouping, type QueueOptions } from './queue-options.ts';
import { filtered, sorted } from './queue-selection.ts';

export interface TaskGroup {
  /** Unique in the repository: the name of a state, or what is grouped by and its value. */
  readonly key: string;
  readonly title: string;
  /** Of a group of a state. */
  readonly state?: GroupName;
  readonly tasks: readonly TaskEntry[];
  /** How many are still to be read, and not among the tasks yet. */
  readonly unread?: number;
}

const stateTitles = (): Readonly<Record<GroupName, string>> => ({
  running: l10n.t('Running'),
  ready: l10n.t('Ready'),
  blocked: l10n.t('Blocked'),
  backlog: l10n.t('Backlog'),
  completed: l10n.t('Completed'),
});

/** The groups that hold something, in order. @param running ids of what is in work */
export function groupsOf(
  { name, tasks, unread }: Pick<RepositoryQueue, 'name' | 'tasks' | 'unread'>,
  running: ReadonlySet<string>,
  { filter, sort, grouping, showCompleted }: QueueOptions = defaultOptions,
): TaskGroup[] {
  const states: Record<GroupName, TaskEntry[]> = { running: [], ready: [], blocked: [], backlog: [], completed: [] };
  // What is in work is shown whatever the filter says.
  const shown = new Set(filtered(tasks, filter));
  for (const task of tasks) {
    const state = groupOf(task, running);
    if (state === 'running' || shown.has(task)) states[state].push(task);
  }
  const titles = stateTitles();
  const ofState = (state: GroupName) => ({ key: state, title: titles[state], state, tasks: states[state] });
  const open = [...states.ready, ...states.blocked, ...states.backlog];
  const middle =
    grouping === 'state'
      ? [ofState('ready'), ofState('blocked'), ofState('backlog')]
      : partsOf(inQueueOrder(tasks, open), grouping, name);
  const completed = { ...ofState('completed'), ...(unread ? { unread } : {}) };
  const groups: TaskGroup[] = [ofState('running'), ...middle, ...(showCompleted ? [completed] : [])];
  return groups
    .filter((group) => group.tasks.length > 0 || group.unread !== undefined)
    .map((group) => ({ ...group, tasks: sorted(group.tasks, sort) }));
}

/** The group that a task stands in. An archived twin of a running task stays where it is. */
export function groupOf(task: TaskEntry, running: ReadonlySet<string>): GroupName {
  if (task.state === 'completed') return 'completed';
  if (running.has(task.id)) return 'running';
  if (task.state === 'blocked') return 'blocked';
  return task.folder === 'backlog' ? 'backlog' : 'ready';
}

function inQueueOrder(all: readonly TaskEntry[], some: readonly TaskEntry[]): readonly TaskEntry[] {
  const chosen = new Set(some);
  return all.filter((task) => chosen.has(task));
}

function partsOf(tasks: readonly TaskEntry[], grouping: Exclude<Grouping, 'state'>, name: string): TaskGroup[] {
  if (grouping === 'repository') return [{ key: 'repository', title: name, tasks }];
  if (grouping === 'priority') {
    const titles = {
      critical: l10n.t('Critical'),
      high: l10n.t('High'),
      medium: l10n.t('Medium'),
      low: l10n.t('Low'),
    };
    return priorityOrder.map((priority) => {
      const title = titles[priority];
      return { key: `priority ${priority}`, title, tasks: tasks.filter((task) => task.priority === priority) };
    });
  }
  const byLabel = new Map<string, TaskEntry[]>();
  for (const task of tasks) {
    for (const label of new Set(task.labels)) {
      const members = byLabel.get(label);
      if (members === undefined) byLabel.set(label, [task]);
      else members.push(task);
    }
  }
  const labelled = [...byLabel].toSorted(([one], [other]) => byText(one, other));
  return [
    ...labelled.map(([label, members]) => ({ key: `label ${label}`, title: label, tasks: members })),
    { key: 'label', title: l10n.t('No label'), tasks: tasks.filter((task) => task.labels.length === 0) },
  ];
}
