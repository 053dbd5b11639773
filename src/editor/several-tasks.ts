/** Several tasks processed at once: which, in which order, and what is told at the end. Pure. */
import * as l10n from './l10n.ts';
import type { RunOutcome } from './run-state.ts';
import type { ChosenTask } from './task-picks.ts';

export interface ProcessPlan {
  /** Those that can be processed, each behind what it waits for. */
  readonly order: readonly ChosenTask[];
  /** Sentences about the others: why not. */
  readonly leftOut: readonly string[];
}

/**
 * In the order given, but that a task which waits for others of them alone comes behind these.
 * @param archives whether a task is archived when it is complete: what waits for it can begin only then
 */
export function processPlan(chosen: readonly ChosenTask[], archives: boolean): ProcessPlan {
  const order: ChosenTask[] = [];
  const waiting = [...chosen];
  const isFree = (one: ChosenTask) => canBegin(one, archives ? order : []);
  for (let at = waiting.findIndex(isFree); at >= 0; at = waiting.findIndex(isFree))
    order.push(...waiting.splice(at, 1));
  return { order, leftOut: waiting.map(whyNot) };
}

function canBegin({ task, reference }: ChosenTask, before: readonly ChosenTask[]): boolean {
  if (task.state === 'ready') return true;
  if (task.state !== 'blocked' || task.blockedReason !== 'dependency') return false;
  return task.blockedBy.every((id) =>
    before.some((one) => one.task.id === id && one.reference.repository === reference.repository),
  );
}

function whyNot({ task: { id, state, explanation } }: ChosenTask): string {
  return state === 'completed' ? l10n.t`${id} is archived already.` : `${id}: ${explanation}`;
}

/** How far it came. */
export interface ProcessedTasks {
  /** Ids of those that are complete. */
  readonly complete: readonly string[];
  /** The one that ended it: it did not begin where it has no outcome. */
  readonly last?: { readonly id: string; readonly outcome: Pick<RunOutcome, 'word' | 'message'> | undefined };
  /** Ids of those behind it. */
  readonly left: readonly string[];
}

/** One summary for all of them. */
export function processedText({ complete, last, left }: ProcessedTasks): string {
  return [
    ...(complete.length === 0 ? [] : [completeText(complete)]),
    ...(last === undefined ? [] : [lastText(last)]),
    ...(left.length === 0 ? [] : [leftText(left)]),
  ].join(' ');
}

function completeText(ids: readonly string[]): string {
  return ids.length === 1 ? l10n.t`${ids[0] ?? ''} is complete.` : l10n.t`${l10n.list(ids)} are complete.`;
}

function lastText({ id, outcome }: NonNullable<ProcessedTasks['last']>): string {
  return outcome === undefined ? l10n.t`${id} was not begun.` : `${id} ${outcome.word}: ${outcome.message}`;
}

function leftText(ids: readonly string[]): string {
  return ids.length === 1 ? l10n.t`So ${ids[0] ?? ''} was not begun.` : l10n.t`So ${l10n.list(ids)} were not begun.`;
}
