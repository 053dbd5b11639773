/** One task as it is understood: what its files say, and what the rest of the backlog makes of it. Pure. */

import { guarded, guardIds } from '../lint/id-guard.ts';
import { type LogEntry, readLogEntries } from '../parse/log-entries.ts';
import type { Queue } from '../queue/queue.ts';
import type { QueueEntry } from '../queue/queue-entry.ts';
import { type Register, registerOf, standingOf } from '../queue/standing.ts';
import { isArchive, isGivenUp } from '../queue/status-words.ts';
import { factsOf } from '../queue/task-facts.ts';
import { readOtherBoxes } from '../standard/criteria-forms.ts';
import { readDocument } from '../standard/document.ts';
import type { Backlog, Criterion, Task } from '../task.ts';
import { idKey } from '../task-id.ts';
import { frontMatterFields, reportFields } from './fields.ts';
import type { CriterionView, DependencyView, LogView, RelatedView, TaskView } from './item-view.ts';
import { problemView } from './problem-view.ts';

/** What a task is described from. */
export interface TaskSource {
  readonly task: Task;
  /** Text of `task.file`. */
  readonly text: string;
  /** Text of `task.reportFile`, where there is one. */
  readonly reportText?: string;
  readonly backlog: Backlog;
  readonly queue: Queue;
}

/** Describes a task, whether it is open or over. */
export function describeTask({ task, text, reportText, backlog, queue }: TaskSource): TaskView {
  const register = registerOf(backlog);
  const { id, title, file, layout, folder, status, priority, labels } = task;
  const { total, open } = factsOf(task).criteria;
  const files = new Set([file, task.reportFile]);
  const guard = guardIds(backlog);
  const document = readDocument(text, file);
  const own = [...backlog.problems, ...queue.problems].filter((problem) => files.has(problem.file));
  return {
    ...{ kind: 'task', id, title, file },
    ...(task.reportFile === undefined ? {} : { report_file: task.reportFile }),
    ...{ layout, folder, status, priority, labels },
    ...stateOf(task, queue),
    fields: [...(reportText === undefined ? [] : reportFields(reportText)), ...frontMatterFields(text)],
    criteria_form: task.criteriaForm,
    criteria_total: total,
    criteria_open: open,
    criteria: task.criteria.map(criterionView),
    checklists: readOtherBoxes(document, task.criteriaForm).map(criterionView),
    dependencies: dependenciesOf(task, register),
    conditions: (task.conditions ?? []).map((one) => ({ text: one.text, file: one.file ?? file, line: one.line + 1 })),
    human_actions: listingActions(task, queue),
    downstream: downstreamOf(task, queue),
    log: readLogEntries(document.outline, document.sections).map(logView),
    problems: [...task.problems.map((problem) => guarded(problem, task, guard)), ...own].map(problemView),
  };
}

function stateOf(task: Task, queue: Queue): Pick<TaskView, 'state' | 'blocked_reason' | 'blocked_by' | 'explanation'> {
  const entry = queue.entries.find((queued) => queued.task === task);
  if (entry === undefined) return { state: 'ended', explanation: howItEnded(task) };
  const { status, reason, blockedBy, explanation } = entry;
  return {
    state: status,
    ...(reason === undefined ? {} : { blocked_reason: reason }),
    ...(blockedBy.length === 0 ? {} : { blocked_by: blockedBy }),
    explanation,
  };
}

function howItEnded(task: Task): string {
  const { folder, mergedInto, status } = task;
  const merged = mergedInto === undefined ? '' : `, merged into ${mergedInto}`;
  if (isArchive(folder)) return `${isGivenUp(task) ? 'Given up' : 'Done'}${merged}: it is archived in ${folder}/.`;
  return `${isGivenUp(task) ? 'Given up' : 'Done'}${merged}: its status is ${status}, and it is not archived yet.`;
}

function criterionView({ text, state, line, address, check, children }: Criterion): CriterionView {
  const checked = check === undefined ? {} : { check };
  return { text, state, line: line + 1, group: address.group, ...checked, children: children.map(criterionView) };
}

function dependenciesOf(task: Task, register: Register): DependencyView[] {
  return task.dependencies.map(({ id, direction, source, file = task.file, line }) => {
    const { state, tasks, action } = standingOf(idKey(id), task, register);
    const title = state === 'self' ? task.title : (tasks[0]?.title ?? action?.title);
    return { id, direction, source, file, line: line + 1, state, ...(title === undefined ? {} : { title }) };
  });
}

function listingActions(task: Task, { humanWork }: Queue): RelatedView[] {
  const listing = humanWork.filter(({ blocks }) => blocks.includes(task));
  return listing.map(({ action: { id, title, file, status } }) => ({ id, title, file, status }));
}

function downstreamOf(task: Task, { entries, humanWork }: Queue): RelatedView[] {
  const listed = humanWork.find(({ action }) => action.file === task.file)?.blocks ?? [];
  const waiting = entries.filter((entry) => {
    return listed.includes(entry.task) || entry.waits.some(({ tasks }) => tasks.includes(task));
  });
  return waiting.map(relatedView);
}

/** An open task as another one names it. */
export function relatedView({ task: { id, title, file }, status }: QueueEntry): RelatedView {
  return { id, title, file, status };
}

function logView({ line, date, text, children }: LogEntry): LogView {
  const dated = date === undefined ? {} : { date };
  return { line: line + 1, ...dated, text, children: children.map(logView) };
}
