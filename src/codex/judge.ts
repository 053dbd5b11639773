/**
 * Judges what Codex claims of a criterion by what its event stream and the work tree show. Pure: the same facts, the
 * same verdict. A box is ticked only on the verdict `proven`.
 */
import { doubtOf } from './cited-command.ts';
import { type Claim, parseClaim } from './claim.ts';
import { adviceFor, endSentence } from './codex-error.ts';
import type { CodexOutcome } from './exec.ts';
import { isIdle } from './idle-command.ts';
import { redact } from './redact.ts';
import type { Redact } from './secret-values.ts';
import { unwrapCommand } from './shell-command.ts';

export type Verdict =
  | { readonly verdict: 'proven'; readonly claim: Claim }
  /** Tried and not reached; a fresh process may try once more, with these reasons. */
  | { readonly verdict: 'failed'; readonly reason: string }
  | CutOff
  /** Codex itself could not work (login, limit, network); it says nothing of the criterion, and a retry at once is vain. */
  | { readonly verdict: 'unavailable'; readonly reason: string; readonly error: string }
  /** The agent says that it cannot go on without somebody else; trying again does not help. */
  | { readonly verdict: 'blocked'; readonly reason: string }
  | { readonly verdict: 'needs_decomposition'; readonly reason: string };

/** The agent was ended, and nothing that it had said can be judged. */
export interface CutOff {
  /** timed_out: at the time limit. stuck: it repeated itself. over_tokens: it had used what it may use. */
  readonly verdict: 'timed_out' | 'stuck' | 'over_tokens';
  readonly reason: string;
}

/**
 * @param changedPaths what the criterion changed in the work tree, as git sees it
 * @param redacted masks secrets: a command may be cited without its own
 */
export function judge(outcome: CodexOutcome, changedPaths: readonly string[], redacted: Redact = redact): Verdict {
  const claim = parseClaim(outcome.message);
  const seen = { outcome, changedPaths, redacted };
  if (outcome.ending !== 'completed' && outcome.ending !== 'failed') return judgeCutOff(outcome, claim, seen);
  if (outcome.ending === 'failed') {
    if (outcome.turnCompleted || !('unreadable' in claim)) return { verdict: 'failed', reason: outcome.error };
    return unavailable(outcome.error);
  }
  if ('unreadable' in claim) return { verdict: 'failed', reason: claim.unreadable };
  return judgeClaim(claim, seen);
}

/** What a claim is held against. */
interface Seen {
  readonly outcome: CodexOutcome;
  readonly changedPaths: readonly string[];
  readonly redacted: Redact;
}

type CutOffOutcome = Exclude<CodexOutcome, { ending: 'completed' | 'failed' }>;

/**
 * A claim that was made before the end is judged like any other. Every message of a turn has the form of a claim, so
 * one that ends the work without proof counts only where the turn had completed.
 */
function judgeCutOff(outcome: CutOffOutcome, claim: ParsedClaim, seen: Seen): Verdict {
  const isClaimed = outcome.isFinal === true && !('unreadable' in claim);
  if (isClaimed && (outcome.turnCompleted || claim.status === 'done' || claim.status === 'already_done')) {
    return judgeClaim(claim, seen);
  }
  // It reconnects for ever (measured with Codex 0.169): that is no time-out of the criterion.
  if (outcome.ending === 'timed_out' && outcome.reconnecting !== undefined) return unavailable(outcome.reconnecting);
  return { verdict: outcome.ending, reason: outcome.error };
}

type ParsedClaim = ReturnType<typeof parseClaim>;

function judgeClaim(claim: Claim, seen: Seen): Verdict {
  switch (claim.status) {
    case 'failed':
      return { verdict: 'failed', reason: claim.summary };
    case 'blocked':
      return { verdict: 'blocked', reason: claim.summary };
    case 'needs_decomposition':
      return { verdict: 'needs_decomposition', reason: claim.summary };
    case 'done':
    case 'already_done': {
      const doubts = doubtsOf(claim, seen);
      return doubts.length === 0 ? { verdict: 'proven', claim } : { verdict: 'failed', reason: doubts.join(' ') };
    }
  }
}

function unavailable(error: string): Verdict {
  return { verdict: 'unavailable', reason: `${endSentence(error)} ${adviceFor(error)}`, error };
}

function doubtsOf(claim: Claim, { outcome, changedPaths, redacted }: Seen): string[] {
  const finished = outcome.commands.flatMap(({ command, exitCode }) =>
    exitCode === null ? [] : [{ command, exitCode }],
  );
  const doubts = claim.evidence.flatMap(({ command, exit_code }) => doubtOf(command, exit_code, finished, redacted));
  const succeeded = claim.evidence.filter(({ exit_code }) => exit_code === 0);
  const telling = succeeded.filter(({ command }) => !isIdle(command));
  if (claim.status === 'done' && finished.length === 0 && changedPaths.length === 0) {
    doubts.push('Said to be done, but no command was run and no file was changed.');
  } else if (claim.status === 'already_done' && claim.evidence.length === 0) {
    doubts.push('Said to be done already, but no evidence was given.');
  } else if (doubts.length === 0 && telling.length === 0 && changedPaths.length === 0) {
    const [idle] = succeeded;
    const why = idle === undefined ? 'no cited command exited with 0' : `\`${idle.command}\` proves nothing`;
    doubts.push(
      `Said to be done, but no file was changed and ${why}. Cite one that exits with 0 when the criterion is met.`,
    );
  }
  if (doubts.length > 0 && finished.length > 0) {
    const ran = finished.slice(-10).map(({ command, exitCode }) => `\`${unwrapCommand(command)}\` (exit ${exitCode})`);
    doubts.push(`What was run: ${ran.join(', ')}.`);
  }
  return doubts;
}
