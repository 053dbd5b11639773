/** Rule: urgent work that cannot become ready, and that nobody does anything about, becomes less urgent. */
import { priorityOrder, priorityRank } from '../../queue/priority.ts';
import { idKey } from '../../task-id.ts';
import { daysUnchanged, dependentsOf, type Facts } from '../facts.ts';
import { whyPathless } from '../pathless.ts';
import type { PriorityChange } from '../proposal.ts';

/** Days without a change after which it falls by one; the fall is a change, so the next comes as many days later. */
const patienceDays = 30;

/**
 * The source of the rule: "unready work falls" of the workflow that this project follows. It falls to medium at the
 * most; work that only waits for other work, or for a person, keeps its urgency, since that is what its blockers rise by.
 */
export function falling(facts: Facts): PriorityChange[] {
  const dependents = dependentsOf(facts.queue);
  return facts.queue.entries.flatMap((entry) => {
    const { id, priority } = entry.task;
    const days = daysUnchanged(entry.task, facts);
    const to = priorityOrder[priorityRank(priority) + 1];
    const isUrgent = priority === 'critical' || priority === 'high';
    if (!isUrgent || to === undefined || days === undefined || days < patienceDays || dependents.has(idKey(id)))
      return [];
    const why = whyPathless(entry, facts);
    if (why === undefined) return [];
    const reason = `Nobody changed it for ${days} days, and ${why}`;
    return [{ kind: 'priority', id, from: priority, to, reason, by: 'falling' }];
  });
}
