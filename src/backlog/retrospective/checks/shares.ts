/** How much of the backlog may change in one go: whoever wants more is not believed at all. */
import type { Proposal } from '../proposal.ts';

interface Limit {
  /** Share of the open items. */
  readonly share: number;
  /** Allowed in any backlog, however small. */
  readonly least: number;
}

type Group = 'taken away' | 'changed in priority' | 'opened' | 'recommended';

/** What a model may do is less than what rules may do: rules tell the same each time. */
const limits: Readonly<Record<'judge' | 'rule', Readonly<Record<Group, Limit>>>> = {
  judge: {
    'taken away': { share: 0.2, least: 3 },
    'changed in priority': { share: 0.3, least: 5 },
    opened: { share: 0, least: 3 },
    recommended: { share: 0, least: 20 },
  },
  rule: {
    'taken away': { share: 0.5, least: 5 },
    'changed in priority': { share: 1, least: 5 },
    opened: { share: 0, least: 10 },
    recommended: { share: 10, least: 100 },
  },
};

const groups: Readonly<Record<Proposal['kind'], Group>> = {
  deprecate: 'taken away',
  merge: 'taken away',
  priority: 'changed in priority',
  create: 'opened',
  recommend: 'recommended',
};

/** Why a proposal is one of too many, by all that its author proposes; undefined where it is not. */
export function whyTooMany(proposal: Proposal, all: readonly Proposal[], openItems: number): string | undefined {
  const author = authorOf(proposal);
  if (author === 'person') return undefined;
  const group = groups[proposal.kind];
  const count = all.filter((one) => authorOf(one) === author && groups[one.kind] === group).length;
  const { share, least } = limits[author][group];
  const most = Math.max(least, Math.floor(openItems * share));
  if (count <= most) return undefined;
  const who = author === 'judge' ? 'Codex' : 'The rules';
  const what = group === 'recommended' ? 'recommendations' : `items ${group}`;
  const next = author === 'judge' ? '' : ' Change those by hand that are right, then run again.';
  return `${who} would have ${count} ${what} in one go, with ${openItems} open; more than ${most} are not believed.${next}`;
}

/** What an item says of itself was decided by a person. */
function authorOf({ by }: Proposal): 'judge' | 'rule' | 'person' {
  if (by === 'superseded') return 'person';
  return by === 'judge' ? 'judge' : 'rule';
}
