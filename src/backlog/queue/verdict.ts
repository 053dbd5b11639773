/** Whether a task is ready, and if not, why: one reason, one sentence. */
import { conflictCode } from '../parse/merge-conflict.ts';
import type { HumanAction, Task } from '../task.ts';
import { idKey } from '../task-id.ts';
import type { Circle } from './circles.ts';
import {
  attemptsSentence,
  type Blocker,
  circleSentence,
  conflictSentence,
  describeBlocker,
  humanSentence,
  readySentence,
  sharedIdSentence,
  stopSentence,
  waitSentence,
} from './explain.ts';
import { judgeStatus } from './status-verdict.ts';
import { isHeldBack } from './status-words.ts';
import type { Wait } from './waiting.ts';

/**
 * Why a task is not ready. human: a person must do it. action: a person must do something else first. status: what its
 * own file says, or fails to say; an id that tells it from others among it. attempts: runs failed at the same criterion
 * again and again.
 */
export type BlockReason = 'action' | 'dependency' | 'human' | 'status' | 'cycle' | 'stop' | 'attempts';

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
  /** Set when the task waits for itself. */
  readonly circle: Circle | undefined;
  /** Set when other open tasks have its id: all of them, itself too. */
  readonly sharers: readonly Task[] | undefined;
}

/** Runs that may fail at one criterion before nobody tries it again unasked. */
const runsPerCriterion = 3;

const nobody: readonly string[] = [];
const nothing: readonly Blocker[] = [];

/** Decides about one task. */
export function judgeTask(task: Task, { waits, listedBy, circle, sharers }: Circumstances): Verdict {
  const blockers = waits.length + listedBy.length === 0 ? nothing : blockersOf(waits, listedBy);
  const blockedBy = blockers.length === 0 ? nobody : blockers.map(({ id }) => id);
  const blocked = (reason: BlockReason, explanation: string): Verdict => {
    return { status: 'blocked', reason, blockedBy, explanation };
  };
  if (task.isHumanAction) return blocked('human', humanSentence(blockers));
  if (task.stop) return blocked('stop', stopSentence(blockers));
  if (hasConflict(task)) return blocked('status', conflictSentence(blockers));
  if (sharers !== undefined) return blocked('status', sharedIdSentence(sharers, blockers));
  if (circle !== undefined) return blocked('cycle', circleSentence(circle, blockers));
  if (blockers.length > 0) {
    return blocked(blockers.some(({ isAction }) => isAction) ? 'action' : 'dependency', waitSentence(blockers));
  }
  const said = isHeldBack(task) ? judgeStatus(task, waits) : { isReady: true, explanation: readySentence(task) };
  if (said.isReady && (task.failedRuns?.length ?? 0) >= runsPerCriterion) {
    return blocked('attempts', attemptsSentence(task));
  }
  return said.isReady
    ? { status: 'ready', blockedBy, explanation: said.explanation }
    : blocked('status', said.explanation);
}

/** Whether a merge left its marks in a file of the task: nothing that the file says is certain then, its status least of all. */
function hasConflict({ problems }: Task): boolean {
  return problems.some(({ code }) => code === conflictCode);
}

/** Human actions first: nothing that the engine does brings them about. */
function blockersOf(waits: readonly Wait[], listedBy: readonly HumanAction[]): readonly Blocker[] {
  const found = new Map<string, Blocker>();
  const add = (id: string, text: string, isAction: boolean) => {
    const key = idKey(id);
    if (!found.has(key)) found.set(key, { id, text, isAction });
  };
  for (const { id } of listedBy) add(id, `${id} (a person must finish it)`, true);
  for (const { id, state } of waits) if (state === 'action') add(id, `${id} (a person must finish it)`, true);
  for (const wait of waits) {
    if (wait.state === 'open' || wait.state === 'unknown') add(wait.id, describeBlocker(wait), false);
  }
  return [...found.values()];
}
