/** A fix may take problems away and bring none: the comparison of problems before and after. */

/**
 * Whether one problem is gone and every other one after the fix was there before.
 * @param gone the problem that the fix is for, as it stands in `before`
 */
export function onlyTakesAway(before: readonly string[], after: readonly string[], gone: string): boolean {
  const left = new Map<string, number>();
  for (const fault of before) left.set(fault, (left.get(fault) ?? 0) + 1);
  left.set(gone, (left.get(gone) ?? 0) - 1);
  return after.every((fault) => {
    const count = left.get(fault) ?? 0;
    left.set(fault, count - 1);
    return count > 0;
  });
}
