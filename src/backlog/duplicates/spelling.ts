/** Words that are spelled alike: typing errors, inflections that no stemmer knows, parts of compounds. */

/** From this share of common letter pairs on, two words count as one with a typing error. */
const likePairs = 0.7;

/** Shortest part by which a compound is recognised. */
const shortestPart = 6;

/** What turns a word into its opposite. */
const negations = new Set(['un', 'de', 'dis', 'non', 'in']);

/** Whether two words in small letters are spelled alike, or one begins like a part of the other. */
export function isSpelledAlike(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length < 5) return short === long;
  const part = short.slice(0, Math.max(shortestPart, Math.ceil(short.length * 0.8)));
  const at = part.length >= shortestPart ? long.indexOf(part) : -1;
  if (at >= 0) return !negations.has(long.slice(0, at));
  return short.slice(0, 2) === long.slice(0, 2) && shareOfPairs(short, long) >= likePairs;
}

/** Dice coefficient of the pairs of neighbouring letters. */
function shareOfPairs(short: string, long: string): number {
  if (long.length > short.length * 2) return 0;
  const pairs = new Map<string, number>();
  for (let index = 0; index + 1 < short.length; index += 1) {
    const pair = short.slice(index, index + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let shared = 0;
  for (let index = 0; index + 1 < long.length; index += 1) {
    const pair = long.slice(index, index + 2);
    const left = pairs.get(pair) ?? 0;
    if (left === 0) continue;
    shared += 1;
    pairs.set(pair, left - 1);
  }
  return (2 * shared) / (short.length + long.length - 2);
}
