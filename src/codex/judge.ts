/**
 * Judges what Codex claims of a criterion by what its event stream and the work tree show. Pure: the same facts, the
 * same verdict. A box is ticked only on the verdict `proven`.
 */
import { type Claim, parseClaim } from './claim.ts';
import type { CodexOutcome } from './exec.ts';
import { isSameCommand, unwrapCommand } from './shell-command.ts';

export type Verdict =
  | { readonly verdict: 'proven'; readonly claim: Claim }
  /** Tried and not reached; a fresh process may try once more, with these reasons. */
  | { readonly verdict: 'failed'; readonly reason: string }
  | { readonly verdict: 'timed_out'; readonly reason: string }
  /** The agent says that it cannot go on without somebody else; trying again does not help. */
  | { readonly verdict: 'blocked'; readonly reason: string }
  | { readonly verdict: 'needs_decomposition'; readonly reason: string };

/** @param changedPaths what the criterion changed in the work tree, as git sees it */
export function judge(outcome: CodexOutcome, changedPaths: readonly string[]): Verdict {
  if (outcome.ending === 'timed_out') return { verdict: 'timed_out', reason: outcome.error };
  if (outcome.ending === 'failed') return { verdict: 'failed', reason: outcome.error };
  const claim = parseClaim(outcome.message);
  if ('unreadable' in claim) return { verdict: 'failed', reason: claim.unreadable };
  switch (claim.status) {
    case 'failed':
      return { verdict: 'failed', reason: claim.summary };
    case 'blocked':
      return { verdict: 'blocked', reason: claim.summary };
    case 'needs_decomposition':
      return { verdict: 'needs_decomposition', reason: claim.summary };
    case 'done':
    case 'already_done': {
      const doubts = doubtsOf(claim, outcome, changedPaths);
      return doubts.length === 0 ? { verdict: 'proven', claim } : { verdict: 'failed', reason: doubts.join(' ') };
    }
  }
}

function doubtsOf(claim: Claim, outcome: CodexOutcome, changedPaths: readonly string[]): string[] {
  const finished = outcome.commands.filter((command) => command.exitCode !== null);
  const doubts = claim.evidence.flatMap(({ command, exit_code }) => {
    const run = finished.findLast((ran) => isSameCommand(command, ran.command));
    if (run === undefined) return [`Cited as evidence and never run: \`${command}\`.`];
    if (run.exitCode === exit_code) return [];
    return [`\`${command}\` exited with ${run.exitCode}, not with ${exit_code} as claimed.`];
  });
  if (claim.status === 'done' && finished.length === 0 && changedPaths.length === 0) {
    doubts.push('Said to be done, but no command was run and no file was changed.');
  }
  if (claim.status === 'already_done' && claim.evidence.length === 0) {
    doubts.push('Said to be done already, but no evidence was given.');
  }
  if (doubts.length > 0 && finished.length > 0) {
    const ran = finished
      .slice(-10)
      .map((command) => `\`${unwrapCommand(command.command)}\` (exit ${command.exitCode})`);
    doubts.push(`What was run: ${ran.join(', ')}.`);
  }
  return doubts;
}
