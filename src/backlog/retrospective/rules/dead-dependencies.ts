/** Rule: a dependency on what is not there, or was given up, is told: only a person can say what was meant. */
import type { Facts } from '../facts.ts';
import type { Recommendation } from '../proposal.ts';

const codes: ReadonlySet<string> = new Set(['dependency-unknown', 'dependency-deprecated', 'dependency-self']);

/** The source of the rule: an unknown dependency blocks, and one that was given up does not (the queue's own rules). */
export function deadDependencies({ queue }: Facts): Recommendation[] {
  const dead = queue.problems.filter(({ code }) => codes.has(code));
  return dead.map(({ message, file, range }) => {
    return { kind: 'recommend', text: `${message} See ${file}:${range.start + 1}.`, by: 'dead-dependency' };
  });
}
