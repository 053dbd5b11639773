/** What a list offers where a command needs a task: in groups, each of its own repository. Pure. */
import * as l10n from './l10n.ts';
import type { RepositoryQueue, TaskEntry } from './queue-entries.ts';
import { groupOf } from './queue-groups.ts';
import type { RunState } from './run-state.ts';
import { withoutIcons } from './shown-text.ts';
import type { TaskReference } from './task-reference.ts';

export interface ChosenTask {
  readonly task: TaskEntry;
  readonly reference: TaskReference;
}

export interface TaskPick {
  readonly label: string;
  readonly description: string;
  readonly detail?: string;
  readonly chosen: ChosenTask;
}

export interface PickGroup {
  readonly title: string;
  readonly picks: readonly TaskPick[];
}

/** The task of the active editor first, then the groups in the order of the Task Queue, the next task on top. */
export function taskPicks(
  queues: readonly RepositoryQueue[],
  runs: readonly Pick<RunState, 'repository' | 'itemId'>[],
  current: ChosenTask | undefined,
  states: readonly TaskEntry['state'][],
): PickGroup[] {
  const several = queues.length > 1;
  const all = queues.flatMap(({ root, name, tasks }) => {
    const running = new Set(runs.filter(({ repository }) => repository === root).map(({ itemId }) => itemId));
    return tasks.map((task) => ({
      group: isSame(current, root, task) ? 'current' : groupOf(task, running),
      pick: taskPick({ task, reference: { repository: root, itemId: task.id, file: task.file } }, several ? name : ''),
    }));
  });
  const groups = {
    current: l10n.t('open in the editor'),
    ready: l10n.t('ready'),
    backlog: l10n.t('backlog'),
    running: l10n.t('running'),
    blocked: l10n.t('blocked'),
    completed: l10n.t('completed'),
  };
  return Object.entries(groups).flatMap(([key, title]) => {
    const members = all.filter(({ group, pick }) => group === key && states.includes(pick.chosen.task.state));
    const picks = members.map(({ pick }) => pick);
    return picks.length === 0 ? [] : [{ title, picks: picks.toSorted((a, b) => isNext(b) - isNext(a)) }];
  });
}

function isSame(current: ChosenTask | undefined, root: string, { file }: TaskEntry): boolean {
  return current?.reference.repository === root && current.task.file === file;
}

function isNext({ chosen }: TaskPick): number {
  return Number(chosen.task.next);
}

/** @param repository its name where there are several, since ids are unique in one alone */
function taskPick(chosen: ChosenTask, repository: string): TaskPick {
  const { id, title, priority, done, total, state, explanation, next } = chosen.task;
  const facts = [
    next ? l10n.t('next') : '',
    priority,
    total > 0 ? `${done}/${total}` : l10n.t('no criteria'),
    repository,
  ];
  return {
    label: withoutIcons(`${id} ${title}`),
    description: withoutIcons(facts.filter((fact) => fact !== '').join(' · ')),
    ...(state === 'blocked' ? { detail: withoutIcons(explanation) } : {}),
    chosen,
  };
}
