/** Makes what is planned in related repositories, and pushes it. What keeps one from being made is said, and keeps no other. */
import type { Settings } from '../settings.ts';
import { applyRollback } from './apply-rollback.ts';
import { type RelatedRollback, whyNot } from './plan-related.ts';
import { pushRollback } from './push-rollback.ts';
import { rollbackMessage } from './rollback-message.ts';
import type { PushedRelated } from './rollback-result.ts';

/** Commits what is planned there. @param why as in the task's own commit @throws the signal's reason; all is as before there then */
export async function makeRelated(
  one: RelatedRollback,
  why: string | undefined,
  signal: AbortSignal,
): Promise<RelatedRollback> {
  if (one.kind !== 'planned') return one;
  const { repository, rolledBack, state, place, plan } = one;
  const common = { repository, rolledBack, state };
  try {
    const message = rollbackMessage(rolledBack, why, plan.checkByHand);
    const { sha } = await applyRollback(place, plan, message, signal);
    return { ...common, kind: 'made', sha, branch: place.branch, plan };
  } catch (error) {
    signal.throwIfAborted();
    return { ...common, kind: 'refused', why: whyNot(error) };
  }
}

/** Pushes by the policy what is made there. @throws the signal's reason when aborted */
export async function pushMade(
  one: RelatedRollback,
  task: Parameters<typeof pushRollback>[1],
  push: Settings['push'],
  signal: AbortSignal,
): Promise<PushedRelated> {
  if (one.kind !== 'made') return { one };
  return { one, pushed: await pushRollback(one.repository, task, push, one, one.state, signal) };
}
