/**
 * A session: phases 1 to 5 of the workflow over the tools, by rules alone. It may be ended at any moment, by a kill too, and
 * the next one goes on where it was.
 */

import { pushToUpstream } from '../../git/push-upstream.ts';
import { readHead } from '../../git/repository.ts';
import type { ToolResult } from '../../tools/contract.ts';
import { attemptsOf, retryableOf } from './attempts.ts';
import { chooseTask } from './choose.ts';
import type { ClosedSession } from './closing.ts';
import { branchExit, type EarlyExit, exitAfter, stopExit, syncExit, unexpectedExit } from './early-exit.ts';
import { holdSession, type SessionEnd } from './hold-session.ts';
import { limitReached } from './limits.ts';
import { type SessionRequest, type SessionRun, type Settling, tell } from './session-run.ts';
import { processAndAct, workOn } from './work-on.ts';

type Scan = ToolResult<'scan_prioritize'>;

/**
 * Runs a session to its end, by rules alone.
 * @throws as `holdSession`
 */
export function runSession(request: SessionRequest): Promise<ClosedSession> {
  return holdSession(request, work);
}

async function work(run: SessionRun, isInWork: boolean): Promise<SessionEnd> {
  try {
    if (isInWork) await processAndAct(run);
    return await workThroughQueue(run);
  } catch (error) {
    run.context.signal.throwIfAborted();
    if (run.stop.aborted) return { early: stopExit };
    return { early: unexpectedExit(error as Error) };
  }
}

async function workThroughQueue(run: SessionRun): Promise<SessionEnd> {
  const { ledger, limits } = run;
  const skipped: string[] = [];
  for (;;) {
    run.context.signal.throwIfAborted();
    if (run.stop.aborted) return { early: stopExit };
    const early = exitAfter(ledger.record.tasks, limits) ?? (await leftBranch(run));
    if (early !== undefined) return { early };
    const limit = limitReached(ledger.record.tasks, limits, new Date());
    if (limit !== undefined) return { finished: limit };
    const scan = await scanned(run);
    if ('early' in scan) return scan;
    const { priority_queue: queue } = scan;
    const attempts = await attemptsOf(run.repository.root, queue);
    const choice = chooseTask({
      queue,
      tried: [...ledger.record.tasks.map(({ item_id: id }) => id), ...skipped],
      done: [...run.doneBefore, ...ledger.record.tasks.map(({ item_id: id }) => id)],
      retryable: retryableOf(attempts),
      first: run.first,
    });
    if (choice === undefined) return { finished: nothingLeft(scan, ledger.record.tasks.length) };
    const { item_id: id } = choice.item;
    if (!(await workOn(run, choice, attempts.get(id)?.count ?? 0))) skipped.push(id);
  }
}

/** What a session does belongs to the branch that it began on. */
async function leftBranch({ repository, branch }: SessionRun): Promise<EarlyExit | undefined> {
  const now = await readHead(repository);
  return now?.branch === branch ? undefined : branchExit(branch, now?.branch);
}

function nothingLeft({ summary, human_actions_required: actions }: Scan, processed: number): string {
  const more = processed === 0 ? 'Nothing' : 'Nothing more';
  if (summary.total === 0) return `${more} is to be done: the backlog is empty.`;
  const wait =
    actions.length === 0
      ? ''
      : ` ${actions.length === 1 ? '1 human action waits' : `${actions.length} human actions wait`} for a person.`;
  return `${more} can be done: ${summary.ready} of ${summary.total} items are ready.${wait}`;
}

/** Phase 1: the queue, up to date, after the human actions that have come true. */
async function scanned(run: SessionRun): Promise<Scan | { readonly early: EarlyExit }> {
  const { tools, repository, context } = run;
  const look = (sync_remote: boolean) => tools.scan_prioritize({ repo_path: repository.root, sync_remote }, context);
  let scan = await look(true);
  if (scan.went_apart === true) {
    if (!(await broughtTogether(run))) return { early: syncExit(scan.warnings.join(' ')) };
    scan = await look(false);
  }
  if ((await settle(run)) > 0) scan = await look(false);
  const { summary, human_actions_required: human_actions } = scan;
  run.emit({ type: 'scanned', ...summary, human_actions });
  await run.ledger.warn(...scan.warnings);
  for (const { action_id: id, title, blocking_items: items, file } of human_actions) {
    const blocks = items.length === 0 ? '' : ` Blocks ${items.join(', ')}.`;
    tell(run, `${id} waits for a person: ${title} (${file}).${blocks}`);
  }
  return scan;
}

/** Where the policy pushes by itself, own commits are put on top of the upstream's as with every push. */
async function broughtTogether({ settings, repository, context }: SessionRun): Promise<boolean> {
  if (settings.push !== 'auto') return false;
  const outcome = await pushToUpstream(repository, context.signal);
  return outcome.status === 'pushed';
}

/** @returns how many human actions have come true */
async function settle(run: SessionRun): Promise<number> {
  const { repository, context, ledger } = run;
  if (run.settle === undefined) return 0;
  const signal = AbortSignal.any([context.signal, run.stop]);
  const { settled, warnings } = await run.settle(repository, { ...context, signal }).catch((error: Error): Settling => {
    signal.throwIfAborted();
    // What waits for a person waits on; the rest of the queue does not.
    return { settled: [], warnings: [`Human actions could not be checked. ${error.message}`] };
  });
  for (const one of settled) {
    tell(run, `${one.action_id} is done: ${one.title}. ${one.evidence}`);
    const { action_id, title, evidence } = one;
    run.emit({ type: 'settled', action_id, title, evidence });
  }
  const kept = settled.map(({ action_id, title, evidence }) => ({ action_id, title, evidence }));
  if (kept.length > 0) await ledger.save({ settled: [...ledger.record.settled, ...kept] });
  await ledger.warn(...warnings);
  return settled.length;
}
