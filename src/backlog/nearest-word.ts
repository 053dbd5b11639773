/** The word that a misspelt one was meant to be. */

/** Edits, at most, that make a misspelt word of a known one. */
const mostEdits = 2;

/**
 * The nearest of the known words; undefined when none is near. One slip for a word of up to five letters, two for a longer
 * one: `on` is no misspelt `id`. Words that are equally near come in their order.
 */
export function nearestWord(word: string, known: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let least = mostEdits + 1;
  for (const one of known) {
    const most = Math.min(least - 1, one.length < 3 ? 0 : one.length < 6 ? 1 : mostEdits);
    if (Math.abs(one.length - word.length) > most) continue;
    const distance = editDistance(word, one);
    if (distance > most) continue;
    nearest = one;
    least = distance;
  }
  return nearest;
}

/** Letters to put in, take out, replace or swap with their neighbour (optimal string alignment). */
export function editDistance(one: string, other: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const at = (costs: readonly number[], index: number) => costs[index] ?? Number.POSITIVE_INFINITY;
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (isSame ? 0 : 1));
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (isSwap) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[other.length] ?? 0;
}
