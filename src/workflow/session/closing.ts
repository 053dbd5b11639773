/** The end of a session, each step once: the issue of an early exit, retrospective, report, push. */

import { redact } from '../../codex/redact.ts';
import { pushToUpstream } from '../../git/push-upstream.ts';
import type { SessionRecord } from '../../session/session-record.ts';
import { sessionReportPath } from '../../session/session-report-data.ts';
import { describeRefusal } from '../../tools/push-refusal.ts';
import { lockRepository } from '../../tools/repository-lock.ts';
import type { Settings } from '../../tools/settings.ts';
import { endInReport, retrospectiveMade } from './closed-before.ts';
import { stopExit } from './early-exit.ts';
import { openIssue } from './issue.ts';
import { pushesAtEnd, writeSessionReport } from './report-file.ts';
import { type SessionRun, tell } from './session-run.ts';
import { tasksByNow } from './tasks-by-now.ts';

export interface ClosedSession {
  readonly record: SessionRecord;
  /** Path of the report below the repository root. */
  readonly report: string | null;
  /** What is open at the end; null where it could not be read. */
  readonly queue: { readonly total: number; readonly ready: number; readonly blocked: number } | null;
}

/** @throws the signal's reason: then the next session closes it */
export async function closeSession(run: SessionRun): Promise<ClosedSession> {
  const { ledger } = run;
  if (ledger.record.outcome === 'early_exit' && ledger.record.issue === null) await issue(run);
  if (ledger.record.retrospective === null && run.resumed) {
    await ledger.save({ retrospective: await retrospectiveMade(run.repository, ledger.record) });
  }
  if (ledger.record.retrospective === null) await retrospective(run);
  const queue = await lookAhead(run);
  const before = run.resumed ? await endInReport(run.repository, ledger.record) : undefined;
  // First, since it may rebase: the report names the commits as others see them, and what was refused.
  const isRefused = before === undefined && (await isPushRefused(run));
  if (before === undefined) await ledger.save({ tasks: await tasksByNow(run.repository, ledger.record.tasks) });
  const ended = { ...ledger.record, ended_at: before ?? new Date().toISOString() };
  const { path, warnings } =
    before === undefined
      ? await report(run, ended, isRefused ? 'never' : run.settings.push)
      : { path: sessionReportPath(ended), warnings: [] };
  await ledger.warn(...warnings);
  if (!isRefused) await isPushRefused(run);
  await ledger.save({ ended_at: ended.ended_at });
  return { record: ledger.record, report: path, queue };
}

/** Pushes as the policy says; a refusal is a warning. */
async function isPushRefused(run: SessionRun): Promise<boolean> {
  const warnings = await attempt(run, 'Nothing was pushed', undefined, () => push(run));
  await run.ledger.warn(...(warnings ?? []));
  return warnings === undefined || warnings.length > 0;
}

async function report(run: SessionRun, ended: SessionRecord, policy: Settings['push']) {
  return attempt(run, 'The session report was not written', { path: null, warnings: [] }, () =>
    writeSessionReport(run.repository, ended, policy, run.context.signal),
  );
}

async function issue(run: SessionRun): Promise<void> {
  const { ledger } = run;
  const { exit, reason } = ledger.record;
  if (exit === undefined) return;
  const opened = await attempt(run, 'No issue could be opened for the early exit', undefined, () =>
    openIssue(run, { ...exit, reason }),
  );
  if (opened === undefined) return;
  await ledger.save({ issue: opened.id });
  await ledger.warn(...opened.warnings);
  tell(run, `${opened.id} says what happened and what to do.`);
}

async function retrospective(run: SessionRun): Promise<void> {
  const { ledger, tools, repository, context, stop } = run;
  const { session_id, exit } = ledger.record;
  const failed = { success: false, summary: 'It could not be run.', report: null, tokens: { input: 0, output: 0 } };
  // A stop that ended the work has been heard; one that comes from now on ends the look back.
  const isNew = !stop.aborted;
  const signal = isNew ? AbortSignal.any([context.signal, stop]) : context.signal;
  const result = await attempt(run, 'The retrospective could not be run', failed, async () => {
    // Whoever stops a session does not want to wait for Codex.
    const judge = exit?.title !== stopExit.title;
    try {
      const asked = { repo_path: repository.root, session_id, judge };
      const { success, summary, report, warnings, tokens } = await tools.run_retrospective(asked, {
        ...context,
        signal,
      });
      await ledger.warn(...warnings);
      return { success, summary, report, tokens };
    } catch (error) {
      context.signal.throwIfAborted();
      if (!isNew || !stop.aborted) throw error;
      // Its one commit is there, or nothing of it is.
      const made = await retrospectiveMade(repository, ledger.record);
      return made ?? { ...failed, summary: 'It was stopped by command; nothing was changed.' };
    }
  });
  await ledger.save({ retrospective: result });
  run.emit({ type: 'retrospective', summary: result.summary, report: result.report });
  tell(run, `Retrospective: ${result.summary}`);
}

/** What waits for a person, and what is next, as it is now. */
async function lookAhead(run: SessionRun): Promise<ClosedSession['queue']> {
  const { tools, repository, context, ledger } = run;
  const scan = await attempt(run, 'The queue could not be read at the end', undefined, () =>
    tools.scan_prioritize({ repo_path: repository.root, sync_remote: false }, context),
  );
  if (scan === undefined) return null;
  const human_actions = scan.human_actions_required.map(
    ({ action_id, title, effective_urgency, blocking_items, file }) => {
      return { action_id, title, effective_urgency, blocking_items, file };
    },
  );
  await ledger.save({ human_actions, next_action: scan.next_action });
  return scan.summary;
}

/** All that the session committed, as the policy says. */
async function push({ repository, settings, context }: SessionRun): Promise<string[]> {
  if (!pushesAtEnd(settings.push)) return [];
  const lock = await lockRepository(repository.commonDir, 'session', context.signal);
  if (lock.status === 'busy') return [`${lock.holder.itemId} is in work, so nothing was pushed.`];
  try {
    const outcome = await pushToUpstream(repository, context.signal);
    if (outcome.status !== 'refused') return [];
    return [`${redact(describeRefusal(outcome.upstream, outcome.refusal))} The session's commits are kept.`];
  } finally {
    await lock.release();
  }
}

/** What fails at the end is a warning: the rest of the end is done all the same. @throws the signal's reason */
async function attempt<T>(run: SessionRun, what: string, instead: T, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    run.context.signal.throwIfAborted();
    const warning = `${what}. ${redact((error as Error).message)}`;
    tell(run, warning, 'error');
    await run.ledger.warn(warning);
    return instead;
  }
}
