/** Whether a task is ready, and if not, why: one reason, one sentence. */
import { countCriteria } from '../parse/criteria.ts';
import type { HumanAction, Task } from '../task.ts';
import type { Wait } from './waiting.ts';

/** Why a task is not ready. human: a person must do it. action: a person must do something else first. */
export type BlockReason = 'action' | 'dependency' | 'human' | 'status' | 'cycle' | 'stop';

export interface Verdict {
  readonly status: 'ready' | 'blocked';
  readonly reason?: BlockReason;
  readonly blockedBy: readonly string[];
  /** One sentence for people. */
  readonly explanation: string;
}

export interface Circumstances {
  readonly waits: readonly Wait[];
  /** Human actions, not over, that list the task. */
  readonly listedBy: readonly HumanAction[];
  /** Ids of the way round, when the task waits for itself. */
  readonly cycle: readonly string[] | undefined;
}

/** Decides about one task. */
export function judgeTask(task: Task, { waits, listedBy, cycle }: Circumstances): Verdict {
  const actions = [
    ...listedBy.map(({ id }) => id),
    ...waits.filter(({ state }) => state === 'action').map(({ id }) => id),
  ];
  const unmet = waits.filter(({ state }) => state === 'open' || state === 'unknown');
  const blockedBy = [...new Set([...actions, ...unmet.map(({ id }) => id)])];
  const blocked = (reason: BlockReason, explanation: string): Verdict => ({
    status: 'blocked',
    reason,
    blockedBy,
    explanation,
  });
  if (task.isHumanAction) return blocked('human', 'A person must do this task; it is never executed.');
  if (task.stop) return blocked('stop', 'Halted by STOP in its notes or log, or by stop: true; remove it to go on.');
  if (cycle !== undefined) return blocked('cycle', `Waits for itself in a circle: ${cycle.join(' → ')}.`);
  if (blockedBy.length > 0) {
    const parts = [...new Set(actions)].map((id) => `a person to finish ${id}`).concat(unmet.map(describeWait));
    return blocked(actions.length > 0 ? 'action' : 'dependency', `Waits for ${listed(parts)}.`);
  }
  const saysBlocked = task.status === 'blocked' || task.folder === 'blocked';
  if (!saysBlocked) return { status: 'ready', blockedBy, explanation: readySentence(task) };
  return judgeStatus(task, waits, blocked);
}

/** A status blocked holds until all that is listed as its cause is known to be done. */
function judgeStatus(
  task: Task,
  waits: readonly Wait[],
  blocked: (reason: BlockReason, explanation: string) => Verdict,
): Verdict {
  const says = task.status === 'blocked' ? 'Its status is blocked' : 'It lies in tasks/blocked/';
  if (task.conditions !== undefined) {
    const conditions = listed(task.conditions.map((condition) => `"${condition}"`));
    return blocked('status', `${says}, and only a person can tell whether ${conditions} is met.`);
  }
  const external = waits.filter(({ state }) => state === 'external').map(({ id }) => id);
  if (external.length > 0) {
    return blocked('status', `${says}, and whether ${listed(external)} is done is not known in this repository.`);
  }
  const done = waits.map(({ id }) => id);
  if (done.length === 0) {
    return blocked('status', `${says} and names nothing that it waits for; set it to active once it can go on.`);
  }
  const explanation = `${says}, but all that it waited for is done (${done.join(', ')}): ${lowerFirst(readySentence(task))}`;
  return { status: 'ready', blockedBy: [], explanation };
}

function readySentence(task: Task): string {
  const { total, open } = countCriteria(task.criteria);
  if (total === 0) return 'Ready, but it has no acceptance criteria: it needs some before it can be completed.';
  if (open === 0) return `Ready: all ${total} criteria are done, so it goes straight to verification.`;
  return `Ready: ${open} of ${total} criteria ${open === 1 && total === 1 ? 'is' : 'are'} open and nothing blocks it.`;
}

function describeWait({ id, state, tasks }: Wait): string {
  if (state === 'unknown') return `${id}, which no file holds`;
  const first = tasks[0];
  if (first === undefined) return id;
  if (tasks.length > 1) return `${id}, which several open tasks are called`;
  if (first.isHumanAction) return `${id}, which a person must do`;
  const { open } = countCriteria(first.criteria);
  return open === 0
    ? `${id}, which is not completed`
    : `${id}, with ${open} open ${open === 1 ? 'criterion' : 'criteria'}`;
}

function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join('; ')} and ${parts.at(-1)}`;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
