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

/** What a preview offers to do; undefined where there is nothing to do. */
export function applyOffer({ changes }: ToolResult<'run_retrospective'>): { text: string; button: string } | undefined {
  if (changes.length === 0) return undefined;
  return { text: l10n.t('Apply does what is shown, in one commit.'), button: l10n.t('Apply') };
}
