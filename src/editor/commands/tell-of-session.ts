import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionRecord } from '../../session/session-record.ts';
import { sessionReportPath } from '../../session/session-report-data.ts';
import type { EditorParts } from '../editor-parts.ts';
import { recalledOutcomes, sessionOutcome } from '../session-state.ts';
import { notifyOfSession } from './session-end-notice.ts';

/**
 * Shows in rows and status bar how a session ended that was not run in this window, and tells it where nobody was told: what
 * ran in the night is there in the morning. Nothing waits for the answer.
 */
export async function tellOfSession(parts: EditorParts, repository: string, record: SessionRecord): Promise<void> {
  const file = sessionReportPath(record);
  const isNew = parts.seen.isNew(repository, file);
  const outcome = sessionOutcome(repository, { record, report: null }, false);
  parts.runs.recall(isNew ? outcome : undefined, recalledOutcomes(repository, record));
  if (!isNew) return;
  parts.seen.tell(repository, file);
  const report = existsSync(join(repository, file)) ? file : null;
  const which = new Date(record.started_at).toLocaleString();
  notifyOfSession(parts, outcome, { record, report }, which).catch((error: unknown) =>
    parts.channels.log.error(String(error)),
  );
}
