/** Titles of one pattern with another word in one place, as siblings have: `Upgrade the berlin cluster`, `Upgrade the oslo cluster`. */
import { areRelated, isSubject } from './coverage.ts';
import type { Meaning } from './lexicon.ts';
import type { Profile } from './profile.ts';

/**
 * Share of the longer title that both have in the same order, where each has a subject that answers to nothing in the
 * other; 0 where one of them has none.
 */
export function parallelism(one: Profile, other: Profile): number {
  const [left, right] = [subjectsOfItsOwn(one, other), subjectsOfItsOwn(other, one)];
  const isAnswered = (meaning: Meaning, by: readonly Meaning[]) => by.some((each) => areRelated(meaning, each));
  if (left.every((meaning) => isAnswered(meaning, right)) || right.every((meaning) => isAnswered(meaning, left)))
    return 0;
  const [a, b] = [one.sequence, other.sequence];
  return (commonLength(a, b) / Math.max(a.length, b.length, 1)) ** 2;
}

function subjectsOfItsOwn(of: Profile, beside: Profile): Meaning[] {
  const terms = new Set(beside.title.map(({ term }) => term));
  return of.title.filter((meaning) => isSubject(meaning) && !terms.has(meaning.term));
}

/** Length of the longest common subsequence. */
function commonLength(one: readonly Meaning[], other: readonly Meaning[]): number {
  let row = new Array<number>(other.length + 1).fill(0);
  for (const { term } of one) {
    const next = [0];
    for (const [index, { term: beside }] of other.entries()) {
      const diagonal = (row[index] ?? 0) + 1;
      next.push(term === beside ? diagonal : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
