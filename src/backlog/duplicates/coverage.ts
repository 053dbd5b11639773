/** How far one item speaks of what another one is about. */
import type { Meaning } from './lexicon.ts';
import type { Place, Profile } from './profile.ts';
import { isSpelledAlike } from './spelling.ts';
import { type Weigh, weightOfName } from './weight.ts';

/** How surely an item that has a term at a place is about it. */
const certainty: Readonly<Record<Place, number>> = { title: 1, body: 0.85, criteria: 0.5, implied: 0.6 };

/** The same for a word that is only spelled alike, and for one of which only the kind is named. */
const certaintyOfLikes = 0.6;

/** Below this certainty a term counts as foreign to an item. */
const leastCertainty = 0.3;

/** From 0 to 1: how surely an item speaks of a term, in whatever words. */
export function certaintyOf(profile: Profile, meaning: Meaning): number {
  const place = profile.mentions.get(meaning.term)?.place;
  if (place !== undefined) return certainty[place];
  const isName = meaning.kind === 'name' || meaning.kind === 'product';
  if (isName && profile.spellings.some((spelling) => isSpelledAlike(spelling, meaning.term))) return certaintyOfLikes;
  let most = 0;
  for (const term of meaning.implied) {
    const kind = profile.mentions.get(term)?.place;
    if (kind !== undefined) most = Math.max(most, certaintyOfLikes * certainty[kind]);
  }
  return most;
}

/** Share of the title of one item, by weight, that another one speaks of anywhere. */
export function coverage(of: Profile, by: Profile, weigh: Weigh): number {
  return share(of.title, by, weigh, { covered: 0, all: 0 });
}

/** A rest of little weight says little: it is pulled towards one half, as if so much more were half covered. */
const doubt = { covered: 0.25, all: 0.5 };

/** The same for what only one of both titles has. */
export function coverageOfRest(of: Profile, by: Profile, weigh: Weigh): number {
  const terms = new Set(by.title.map(({ term }) => term));
  return share(
    of.title.filter(({ term }) => !terms.has(term)),
    by,
    weigh,
    doubt,
  );
}

function share(terms: readonly Meaning[], by: Profile, weigh: Weigh, { covered, all }: typeof doubt): number {
  let [sum, total] = [covered, all];
  for (const meaning of terms) {
    const weight = weigh(meaning);
    sum += weight * certaintyOf(by, meaning);
    total += weight;
  }
  return total === 0 ? 0 : sum / total;
}

/** The most telling subject in the title of one item that another one never speaks of, as a share of a name's weight. */
export function foreignness(of: Profile, to: Profile, weigh: Weigh): number {
  const isForeign = (meaning: Meaning) => certaintyOf(to, meaning) < leastCertainty;
  const foreign = of.title.filter((meaning) => isSubject(meaning) && isForeign(meaning));
  const hasForeignName = of.compounds.some((parts) => parts.some((part) => part.kind !== 'figure' && isForeign(part)));
  return Math.min(1, Math.max(hasForeignName ? 1 : 0, ...foreign.map((meaning) => weigh(meaning) / weightOfName)));
}

/** Whether a term says what a task is about, not what is done or what is wrong. */
export function isSubject({ kind }: Meaning): boolean {
  return kind !== 'deed' && kind !== 'trouble';
}

/** Whether two terms can mean the same thing: equal, one the kind of the other, or spelled alike. */
export function areRelated(one: Meaning, other: Meaning): boolean {
  return (
    one.term === other.term ||
    one.implied.includes(other.term) ||
    other.implied.includes(one.term) ||
    isSpelledAlike(one.term, other.term)
  );
}
