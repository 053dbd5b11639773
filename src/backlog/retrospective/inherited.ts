/** What a merge does to the urgency of the item that goes on. */
import { priorityRank } from '../queue/priority.ts';
import type { Backlog } from '../task.ts';
import { idKey } from '../task-id.ts';
import { openItem } from './facts.ts';
import type { PriorityChange, Proposal } from './proposal.ts';

/** The proposals, with the target of each merge as urgent as what is merged into it. @param proposals that count */
export function withInherited(proposals: readonly Proposal[], backlog: Backlog): Proposal[] {
  const result = [...proposals];
  for (const merge of proposals) {
    if (merge.kind !== 'merge') continue;
    const [source, target] = [openItem(backlog, merge.source), openItem(backlog, merge.target)];
    if (source === undefined || target === undefined) continue;
    const at = result.findIndex((one) => one.kind === 'priority' && idKey(one.id) === idKey(target.id));
    const planned = result[at];
    const now = planned?.kind === 'priority' ? planned.to : target.priority;
    if (priorityRank(source.priority) >= priorityRank(now)) continue;
    const change: PriorityChange = {
      kind: 'priority',
      id: target.id,
      from: target.priority,
      to: source.priority,
      reason: `${source.id}, which is merged into it, is ${source.priority}`,
      by: merge.by,
    };
    if (at < 0) result.push(change);
    else result[at] = change;
  }
  return result;
}
