/** Values of YAML and JSON for messages. */

/** Values that are told, and how deep they are looked into: aliases of YAML make values that hold themselves, or are endless. */
const mostValues = 40;
const deepest = 4;

/** A value as JSON, the rest of a large one as `…`. Never throws, and takes no longer for a large value. */
export function valueText(value: unknown): string {
  let left = mostValues;
  const bounded = (one: unknown, depth: number): unknown => {
    left -= 1;
    if (left < 0) return '…';
    if (typeof one !== 'object' || one === null || one instanceof Date) return one;
    if (depth === deepest) return '…';
    if (Array.isArray(one)) return one.slice(0, left + 1).map((item) => bounded(item, depth + 1));
    const entries = Object.entries(one).slice(0, left + 1);
    return Object.fromEntries(entries.map(([key, item]) => [key, bounded(item, depth + 1)]));
  };
  return JSON.stringify(bounded(value, 0)) ?? String(value);
}
