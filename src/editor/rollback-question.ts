/** What is asked before a rollback, and told after it, as values. */

/** What the editor needs of what `agent-toolkit rollback --json` prints. */
export interface RollbackView {
  readonly item_id: string;
  readonly message: string;
  readonly runs: readonly string[];
  readonly reverted: readonly { readonly sha: string; readonly subject: string }[];
  /** Below the repository root. */
  readonly paths: readonly string[];
  readonly push_pending: boolean;
  readonly pull_request: string | null;
  readonly check_by_hand: readonly string[];
  readonly warnings: readonly string[];
}

/** Lines of one kind in the question; a dialog does not scroll. */
const mostLines = 10;

/** The question with the commits, and what git cannot take back. */
export function rollbackQuestion(plan: RollbackView): { readonly message: string; readonly detail: string } {
  const commits = plan.reverted.map(({ sha, subject }) => `${sha.slice(0, 8)}  ${subject}`);
  const files = plan.paths.length === 1 ? '1 file' : `${plan.paths.length} files`;
  const parts = [
    shortened(commits, 'commits').join('\n'),
    `One commit takes them back (${files}) and opens their boxes; it is pushed where they were. Other work stays.`,
    ...(plan.check_by_hand.length === 0
      ? []
      : [['Not in git, check by hand:', ...shortened(plan.check_by_hand, 'things')].join('\n')]),
    ...plan.warnings,
  ];
  return { message: `Roll back ${plan.item_id}?`, detail: parts.join('\n\n') };
}

/** One text about how it ended. */
export function rollbackText({ message, check_by_hand: byHand, warnings, pull_request: page }: RollbackView): string {
  const hand = byHand.length === 0 ? '' : ` Not in git, check by hand: ${byHand.join(' ')}`;
  const proposed = page === null ? '' : ` Pull request: ${page}`;
  return [message, ...warnings].join(' ') + hand + proposed;
}

function shortened(lines: readonly string[], what: string): string[] {
  const more = lines.length - mostLines;
  return more > 0 ? [...lines.slice(0, mostLines), `and ${more} more ${what}`] : [...lines];
}
