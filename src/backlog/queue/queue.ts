/** The queue: what can be done now, in which order, and why the rest cannot. Pure; every rule is in its table of cases. */
import { type CriteriaCount, countCriteria } from '../parse/criteria.ts';
import type { Backlog, Folder, Task } from '../task.ts';
import { idKey, idNumber } from '../task-id.ts';
import { findCycles } from './cycles.ts';
import { byKey, type HumanWork, listingActions, priorityRank, rankHumanWork } from './human-work.ts';
import { type Resolution, resolveTasks } from './identity.ts';
import { judgeTask, type Verdict } from './verdict.ts';
import { readWaiting, type Waiting } from './waiting.ts';

export interface QueueEntry extends Verdict {
  readonly task: Task;
  readonly criteria: CriteriaCount;
}

export interface Queue {
  /** All open tasks, in the order in which they are to be done. */
  readonly entries: readonly QueueEntry[];
  /** All human actions that are not over, most urgent first. */
  readonly humanWork: readonly HumanWork[];
  /** Those of them that are pending with an effective urgency of critical or high. */
  readonly required: readonly HumanWork[];
  readonly next: { readonly itemId: string; readonly reason: string } | undefined;
  /** Tasks of tasks/completed/, newest number first. */
  readonly completed: readonly Task[];
  readonly warnings: readonly string[];
}

export interface QueueOptions {
  /** Whether everything in active/ comes before anything in backlog/, whatever its priority. */
  readonly activeFirst?: boolean;
}

/** Builds the queue of a backlog. */
export function buildQueue(backlog: Backlog, options: QueueOptions = {}): Queue {
  const { humanActions } = backlog;
  const resolution = resolveTasks(backlog.tasks);
  const { open } = resolution;
  const waiting = new Map(open.map((task) => [task, readWaiting(task, resolution, humanActions)]));
  const targets = (task: Task) => waiting.get(task)?.waits.flatMap(({ tasks }) => tasks) ?? [];
  const listing = listingActions(humanActions, open);
  const cycles = findCycles(open, targets);
  const cycleOf = new Map(cycles.flatMap(({ members, path }) => members.map((member) => [member, path] as const)));
  const entries = open.map((task): QueueEntry => {
    const verdict = judgeTask(task, {
      waits: waiting.get(task)?.waits ?? [],
      listedBy: listing.get(idKey(task.id)) ?? [],
      cycle: cycleOf.get(task)?.map(({ id }) => id),
    });
    return { ...verdict, task, criteria: countCriteria(task.criteria) };
  });
  const ordered = entries.toSorted((one, other) => compareTasks(one.task, other.task, options));
  const dependents = byKey(open, (task) => unmetIds(waiting.get(task)));
  const humanWork = rankHumanWork(humanActions, open, (id) => dependents.get(idKey(id)) ?? []);
  const warnings = [
    ...backlog.problems.filter(({ severity }) => severity !== 'info').map(({ message }) => message),
    ...resolution.warnings,
    ...cycles.map(({ path }) => `These tasks wait for each other: ${path.map(({ id }) => id).join(' → ')}.`),
    ...ordered.flatMap(({ task }) => [...(waiting.get(task)?.warnings ?? []), ...taskWarnings(task)]),
    ...humanWork.flatMap((work) => actionWarnings(work, resolution)),
  ];
  return {
    entries: ordered,
    humanWork,
    required: humanWork.filter(isRequired),
    next: nextAction(ordered, humanWork),
    completed: backlog.tasks
      .filter(({ folder }) => folder === 'completed')
      .toSorted((one, other) => idNumber(other.id) - idNumber(one.id) || one.file.localeCompare(other.file)),
    warnings: [...new Set(warnings)],
  };
}

/** What a task still waits for: the ids that it names, and those of the tasks that these were merged into. */
function unmetIds(waiting: Waiting | undefined): string[] {
  const unmet = waiting?.waits.filter(({ state }) => state === 'open' || state === 'action') ?? [];
  return unmet.flatMap(({ id, tasks }) => [id, ...tasks.map((task) => task.id)]);
}

const folderOrder: readonly Folder[] = ['active', 'backlog', 'blocked', 'completed', 'deprecated'];

/** Priority, then active before backlog, then number. */
function compareTasks(one: Task, other: Task, { activeFirst = false }: QueueOptions): number {
  const byActive = Number(other.folder === 'active') - Number(one.folder === 'active');
  return (
    (activeFirst ? byActive : 0) ||
    priorityRank(one.priority) - priorityRank(other.priority) ||
    folderOrder.indexOf(one.folder) - folderOrder.indexOf(other.folder) ||
    idNumber(one.id) - idNumber(other.id) ||
    one.file.localeCompare(other.file)
  );
}

function isRequired({ action, effectiveUrgency }: HumanWork): boolean {
  return action.status === 'pending' && (effectiveUrgency === 'critical' || effectiveUrgency === 'high');
}

/** The first ready task; else the human action that frees the most urgent task; else any that a person can do. */
function nextAction(entries: readonly QueueEntry[], humanWork: readonly HumanWork[]): Queue['next'] {
  const ready = entries.find(({ status }) => status === 'ready');
  if (ready !== undefined) {
    const { id, priority } = ready.task;
    return { itemId: id, reason: `Highest priority ready task (${priority}). ${ready.explanation}` };
  }
  const rank = ({ frees }: HumanWork) =>
    frees === undefined ? Number.POSITIVE_INFINITY : priorityRank(frees.priority);
  const [work] = humanWork.toSorted((one, other) => (rank(one) < rank(other) ? -1 : rank(one) > rank(other) ? 1 : 0));
  if (work === undefined || entries.length === 0) return undefined;
  const { action, frees } = work;
  const frees_ = frees === undefined ? '' : ` It frees ${frees.id} (${frees.priority}).`;
  return { itemId: action.id, reason: `No task is ready; a person must first do "${action.title}".${frees_}` };
}

function taskWarnings(task: Task): string[] {
  const problems = task.problems.filter(({ severity }) => severity !== 'info');
  const conditions = (task.conditions ?? []).map(
    (condition) => `${task.id} names "${condition}" as a blocker, which is no id; it is not waited for.`,
  );
  return [...problems.map(({ file, range, message }) => `${file}:${range.start + 1}: ${message}`), ...conditions];
}

function actionWarnings({ action }: HumanWork, { holders }: Resolution): string[] {
  const unknown = action.blockingItems.filter((id) => /^TASK-/i.test(id) && !holders.has(idKey(id)));
  return unknown.map((id) => `${action.id} blocks ${id}, which no file holds.`);
}
