/** What is asked before a rollback, and told after it, as values. */
import * as l10n from './l10n.ts';

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
  const reach =
    plan.paths.length === 1
      ? l10n.t('One commit takes them back (1 file) and opens their boxes; it is pushed where they were.')
      : l10n.t`One commit takes them back (${plan.paths.length} files) and opens their boxes; it is pushed where they were.`;
  const parts = [
    shortened(commits).join('\n'),
    `${reach} ${l10n.t('Other work stays.')}`,
    ...plan.related.filter(({ status }) => status === 'planned').map(relatedText),
    ...(plan.check_by_hand.length === 0
      ? []
      : [[l10n.t('Not in git, check by hand:'), ...shortened(plan.check_by_hand)].join('\n')]),
    ...plan.warnings,
  ];
  return { message: l10n.t`Roll back ${plan.item_id}?`, detail: parts.join('\n\n') };
}

function relatedText({ repository, message, reverted }: RelatedView): string {
  const commits = reverted.map(({ sha, subject }) => `${sha.slice(0, 8)}  ${subject}`);
  return [l10n.t`In ${repository}: ${message}`, ...shortened(commits)].join('\n');
}

/** One text about how it ended. */
export function rollbackText(result: RollbackView): string {
  const { message, check_by_hand: byHand, warnings } = result;
  const hand = byHand.length === 0 ? [] : [l10n.t`Not in git, check by hand: ${byHand.join(' ')}`];
  const pages = [result, ...result.related].flatMap(({ pull_request: page }) => page ?? []);
  return [message, ...warnings, ...hand, ...pages.map((page) => l10n.t`Pull request: ${page}`)].join(' ');
}

/** Whether something is left of what was to be taken back: at a remote, or in a related repository. */
export function isLeft({ push_pending: pending, related }: RollbackView): boolean {
  return pending || related.some(({ status }) => status === 'refused');
}

function shortened(lines: readonly string[]): string[] {
  const more = lines.length - mostLines;
  return more > 0 ? [...lines.slice(0, mostLines), l10n.t`and ${more} more`] : [...lines];
}
