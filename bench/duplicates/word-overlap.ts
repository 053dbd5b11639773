/** The plain rule that duplicate detection is measured against: the same words, as they are written. */
import type { PairItem } from './pairs.ts';

/** From this overlap on the rule calls two items duplicates. */
export const overlapThreshold = 0.75;

/** The greater of the overlap of the titles and 0.7 of the overlap of the descriptions: shared words by all words. */
export function wordOverlap(one: PairItem, other: PairItem): number {
  return Math.max(overlap(one.title, other.title), 0.7 * overlap(one.description, other.description));
}

function overlap(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const shared = [...a].filter((word) => b.has(word)).length;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}
