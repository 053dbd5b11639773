/** Items that nothing the engine does can ever make ready. */

import { isKnownStatus } from '../parse/known-status.ts';
import type { QueueEntry } from '../queue/queue-entry.ts';
import { isHeldBack, isPutAside } from '../queue/status-words.ts';
import type { Wait } from '../queue/waiting.ts';
import { idKey } from '../task-id.ts';
import { saysWhyBlocked, triesAreOver } from './blocked-for.ts';
import { type Facts, textsOf } from './facts.ts';

/**
 * Why an item has no way to become ready, as the end of a sentence; undefined where it has one. What a person put aside,
 * stopped or has to do is a way, as is a file that only has to be made readable.
 */
export function whyPathless(entry: QueueEntry, facts: Facts): string | undefined {
  return whyBelow(entry, facts, new Set());
}

function whyBelow(entry: QueueEntry, facts: Facts, above: ReadonlySet<string>): string | undefined {
  const { task, waits, reason, status } = entry;
  if (status === 'ready' || task.isHumanAction || task.stop) return undefined;
  if (reason === 'attempts') return 'three runs failed at the same criterion, and nobody changed it since';
  const isMissing = ({ id, state, isUnreadable }: Wait) =>
    state === 'unknown' && !isUnreadable && facts.unsettled?.has(idKey(id)) !== true;
  const missing = waits.find(isMissing);
  if (reason === 'dependency' && missing !== undefined) return `it waits for ${missing.id}, which no file holds`;
  if (reason === 'status') return whyHeldBack(entry, facts);
  if (reason !== 'dependency') return undefined;
  const key = idKey(task.id);
  for (const { id, tasks, state } of waits) {
    if (state !== 'open' || above.has(idKey(id))) continue;
    const entries = facts.queue.entries.filter((other) => tasks.includes(other.task));
    const whys = entries.map((other) => whyBelow(other, facts, new Set([...above, key])));
    if (whys.length > 0 && whys.every((why) => why !== undefined)) {
      return `it waits for ${id}, which has no way to become ready either`;
    }
  }
  return undefined;
}

/** What a session blocked is tried again; whoever says in words what it is blocked for left a way for a person. */
function whyHeldBack({ task, waits }: QueueEntry, facts: Facts): string | undefined {
  const isPlain = isHeldBack(task) && isKnownStatus(task.status) && !isPutAside(task.status);
  if (!isPlain || task.conditions !== undefined || waits.length > 0) return undefined;
  const texts = textsOf(task, facts);
  const areOver = triesAreOver(texts);
  if (areOver !== undefined) return areOver ? 'sessions tried it in vain as often as they do' : undefined;
  if (saysWhyBlocked(texts)) return undefined;
  return 'it is blocked, and names nothing that it waits for';
}
