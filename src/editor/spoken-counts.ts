import * as l10n from './l10n.ts';

/** Counts in words, for a screen reader, which takes `1/3` for a date or a fraction. */
export function spokenCounts(text: string): string {
  return text.replace(/\b(\d+)\/(\d+)\b/g, (_, some, all) => l10n.t`${some} of ${all}`);
}
