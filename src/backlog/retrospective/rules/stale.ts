/** Rule: an item that nobody touched for a long time, and that has no way to become ready, is deprecated. */
import { idKey } from '../../task-id.ts';
import { daysUnchanged, dependentsOf, type Facts } from '../facts.ts';
import { whyPathless } from '../pathless.ts';
import type { Deprecation } from '../proposal.ts';

/** Days without a change after which an item counts as stale. */
const staleDays = 90;

/**
 * The source of the rule: "deprecates what is stale without a path" of the workflow that this project follows. Nothing
 * urgent goes this way (it loses its urgency first), nor what other work waits for.
 */
export function stale(facts: Facts): Deprecation[] {
  const dependents = dependentsOf(facts.queue);
  return facts.queue.entries.flatMap((entry) => {
    const { task } = entry;
    const isUrgent = task.priority === 'critical' || task.priority === 'high';
    const days = daysUnchanged(task, facts);
    if (isUrgent || days === undefined || days < staleDays || dependents.has(idKey(task.id))) return [];
    const why = whyPathless(entry, facts);
    if (why === undefined) return [];
    return [{ kind: 'deprecate', id: task.id, reason: `Nobody changed it for ${days} days, and ${why}`, by: 'stale' }];
  });
}
