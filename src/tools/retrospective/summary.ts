/** A retrospective in one sentence. Pure. */
import { counted } from '../../session/report/figures.ts';
import { outcomesText } from '../../session/report/outcome.ts';
import type { SessionFacts } from '../../session/session-report-data.ts';
import { changesText } from './report-changes.ts';
import type { Applied } from './report-facts.ts';

/** @param openItems how many there were */
export function summaryOf(session: SessionFacts | undefined, openItems: number, applied: readonly Applied[]): string {
  const begin =
    session === undefined
      ? 'No session has run here yet'
      : `The session of ${session.started_at.slice(0, 10)}: ${outcomesText(session.tasks)}`;
  const changes = changesText(applied);
  return `${begin}. Of ${counted(openItems, 'open item')}, ${changes === '' ? 'none had to be changed' : changes}.`;
}
