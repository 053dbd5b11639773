/** The report of a session as a file of the repository, in a commit of its own. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { localDate } from '../../backlog/local-time.ts';
import { readBacklog } from '../../backlog/read/read.ts';
import { redact } from '../../codex/redact.ts';
import { gitClient } from '../../git/client.ts';
import { commitPaths } from '../../git/commit.ts';
import { forgeOf } from '../../git/forge.ts';
import { type Repository, readHead, readUpstream } from '../../git/repository.ts';
import { describeHolder } from '../../session/lock.ts';
import type { SessionRecord } from '../../session/session-record.ts';
import { sessionReportPath } from '../../session/session-report-data.ts';
import { stateFile } from '../../session/state.ts';
import { writeDurably } from '../../session/write-durably.ts';
import { isLinked } from '../../tools/linked-path.ts';
import { lockRepository } from '../../tools/repository-lock.ts';
import type { Settings } from '../../tools/settings.ts';
import { isUnknownToGit, statusOf } from '../../tools/work-tree-status.ts';
import type { ReportPlace } from '../session-report/links.ts';
import { sessionReport } from '../session-report/session-report.ts';

export interface WrittenReport {
  /** Path below the repository root; null where it could not be written. */
  readonly path: string | null;
  readonly warnings: readonly string[];
}

/** Writes and commits the report, with the state where that is tracked. Git refusing is a warning. @throws the signal's reason */
export async function writeSessionReport(
  repository: Repository,
  record: SessionRecord,
  push: Settings['push'],
  signal: AbortSignal,
): Promise<WrittenReport> {
  const { root } = repository;
  const path = sessionReportPath(record);
  const folder = dirname(path);
  const refused = (why: string) => ({ path: null, warnings: [`The session report was not written. ${why}`] });
  try {
    await mkdir(join(root, folder), { recursive: true });
    if (await isLinked(root, folder)) return refused(`${folder} leads elsewhere, by a symbolic link.`);
    await writeDurably(join(root, path), sessionReport(record, await placeOf(repository, push)));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return refused(`${path} cannot be written (${code ?? message}).`);
  }
  return { path, warnings: await commitReport(repository, record, path, signal) };
}

async function commitReport(
  repository: Repository,
  record: SessionRecord,
  path: string,
  signal: AbortSignal,
): Promise<string[]> {
  const lock = await lockRepository(repository.commonDir, 'session', signal);
  const refused = (why: string) => [`The session report is in ${path} and was not committed. ${why}`];
  if (lock.status === 'busy') return refused(describeHolder(repository.commonDir, lock.holder));
  try {
    const status = await statusOf(repository, path);
    if (status === '') return [];
    if (status.startsWith('!!')) return refused('git ignores it.');
    const state = await statusOf(repository, stateFile);
    const paths = [path, ...(state === '' || isUnknownToGit(state) ? [] : [stateFile])];
    const date = localDate(new Date(record.started_at));
    const message = `Session report ${date}: ${record.outcome.replace('_', ' ')}\n\n${redact(record.reason)}\n\nSession: ${record.session_id}`;
    await commitPaths(repository, { paths, message, signal });
    return [];
  } catch (error) {
    signal.throwIfAborted();
    return refused(`git says: ${redact((error as Error).message.trim())}`);
  } finally {
    await lock.release();
  }
}

/** Whether a session pushes all that it committed when it ends; with pullRequest it goes with the request of a task. */
export function pushesAtEnd(policy: Settings['push']): boolean {
  return policy === 'auto' || policy === 'afterArchive';
}

/** Where the report's links go to. */
async function placeOf(repository: Repository, policy: Settings['push']): Promise<ReportPlace> {
  const remote = await gitClient(repository.root)
    .raw(['ls-remote', '--get-url'])
    .catch(() => '');
  const { tasks, humanActions } = await readBacklog(repository.root);
  const files = new Map([...humanActions, ...tasks].map(({ id, file }) => [id, file]));
  const upstream = await readUpstream(repository, await readHead(repository));
  const push = upstream === undefined ? 'nowhere' : pushesAtEnd(policy) ? 'with_report' : 'by_hand';
  return { forge: forgeOf(remote.trim()), push, files };
}
