/** What a retrospective says when it has ended, as values. */
import type { ToolResult } from '../tools/contract.ts';
import * as l10n from './l10n.ts';

export interface RetrospectiveNotice {
  readonly severity: 'info' | 'warning';
  readonly message: string;
  /** Path of the report below the repository root; undefined where there is none. */
  readonly report: string | undefined;
}

/** One to three sentences. */
export function retrospectiveNotice(result: ToolResult<'run_retrospective'>, dryRun: boolean): RetrospectiveNotice {
  const { success, summary, refused, warnings, judge_note: note, report } = result;
  const tellsMore = warnings.length > 0 || refused.length > 0;
  const sentences = [
    summary,
    ...(dryRun ? [l10n.t('Nothing was changed.')] : []),
    ...(success && note !== null ? [note] : []),
    ...(success && tellsMore && !dryRun ? [l10n.t('The report says what was refused or needs you.')] : []),
  ];
  const severity = success && warnings.length === 0 ? 'info' : 'warning';
  return { severity, message: sentences.join(' '), report: report ?? undefined };
}

/** What a preview offers to do. */
export interface ApplyOffer {
  readonly text: string;
  readonly button: string;
  /** Whether Codex is asked for it. */
  readonly judge: boolean;
}

/** Undefined where there is nothing to do. What Codex had no part in is done by the rules alone: just what is shown. */
export function applyOffer({ changes, judged }: ToolResult<'run_retrospective'>): ApplyOffer | undefined {
  if (changes.length === 0) return undefined;
  return judged
    ? {
        text: l10n.t(
          'To apply it, Codex is asked anew and may judge otherwise: what is committed then may differ from what is shown. A preview by the rules alone is applied as it is shown.',
        ),
        button: l10n.t('Ask Codex Anew and Apply'),
        judge: true,
      }
    : { text: l10n.t('Apply does what is shown, in one commit.'), button: l10n.t('Apply'), judge: false };
}
