/** What is odd about one task or action in the light of the others. */
import { isActionStatus } from '../parse/action-report.ts';
import type { HumanAction, Problem, Task } from '../task.ts';
import { idKey, isExternalKind } from '../task-id.ts';
import type { QueueEntry } from './queue-entry.ts';
import { queueProblem } from './queue-problem.ts';
import type { Register } from './standing.ts';
import { openWord } from './status-verdict.ts';
import { isSaidBlocked } from './status-words.ts';

/** Blockers in words: they hold a task back only where its status says so too. */
export function conditionProblems(task: Task): Problem[] {
  return (task.conditions ?? []).map(({ text, line, file = task.file }) => {
    const effect = isSaidBlocked(task) ? 'only a person can tell whether it is met' : 'it is not waited for';
    const message = `${task.id} names "${text}" as a blocker, which is no id; ${effect}.`;
    return queueProblem({ file, line }, 'warning', 'condition-in-words', message);
  });
}

/** A task that is said to be blocked, and is not any more. */
export function outdatedStatus({ task, status, explanation }: QueueEntry): Problem | undefined {
  if (status !== 'ready' || !isSaidBlocked(task)) return undefined;
  const remedy = task.folder === 'blocked' ? 'Move it to tasks/active/.' : `Set its status to ${openWord(task)}.`;
  return queueProblem(task, 'info', 'status-outdated', `${task.id}: ${explanation} ${remedy}`);
}

/** Ids that an action lists and that nothing holds. Items of other repositories cannot be known here. */
export function actionProblems(
  { id, file, status, blockingItems }: HumanAction,
  { holders, actions, unreadable }: Register,
): Problem[] {
  const unknown = blockingItems.filter((item) => {
    const key = idKey(item);
    return ![holders, actions, unreadable].some((known) => known.has(key)) && !isExternalKind(item);
  });
  const problems = unknown.map((item) => {
    return queueProblem({ file }, 'warning', 'action-unknown-task', `${id} blocks ${item}, which no file holds.`);
  });
  if (isActionStatus(status)) return problems;
  const message = `${id} has the status "${status}", which is unknown; it counts as pending. Write pending, in_progress, blocked or completed.`;
  return [...problems, queueProblem({ file }, 'warning', 'action-status-unknown', message)];
}
