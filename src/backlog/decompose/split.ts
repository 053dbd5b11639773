/** Takes a task apart because a person wants it, before any run has found it too large. Pure; the rules are in its table of cases. */
import { leaves } from '../parse/criteria.ts';
import type { Backlog, Task } from '../task.ts';
import { idKey } from '../task-id.ts';
import { notHandedOver } from './handed-over.ts';
import { type OpenCriterion, openCriteria } from './open-criteria.ts';
import { proposeSubTasks } from './propose.ts';
import { mostCriteria } from './sections.ts';
import type { SubTask } from './sub-task.ts';

export type Split =
  | {
      readonly subTasks: readonly SubTask[];
      /** Open criteria that tasks which this one waits for have already, so that they are in none of the sub-tasks. */
      readonly handedOver: number;
    }
  /** One or two sentences for people: why there is nothing to split, and what to do. */
  | { readonly refusal: string };

/**
 * Splits what is open into at least two sub-tasks, as a run would: one for each group, in chunks. One criterion alone is
 * split into the parts that it lists.
 * @param text of the file that holds the criteria
 * @param most criteria of one sub-task
 */
export function splitTask(task: Task, text: string, backlog: Backlog, most = mostCriteria): Split {
  const { id } = task;
  const all = openCriteria(task, text);
  const open = notHandedOver(task, all, backlog);
  const [first] = open;
  if (all.length === 0) return { refusal: nothingOpen(task) };
  if (first === undefined) return { refusal: `${id} is taken apart already: ${holders(task, all, backlog)}.` };
  const handedOver = all.length - open.length;
  if (open.length === 1) {
    const { subTasks } = proposeSubTasks(task, open, 'too-large');
    if (subTasks.length > 0) return { subTasks, handedOver };
    return {
      refusal: `${id} has one open criterion, and it lists no parts: "${first.text}". Write smaller ones in its place.`,
    };
  }
  const { subTasks } = proposeSubTasks(task, open, 'limit', most);
  if (subTasks.length > 1) return { subTasks, handedOver };
  const group = first.group === undefined ? 'no headings' : 'one heading';
  return {
    refusal: `One sub-task would take all ${open.length} open criteria of ${id}, which stand under ${group}. Put them under ### headings, or say how many one sub-task takes at most.`,
  };
}

/** Sizes that a person is offered, the house's own first: only those that split, each with another result. */
export function splitSizes(
  task: Task,
  text: string,
  backlog: Backlog,
): { readonly most: number; readonly split: Exclude<Split, { refusal: string }> }[] {
  const found: { most: number; split: Exclude<Split, { refusal: string }> }[] = [];
  for (const most of [mostCriteria, 5, 3, 1]) {
    const split = splitTask(task, text, backlog, most);
    if ('refusal' in split) continue;
    if (found.some((one) => one.split.subTasks.length === split.subTasks.length)) continue;
    found.push({ most, split });
  }
  return found;
}

function nothingOpen({ id, criteria }: Task): string {
  const total = leaves(criteria).length;
  if (total === 0) return `${id} has no acceptance criteria, so there is nothing to split. Write them first.`;
  return `No criterion of ${id} is open, so there is nothing to split.`;
}

/** `TASK-002 and TASK-003 have its open criteria`. */
function holders(task: Task, open: readonly OpenCriterion[], backlog: Backlog): string {
  const upstream = task.dependencies.filter(({ direction }) => direction === 'upstream').map(({ id }) => idKey(id));
  const others = backlog.tasks.filter((one) => {
    return (
      upstream.includes(idKey(one.id)) && notHandedOver(task, open, { ...backlog, tasks: [one] }).length < open.length
    );
  });
  const ids = others.map(({ id }) => id);
  return `${ids.join(', ')} ${ids.length === 1 ? 'has' : 'have'} its open criteria, and it waits for ${ids.length === 1 ? 'that' : 'them'}`;
}
