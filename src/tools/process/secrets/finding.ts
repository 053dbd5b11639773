/** A secret that a text holds, and where; the value is for comparing and never shown. */
export interface Finding {
  /** Where it is in the text, in UTF-16 units; `to` is the first one after it. */
  readonly from: number;
  readonly to: number;
  /** What it is, in words that do not repeat it. */
  readonly what: string;
  /** The value itself; a value that the file held before is no new secret, wherever it stands now. */
  readonly secret: string;
}

/** Tells the 1-based line of offsets in one text. */
export function lineFinder(text: string): (offset: number) => number {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at);
  return (offset) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
