/** What a session that was killed at its end had done of it: git knows, so that each step of the end is made once. */
import { readRepositoryText } from '../../backlog/read/task-file.ts';
import { gitClient } from '../../git/client.ts';
import { commitsWithLine } from '../../git/commit-log.ts';
import type { Repository } from '../../git/repository.ts';
import type { SessionRecord } from '../../session/session-record.ts';
import { readSessionReport, sessionReportPath } from '../../session/session-report-data.ts';
import { subjectOf } from '../../tools/rollback/runs.ts';
import { statusOf } from '../../tools/work-tree-status.ts';
import { sessionMark } from './marks.ts';

/** The retrospective of the session, by its commit; null where there is none. */
export async function retrospectiveMade(
  repository: Repository,
  { session_id: id }: Pick<SessionRecord, 'session_id'>,
): Promise<SessionRecord['retrospective']> {
  // An id of our own; one that somebody wrote into a record is not to be read as a pattern.
  if (!/^[\w-]+$/.test(id)) return null;
  const commits = await commitsWithLine(repository, `^${sessionMark(id)}$`);
  const made = commits.find(({ message }) => message.startsWith('Retrospective: '));
  if (made === undefined) return null;
  const files = await gitClient(repository.root).raw(['show', '--format=', '--name-only', '-z', made.sha]);
  const report = files.split('\0').find((file) => /^docs\/retrospectives\/[^/]+\.md$/.test(file)) ?? null;
  return { success: true, summary: subjectOf(made), report };
}

/** When the session ended, as its report says that is committed; undefined where there is none. */
export async function endInReport(repository: Repository, record: SessionRecord): Promise<string | undefined> {
  const path = sessionReportPath(record);
  const reading = await readRepositoryText(repository.root, path);
  if ('problem' in reading || (await statusOf(repository, path)) !== '') return undefined;
  const facts = readSessionReport(reading.text);
  return facts?.session_id === record.session_id ? (facts.ended_at ?? undefined) : undefined;
}
