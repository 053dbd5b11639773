/** Rule: an item that more urgent work waits for becomes as urgent as that. */
import { priorityRank } from '../../queue/priority.ts';
import type { QueueEntry } from '../../queue/queue-entry.ts';
import type { Priority, Task } from '../../task.ts';
import type { Facts } from '../facts.ts';
import { whyPathless } from '../pathless.ts';
import type { PriorityChange } from '../proposal.ts';

/**
 * The source of the rule: "a blocker of higher-priority work rises to it" of the workflow that this project follows.
 * Through any number of items; what is stopped, or could not go on anyway, makes nothing urgent. Human actions have an
 * urgency of their own that follows their work.
 */
export function rising(facts: Facts): PriorityChange[] {
  const reached = new Map<Task, { readonly priority: Priority; readonly because: Task }>();
  const { entries } = facts.queue;
  const urgencyOf = ({ task }: QueueEntry) => reached.get(task)?.priority ?? task.priority;
  // Each round carries an urgency one item further.
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const entry of entries) {
      if (entry.task.stop || whyPathless(entry, facts) !== undefined) continue;
      const priority = urgencyOf(entry);
      for (const blocker of entry.waits.flatMap(({ tasks }) => tasks)) {
        const now = reached.get(blocker)?.priority ?? blocker.priority;
        if (blocker.isHumanAction || priorityRank(priority) >= priorityRank(now)) continue;
        reached.set(blocker, { priority, because: entry.task });
        isChanged = true;
      }
    }
  }
  return Array.from(reached, ([{ id, priority }, { priority: to, because }]) => {
    return {
      kind: 'priority',
      id,
      from: priority,
      to,
      reason: `${because.id} waits for it and is ${to}`,
      by: 'rising',
    };
  });
}
