import { localMinute } from '../../local-time.ts';

/** A line of an item's log; it names whose work it is, so that nobody takes it for a run's. */
export function logEntry(now: Date, deed: string, reason: string): string {
  return `${localMinute(now)}: Retrospective: ${deed}. ${reason}${/[.!?…]$/.test(reason) ? '' : '.'}`;
}
