/** The end of a session, each step once: the issue of an early exit, retrospective, report, push. */

import { redact } from '../../codex/redact.ts';
import { pushToUpstream } from '../../git/push-upstream.ts';
import type { SessionRecord } from '../../session/session-record.ts';
import { sessionReportPath } from '../../session/session-report-data.ts';
import { describeRefusal } from '../../tools/push-refusal.ts';
import { lockRepository } from '../../tools/repository-lock.ts';
import { endInReport, retrospectiveMade } from './closed-before.ts';
import { stopExit } from './early-exit.ts';
import { openIssue } from './issue.ts';
import { pushesAtEnd, writeSessionReport } from './report-file.ts';
import { type SessionRun, tell } from './session-run.ts';

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
  const ended = { ...ledger.record, ended_at: before ?? new Date().toISOString() };
  const { path, warnings } =
    before === undefined ? await report(run, ended) : { path: sessionReportPath(ended), warnings: [] };
  await ledger.warn(...warnings, ...(await attempt(run, 'Nothing was pushed', [], () => push(run))));
  await ledger.save({ ended_at: ended.ended_at });
  return { record: ledger.record, report: path, queue };
}

async function report(run: SessionRun, ended: SessionRecord) {
  return attempt(run, 'The session report was not written', { path: null, warnings: [] }, () =>
    writeSessionReport(run.repository, ended, run.settings.push, run.context.signal),
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
  const { ledger, tools, repository, context } = run;
  const { session_id, exit } = ledger.record;
  const failed = { success: false, summary: 'It could not be run.', report: null, tokens: { input: 0, output: 0 } };
  const result = await attempt(run, 'The retrospective could not be run', failed, async () => {
    // Whoever stops a session does not want to wait for Codex.
    const judge = exit?.title !== stopExit.title;
    const { success, summary, report, warnings, tokens } = await tools.run_retrospective(
      { repo_path: repository.root, session_id, judge },
      context,
    );
    await ledger.warn(...warnings);
    return { success, summary, report, tokens };
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
  if (lock.status === 'busy') return [`${lock.holder.itemId} is in work, so the report was not pushed.`];
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
