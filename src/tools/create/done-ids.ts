import type { NewItem } from '../../backlog/create/new-item.ts';
import { registerOf, standingOfId } from '../../backlog/queue/standing.ts';
import type { Backlog } from '../../backlog/task.ts';
import { idKey } from '../../backlog/task-id.ts';

/** A warning for each id that the new item is to block and that is over: nothing waits there any more. */
export function doneIds({ blocks }: NewItem, backlog: Backlog): string[] {
  if (blocks.length === 0) return [];
  const register = registerOf(backlog);
  return blocks.flatMap((id) => {
    const { state, tasks, action } = standingOfId(idKey(id), register);
    if (state !== 'met') return [];
    const status = tasks[0]?.status ?? action?.status;
    const how = status === undefined ? '' : ` (${status})`;
    return [
      `blocks: ${id} is over already${how}, so nothing waits for this item there. Look whether it is the right id.`,
    ];
  });
}
