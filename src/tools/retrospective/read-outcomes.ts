/** What sessions came to: of this machine by their records, of others by the reports that are in the repository. */
import { join } from 'node:path';
import { namesIn, readRepositoryText } from '../../backlog/read/task-file.ts';
import type { Repository } from '../../git/repository.ts';
import { readSessionReport, type SessionFacts, sessionReportFolder } from '../../session/session-report-data.ts';
import { readSessions } from '../../session/session-store.ts';
import { InputError } from '../input-error.ts';

export interface Outcomes {
  /** The oldest first. */
  readonly sessions: readonly SessionFacts[];
  readonly warnings: readonly string[];
}

/** Reads all of them; a report that is no session's, or was changed by hand, is left out. */
export async function readOutcomes({ root, commonDir }: Repository): Promise<Outcomes> {
  const { records, warnings } = await readSessions(commonDir);
  const known = new Set(records.map(({ session_id: id }) => id));
  const names = (await namesIn(join(root, sessionReportFolder))).filter((name) => /^session-.*\.md$/.test(name));
  const reports: SessionFacts[] = [];
  for (const name of names) {
    const reading = await readRepositoryText(root, `${sessionReportFolder}/${name}`);
    const facts = 'text' in reading ? readSessionReport(reading.text) : undefined;
    if (facts === undefined || known.has(facts.session_id)) continue;
    known.add(facts.session_id);
    reports.push(facts);
  }
  const sessions = [...records, ...reports].toSorted((one, other) => began(one) - began(other));
  return { sessions, warnings };
}

function began({ started_at: at }: SessionFacts): number {
  return Date.parse(at);
}

/** Ids that an answer about an unknown one names. */
const namedIds = 5;

/**
 * The session that a caller names, by its id or a beginning of it that is no other's; the last one when none is named.
 * @throws InputError naming the sessions that are known
 */
export function chooseSession(sessions: readonly SessionFacts[], id: string | null): SessionFacts | undefined {
  if (id === null) return sessions.at(-1);
  const wanted = id.trim().toLowerCase();
  const exact = sessions.find(({ session_id: one }) => one.toLowerCase() === wanted);
  const begins = sessions.filter(({ session_id: one }) => wanted !== '' && one.toLowerCase().startsWith(wanted));
  const found = exact ?? (begins.length === 1 ? begins[0] : undefined);
  if (found !== undefined) return found;
  const what = begins.length > 1 ? `Several sessions begin with ${id}` : `There is no session ${JSON.stringify(id)}`;
  const last = sessions.slice(-namedIds).map(({ session_id: one, started_at: at }) => `${one} (${at.slice(0, 16)})`);
  throw new InputError(
    last.length === 0
      ? `${what}: none has run on this repository yet. Leave the session out to look at the backlog alone.`
      : `${what}. The last ones: ${last.toReversed().join(', ')}.`,
  );
}
