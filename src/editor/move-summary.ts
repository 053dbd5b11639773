/** What is told of several tasks at once. Pure. */
import * as l10n from './l10n.ts';

const most = 3;

/** The first few sentences, and how many there are besides. */
export function moveSummary(sentences: readonly string[]): string {
  const rest = sentences.length - most;
  return [...sentences.slice(0, most), ...(rest > 0 ? [l10n.t`And ${rest} more.`] : [])].join(' ');
}

/** What a question about several tasks lists, one a line. */
export function listed(lines: readonly string[], limit = 12): string {
  const rest = lines.length - limit;
  return [...lines.slice(0, limit), ...(rest > 0 ? [l10n.t`… and ${rest} more`] : [])].join('\n');
}
