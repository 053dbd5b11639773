/** What every session has, whoever chooses its tasks: its lock, its record, its end. */
import { readHead } from '../../git/repository.ts';
import { clearStopRequest, watchStopRequest } from '../../session/stop-request.ts';
import { openRepository } from '../../tools/repository-path.ts';
import { beginSession } from './begin.ts';
import { type ClosedSession, closeSession } from './closing.ts';
import type { EarlyExit } from './early-exit.ts';
import { refuseForeign } from './refuse-foreign.ts';
import { lockSession } from './session-lock.ts';
import { type SessionRequest, type SessionRun, tell } from './session-run.ts';

/** How a session ended, before its end is written down. */
export type SessionEnd =
  | { readonly finished: string }
  | { readonly early: EarlyExit }
  /** Nothing was worked on, so there is nothing to report of: a session that was begun for it is no session. */
  | { readonly nothing: string };

/**
 * Holds a session to its end: under its lock, with a record that the next one can go on with, closed in order.
 * @param work what is done in it; `isInWork` says whether the last task of the record is to be gone on with
 * @throws InputError while another one runs, or where the path is no repository, or one without tasks, commits or a branch; the signal's reason when ended at once
 */
export async function holdSession(
  request: SessionRequest,
  work: (run: SessionRun, isInWork: boolean) => Promise<SessionEnd>,
): Promise<ClosedSession> {
  const repository = await openRepository(request.repoPath);
  await refuseForeign(repository);
  const release = await lockSession(repository);
  const asked = new AbortController();
  let unwatch = () => {};
  try {
    await clearStopRequest(repository.commonDir);
    unwatch = watchStopRequest(repository.commonDir, () => asked.abort());
    const { isInWork, ...begun } = await beginSession(repository, new Date(), request);
    const branch = (await readHead(repository))?.branch;
    const run: SessionRun = {
      ...request,
      ...begun,
      repository,
      branch,
      stop: AbortSignal.any([request.stop, asked.signal]),
    };
    const { session_id, cluster_context: context } = run.ledger.record;
    run.emit({ type: 'began', session_id, resumed: run.resumed });
    const cluster = context === null ? 'No kube context is recorded' : `The recorded kube context is ${context}`;
    tell(run, `Session ${session_id} ${run.resumed ? 'goes on' : 'begins'}. ${cluster}.`);
    for (const warning of run.ledger.record.warnings) tell(run, warning, 'warning');
    const how = run.ledger.record.outcome === 'running' ? await work(run, isInWork) : undefined;
    const isNone = how !== undefined && 'nothing' in how && !run.resumed;
    if (how !== undefined && !isNone) await end(run, 'nothing' in how ? { finished: how.nothing } : how);
    const closed = isNone ? await drop(run, how.nothing) : await closeSession(run);
    run.emit({ type: 'ended', ...closed });
    return closed;
  } finally {
    unwatch();
    await clearStopRequest(repository.commonDir);
    await release();
  }
}

/** Writes down why no further task begins. */
async function end(run: SessionRun, how: Exclude<SessionEnd, { nothing: string }>): Promise<void> {
  if ('finished' in how) {
    tell(run, how.finished);
    await run.ledger.save({ outcome: 'finished', reason: how.finished });
    return;
  }
  const { title, reason, remedy } = how.early;
  await run.ledger.save({ outcome: 'early_exit', reason, exit: { title, remedy } });
  tell(run, `Early exit: ${reason}`, 'error');
  run.emit({ type: 'early_exit', title, reason });
}

async function drop({ ledger }: SessionRun, reason: string): Promise<ClosedSession> {
  await ledger.drop();
  const ended_at = new Date().toISOString();
  return { record: { ...ledger.record, outcome: 'finished', reason, ended_at }, report: null, queue: null };
}
