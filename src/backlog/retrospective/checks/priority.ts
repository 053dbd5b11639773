import { priorityOrder, priorityRank } from '../../queue/priority.ts';
import { idKey } from '../../task-id.ts';
import type { Checking } from '../checking.ts';
import { dependentsOf } from '../facts.ts';
import type { PriorityChange } from '../proposal.ts';
import { subjectFor } from './subject.ts';

/** Why a priority may not be changed; undefined where it may. */
export function whyNotReprioritised({ id, from, to }: PriorityChange, checking: Checking): string | undefined {
  const subject = subjectFor(id, checking);
  if ('why' in subject) return subject.why;
  const { task } = subject;
  if (!priorityOrder.includes(to)) return `"${to}" is no priority.`;
  if (task.priority !== from) return `${task.id} is ${task.priority}, not ${from}.`;
  if (from === to) return `${task.id} is ${to} already.`;
  const waiting = dependentsOf(checking.queue).get(idKey(id)) ?? [];
  const urgent = waiting.find(({ priority }) => priorityRank(priority) < priorityRank(to));
  const isLower = priorityRank(to) > priorityRank(from);
  return isLower && urgent !== undefined ? `${urgent.id} (${urgent.priority}) waits for ${task.id}.` : undefined;
}
