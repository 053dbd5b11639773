/** How telling a term is: inverse document frequency, with a background that counts as long as a repository is small. */
import type { Meaning, TermKind } from './lexicon.ts';

/** How telling a term is; 0 for what says nothing. */
export type Weigh = (meaning: Meaning) => number;

/** Tasks of other repositories that stand behind each one, so that one task and a thousand are judged alike. */
const background = 200;

/** Above this number of tasks, more of them make no word more telling. */
const mostTasks = 1_000;

/** Share of the background that names a term of a kind: a guess, corrected by the repository as it grows. */
const shares: Readonly<Record<TermKind, number>> = {
  stop: 1,
  common: 0.15,
  deed: 0.1,
  trouble: 0.08,
  thing: 0.05,
  ordinary: 0.03,
  product: 0.015,
  figure: 0.01,
  name: 0.004,
  fragment: 0.01,
};

/** What general words are worth of their weight: they are in one text and not in the other by chance. */
const worth: Partial<Record<TermKind, number>> = { stop: 0, common: 0.5 };

/** The weight of a term that nothing but the background knows of; for comparing with. */
export const weightOfName = Math.log(1 / shares.name);

/**
 * @param tasks number of documents of the repository
 * @param frequency of how many of them name a term
 */
export function weighing(tasks: number, frequency: (meaning: Meaning) => number): Weigh {
  const scale = Math.min(1, mostTasks / Math.max(1, tasks));
  const all = tasks * scale + background;
  return (meaning) => {
    const naming = frequency(meaning) * scale + shares[meaning.kind] * background;
    return (worth[meaning.kind] ?? 1) * Math.max(0, Math.log(all / naming));
  };
}
