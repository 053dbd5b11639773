/** Begins a session, or goes on with the one that was interrupted. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { findTask } from '../../backlog/queue/find-task.ts';
import { readBacklog } from '../../backlog/read/read.ts';
import type { Repository } from '../../git/repository.ts';
import { readRepositoryConfig } from '../../session/repository-config.ts';
import type { SessionRecord, SessionTask } from '../../session/session-record.ts';
import { cleanSession, readSessions } from '../../session/session-store.ts';
import { readState, stateFile } from '../../session/state.ts';
import { removeStrayDrafts } from '../../session/write-durably.ts';
import type { IndexUser } from '../../tools/process/free-index.ts';
import { recoverRuns } from '../../tools/process/recover.ts';
import { RunStopped } from '../../tools/process/run.ts';
import { lockRepository } from '../../tools/repository-lock.ts';
import { archiveLeft } from './archive-left.ts';
import { asCutOff } from './as-cut-off.ts';
import { Ledger } from './ledger.ts';
import { undoUncommitted } from './own-commit.ts';
import type { SessionRequest } from './session-run.ts';

export interface Begun {
  readonly ledger: Ledger;
  /** Whether it goes on with a session that was interrupted. */
  readonly resumed: boolean;
  /** Whether the last task of the record is to be gone on with. */
  readonly isInWork: boolean;
  readonly first: string | null;
  readonly doneBefore: readonly string[];
}

/**
 * The record of a session that did not end is gone on with, under the same id; else a new one is written.
 * @throws Error naming the file that cannot be read or written; the signal's reason
 */
export async function beginSession(
  repository: Repository,
  now: Date,
  { settings, context: toolContext }: Pick<SessionRequest, 'settings' | 'context'>,
): Promise<Begun> {
  const { root, commonDir } = repository;
  const { signal } = toolContext;
  await removeStrayDrafts(join(root, stateFile));
  const recovered = await recoverKilled({ repository, settings, context: toolContext, itemId: 'session' });
  await undoUncommitted(repository, signal);
  const { records, warnings } = await readSessions(commonDir);
  const { state, problem } = await readState(root);
  const open = records.filter(({ ended_at: at }) => at === null);
  const interrupted = open.find(({ session_id: id }) => id === state.session_id) ?? open.at(-1);
  const config = await readRepositoryConfig(root);
  const context = config.clusterContext ?? null;
  const record = interrupted ?? newRecord(now, context);
  await cleanSession(commonDir, record.session_id);
  const ledger = new Ledger(repository, record);
  const ended = records.filter(({ session_id: id }) => id !== record.session_id);
  const doneBefore = ended.flatMap(({ tasks }) =>
    tasks.flatMap((task) => (task.status === 'complete' ? task.item_id : [])),
  );
  const left = interrupted === undefined ? undefined : await taskInWork(repository, record, signal);
  const told = [
    ...recovered,
    ...warnings,
    ...config.warnings.filter((warning) => problem === undefined || !warning.startsWith(stateFile)),
    ...staleWarnings(left, state.current_task, interrupted),
  ];
  const tasks =
    left === undefined ? record.tasks : [...record.tasks.slice(0, -1), ...(left.task === undefined ? [] : [left.task])];
  await ledger.save({ tasks, cluster_context: context });
  await ledger.warn(...told);
  const first = interrupted === undefined ? state.current_task : null;
  return { ledger, resumed: interrupted !== undefined, isInWork: left?.task !== undefined, first, doneBefore };
}

/** What a run of process_bug left that was killed: its work is kept and put back before anything is read. */
export async function recoverKilled(user: IndexUser): Promise<readonly string[]> {
  const { commonDir } = user.repository;
  const lock = await lockRepository(commonDir, user.itemId, user.context.signal);
  // Whoever is at work has done so already.
  if (lock.status === 'busy') return [];
  try {
    const { leftovers, warnings } = await recoverRuns(user);
    return [
      ...warnings,
      ...leftovers.map((ref) => `Unfinished work of a run that was killed is kept: git show ${ref}`),
    ];
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error;
    return [error.message];
  } finally {
    await lock.release();
  }
}

function newRecord(now: Date, context: string | null): SessionRecord {
  return {
    ...{ session_id: randomUUID(), started_at: now.toISOString(), ended_at: null, outcome: 'running', reason: '' },
    ...{ cluster_context: context, tasks: [], human_actions: [], settled: [], issue: null, retrospective: null },
    ...{ next_action: null, warnings: [] },
  };
}

/** The task that was in work. `task` is undefined where it is archived or gone: a person has seen to it. */
interface LeftTask {
  readonly itemId: string;
  readonly task: SessionTask | undefined;
}

async function taskInWork(
  repository: Repository,
  { tasks }: SessionRecord,
  signal: AbortSignal,
): Promise<LeftTask | undefined> {
  const last = tasks.at(-1);
  if (last === undefined || last.ended_at !== null) return undefined;
  const itemId = last.item_id;
  const archived = await archiveLeft(repository, itemId, last.file, signal);
  if (archived !== undefined) {
    const isOurs = last.status === 'complete';
    return { itemId, task: isOurs ? { ...last, archived: { ...archived, pushed: false } } : undefined };
  }
  const lookup = findTask(await readBacklog(repository.root), itemId);
  if (lookup.kind !== 'found' || lookup.task.folder === 'completed' || lookup.task.folder === 'deprecated') {
    return { itemId, task: undefined };
  }
  return { itemId, task: last.status === null ? await asCutOff(repository, last) : last };
}

function staleWarnings(
  left: LeftTask | undefined,
  current: string | null,
  interrupted: SessionRecord | undefined,
): string[] {
  const stale = (id: string) =>
    `${id} was in work when the session was interrupted, and is archived or gone now; it was cleared.`;
  if (left !== undefined) return left.task === undefined ? [stale(left.itemId)] : [];
  const last = interrupted?.tasks.at(-1)?.item_id;
  return interrupted !== undefined && current !== null && current !== last ? [stale(current)] : [];
}
