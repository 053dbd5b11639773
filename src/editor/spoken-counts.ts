/** Counts in words, for a screen reader, which takes `1/3` for a date or a fraction. */
export function spokenCounts(text: string): string {
  return text.replace(/\b(\d+)\/(\d+)\b/g, '$1 of $2');
}
