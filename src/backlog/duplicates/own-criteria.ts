/** Characters that a criterion may have beside the title that it repeats: `Implemented: `. */
const longestStart = 16;

/** The criteria that say more than the title: one that was made of it would add the same words to all items. */
export function ownCriteria(title: string, criteria: readonly string[]): readonly string[] {
  const repeated = title.trim().toLowerCase();
  if (repeated === '') return criteria;
  return criteria.filter((text) => {
    const said = text.trim().toLowerCase();
    return said.length - repeated.length > longestStart || !said.endsWith(repeated);
  });
}
