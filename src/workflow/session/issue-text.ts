/** The item that an early exit leaves for a person. Pure. */
import { localMinute } from '../../backlog/local-time.ts';
import type { SessionRecord } from '../../session/session-record.ts';
import { oneLine } from '../../tools/process/messages.ts';
import type { EarlyExit } from './early-exit.ts';
import { sessionMark } from './marks.ts';

/** No session works on an item with such a title. */
export function issueTitle({ title }: Pick<EarlyExit, 'title'>): string {
  return `Session failure: ${title}`;
}

/** The contract's description, then where the session stood and what to do. */
export function issueDescription(record: SessionRecord, { reason, remedy }: EarlyExit): string {
  const done = record.tasks.filter(({ status }) => status === 'complete').map(({ item_id: id }) => id);
  const tasks = record.tasks.map(
    ({ item_id: id, status, message }) => `- ${id}: ${status ?? 'in work'}. ${oneLine(message, 300)}`,
  );
  return [
    `Infrastructure task session exited early due to: ${reason}`,
    '',
    `**Where it stood:** begun ${localMinute(new Date(record.started_at))}, ${record.tasks.length} tasks, completed: ${done.length === 0 ? 'none' : done.join(', ')}.`,
    ...(tasks.length === 0 ? [] : ['', ...tasks]),
    '',
    `**What to do:** ${remedy}`,
    '',
    sessionMark(record.session_id),
  ].join('\n');
}

/** The line that an open issue of the same trouble gets. */
export function seenAgainEntry(record: SessionRecord, { reason }: EarlyExit, now: Date): string {
  return `${localMinute(now)}: Again in session ${record.session_id}: ${oneLine(reason, 300)}`;
}
