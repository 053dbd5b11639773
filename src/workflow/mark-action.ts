/** Marks a human action as done because a person says so. */
import { buildQueue } from '../backlog/queue/queue.ts';
import { readBacklog } from '../backlog/read/read.ts';
import type { HumanAction } from '../backlog/task.ts';
import { type MarkedAction, markAll } from './settle/mark-all.ts';

/** What its report, or its progress log, says of how that is known. */
const evidence = 'Marked as done by hand.';

/**
 * As a check does it whose probes are true: the report or the task gets its status, the tables the row, in one commit of exactly
 * these files.
 * @param file where the action stands, below the root
 * @returns why nothing was marked, as a sentence; everything is as before then
 * @throws the signal's reason; the system's error when the repository may not be read
 */
export async function markActionDone(
  root: string,
  { id, file }: Pick<HumanAction, 'id' | 'file'>,
  signal: AbortSignal,
): Promise<MarkedAction | string> {
  const backlog = await readBacklog(root, { signal });
  const work = buildQueue(backlog).humanWork.find(({ action }) => action.id === id && action.file === file);
  if (work === undefined) return `${id} is no longer waiting.`;
  const { action } = work;
  const proven = [{ action, evidence, byHand: true } as const];
  const { marked, refused } = await markAll(root, backlog.humanActions, proven, signal);
  const done = marked.find((one) => one.action.id === id && one.byHand === true);
  return done ?? refused.get(action) ?? `${id} was ended by somebody else meanwhile.`;
}
