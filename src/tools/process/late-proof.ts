/** Work that was finished, and cut off before the agent could say so, is proven by the criterion's own check alone. Pure. */
import type { Claim } from '../../codex/claim.ts';
import type { CutOff, Verdict } from '../../codex/judge.ts';

const endings: Readonly<Record<CutOff['verdict'], string>> = {
  timed_out: 'Finished after the time limit; proven by its check.',
  stuck: 'Ended while it repeated itself; proven by its check.',
  over_tokens: 'Ended at its limit of tokens; proven by its check.',
};

export interface LateWork {
  /** The criterion's `check:` command. */
  readonly check: string | undefined;
  /** Whether it may run. */
  readonly isTrusted: boolean;
  /** Whether it passed before the work began. */
  readonly passedBefore: boolean;
  /** Paths that were changed and count. */
  readonly changed: readonly string[];
}

/** What is to be put to the check in place of a claim; the verdict itself where nothing stands in for one. */
export function claimByCheck(verdict: Verdict, { check, isTrusted, passedBefore, changed }: LateWork): Verdict {
  if (!isCutOff(verdict) || check === undefined || !isTrusted || changed.length === 0) return verdict;
  if (passedBefore) {
    const why = `Check \`${check}\` passed before the work began, so it does not prove it.`;
    return { ...verdict, reason: `${verdict.reason} ${why}` };
  }
  const evidence = [{ command: check, exit_code: 0, observation: 'run by the engine, after the agent was ended' }];
  const claim: Claim = { status: 'done', summary: endings[verdict.verdict], evidence };
  return { verdict: 'proven', claim };
}

/** Work that was cut off and that its check does not prove was cut off: that is what is told, with what the check said. */
export function afterCheck(judged: Verdict, checked: Verdict): Verdict {
  if (!isCutOff(judged) || isCutOff(checked) || checked.verdict === 'proven') return checked;
  return { ...judged, reason: `${judged.reason} ${checked.reason}` };
}

function isCutOff(verdict: Verdict): verdict is CutOff {
  return verdict.verdict in endings;
}
