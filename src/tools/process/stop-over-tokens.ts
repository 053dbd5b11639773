/** Ends a run that has used the tokens that it may use. That is no failure of a criterion: nothing is logged in its task. */
import { showTried, type Tried } from '../../codex/previous-try.ts';
import { oneLine } from './messages.ts';
import { type PlacedCriterion, type Run, RunStopped } from './run.ts';
import { criterionOverrun, taskOverrun, tokensSince } from './token-limits.ts';

/** Characters of a failed first try that the message shows. */
const failureLimit = 500;

/** @throws RunStopped when the run may begin no further criterion */
export function stopOverTask({ settings, report }: Run): void {
  const overrun = taskOverrun(settings, report.tokens);
  if (overrun === undefined) return;
  const open = report.sections_remaining.length;
  const left = `${open} ${open === 1 ? 'criterion is' : 'criteria are'} open.`;
  throw new RunStopped(`${overrun} ${left} Raise the limit, or run again; each run counts anew.`, 'tokens');
}

/** @throws RunStopped when a criterion whose first try failed may not be tried again */
export function stopBeforeRetry(run: Run, placed: PlacedCriterion, failure: string, tried: Tried): void {
  const used = tokensSince(run.report.tokens, placed.tokensBefore);
  const overrun = criterionOverrun(run.settings, used) ?? taskOverrun(run.settings, run.report.tokens);
  if (overrun === undefined) return;
  throw overTokens(placed, `${oneLine(failure, failureLimit)} There is no second try: ${overrun}`, tried);
}

/** The end of a criterion that may use no more. */
export function overTokens({ criterion }: PlacedCriterion, reason: string, tried: Tried): RunStopped {
  const shown = showTried(tried);
  const kept = shown === undefined ? '' : ` What it had changed is kept: ${shown}`;
  return new RunStopped(
    `"${criterion.text}" was not reached within the limit of tokens. ${reason} Raise the limit, or split the criterion, ` +
      `then run again.${kept}`,
    'tokens',
  );
}
