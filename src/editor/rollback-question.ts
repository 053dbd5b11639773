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
  readonly related: readonly RelatedView[];
  readonly check_by_hand: readonly string[];
  readonly warnings: readonly string[];
}

/** The same of a related repository. */
export interface RelatedView extends Pick<RollbackView, 'message' | 'reverted' | 'paths' | 'pull_request'> {
  readonly repository: string;
  readonly status: 'done' | 'planned' | 'refused';
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
    ...plan.related.filter(({ status }) => status === 'planned').map(relatedText),
    ...(plan.check_by_hand.length === 0
      ? []
      : [['Not in git, check by hand:', ...shortened(plan.check_by_hand, 'things')].join('\n')]),
    ...plan.warnings,
  ];
  return { message: `Roll back ${plan.item_id}?`, detail: parts.join('\n\n') };
}

function relatedText({ repository, message, reverted }: RelatedView): string {
  const commits = reverted.map(({ sha, subject }) => `${sha.slice(0, 8)}  ${subject}`);
  return [`In ${repository}: ${message}`, ...shortened(commits, 'commits')].join('\n');
}

/** One text about how it ended. */
export function rollbackText(result: RollbackView): string {
  const { message, check_by_hand: byHand, warnings } = result;
  const hand = byHand.length === 0 ? '' : ` Not in git, check by hand: ${byHand.join(' ')}`;
  const pages = [result, ...result.related].flatMap(({ pull_request: page }) => page ?? []);
  return [message, ...warnings].join(' ') + hand + pages.map((page) => ` Pull request: ${page}`).join('');
}

/** Whether something is left of what was to be taken back: at a remote, or in a related repository. */
export function isLeft({ push_pending: pending, related }: RollbackView): boolean {
  return pending || related.some(({ status }) => status === 'refused');
}

function shortened(lines: readonly string[], what: string): string[] {
  const more = lines.length - mostLines;
  return more > 0 ? [...lines.slice(0, mostLines), `and ${more} more ${what}`] : [...lines];
}
