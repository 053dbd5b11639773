/** What the rules of a retrospective propose, each on what those before it leave. */
import { buildQueue } from '../queue/queue.ts';
import { idKey } from '../task-id.ts';
import { backlogAfter, subjectOf } from './after.ts';
import { type Facts, openItem } from './facts.ts';
import type { Proposal } from './proposal.ts';
import { componentGone } from './rules/component-gone.ts';
import { deadDependencies } from './rules/dead-dependencies.ts';
import { duplicates } from './rules/duplicates.ts';
import { falling } from './rules/falling.ts';
import { repeatedFailures } from './rules/repeated-failures.ts';
import { rising } from './rules/rising.ts';
import { stale } from './rules/stale.ts';
import { superseded } from './rules/superseded.ts';

type Rule = (facts: Facts) => readonly Proposal[];
const removing: readonly Rule[] = [superseded, componentGone, duplicates, stale];
const others: readonly Rule[] = [rising, falling, deadDependencies, repeatedFailures];

/** An item is taken away by the first rule that says so, and what is taken away changes nothing any more. */
export function proposeByRules(facts: Facts): Proposal[] {
  const found: Proposal[] = [];
  let left = facts;
  for (const rule of removing) {
    const taken = new Set(found.map(subjectOf).flatMap((id) => (id === undefined ? [] : [idKey(id)])));
    const isNew = (proposal: Proposal) => !taken.has(idKey(subjectOf(proposal) ?? ''));
    found.push(...rule(left).filter(isNew));
    left = factsAfter(facts, found);
  }
  const more = others.flatMap((rule) => rule(left));
  return [...found, ...more.map((proposal) => fromAsItIs(proposal, facts))];
}

/** A merge may have changed the priority that a rule saw. */
function fromAsItIs(proposal: Proposal, { backlog }: Facts): Proposal {
  if (proposal.kind !== 'priority') return proposal;
  return { ...proposal, from: openItem(backlog, proposal.id)?.priority ?? proposal.from };
}

/** The facts once proposals are applied. */
function factsAfter(facts: Facts, proposals: readonly Proposal[]): Facts {
  const backlog = backlogAfter(facts.backlog, proposals);
  return { ...facts, backlog, queue: buildQueue(backlog) };
}
