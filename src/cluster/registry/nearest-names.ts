/** The names that are most like one that is not there. Pure. */

/** Signatures and the like, which are kept under a tag made of a digest. */
const attached = /^sha(?:256|512)-[0-9a-f]{8,}/;

/** At most `count` names: the fewest edits away, and of equally many the highest version. */
export function nearestNames(wanted: string, names: readonly string[], count: number): string[] {
  const order = new Intl.Collator('en', { numeric: true });
  return names
    .filter((name) => !attached.test(name))
    .map((name) => ({ name, distance: editsBetween(wanted, name) }))
    .sort((a, b) => a.distance - b.distance || order.compare(b.name, a.name))
    .slice(0, count)
    .map(({ name }) => name);
}

/** Levenshtein's distance. */
function editsBetween(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
