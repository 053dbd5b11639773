/** Two items side by side: what speaks for one task and what for two, each as a number from 0 to 1. */
import { contrastOf, haveOtherEnvironments } from './contrast.ts';
import { areRelated, coverage, coverageOfRest, foreignness } from './coverage.ts';
import { deedDistance } from './deeds.ts';
import { haveOtherFigures } from './figures.ts';
import { cosine, evidence } from './overlap.ts';
import { parallelism } from './parallel.ts';
import type { Profile } from './profile.ts';
import { meet } from './sets.ts';
import type { Weigh } from './weight.ts';

export interface Likeness {
  /** Share of a title, by weight, that the other item speaks of; of the better covered title. */
  readonly title: number;
  /** The same for what one title has and the other one has not: siblings share a pattern, paraphrases the matter. */
  readonly rest: number;
  /** Cosine of all terms. */
  readonly cosine: number;
  /** How much is in common at all. */
  readonly evidence: number;
  /** Both titles have a subject that the other item never speaks of: the less telling of the two. */
  readonly foreign: number;
  /** Titles of one pattern with another subject. */
  readonly parallel: number;
  /** The same deed on other objects. */
  readonly object: number;
  /** Kinds of work that do not go together. */
  readonly deed: number;
  /** Words that exclude each other. */
  readonly contrast: number;
  /** Other environments. */
  readonly environment: number;
  /** Other versions, numbers or hosts. */
  readonly figures: number;
}

/** Compares two items; which of them is the first makes no difference. */
export function likenessOf(first: Profile, second: Profile, weigh: Weigh): Likeness {
  const [one, other] = withoutSharedHead(first, second);
  return {
    title: Math.max(coverage(one, other, weigh), coverage(other, one, weigh)),
    rest: Math.max(coverageOfRest(one, other, weigh), coverageOfRest(other, one, weigh)),
    cosine: cosine(one, other, weigh),
    evidence: evidence(one, other, weigh),
    foreign: Math.min(foreignness(one, other, weigh), foreignness(other, one, weigh)),
    parallel: parallelism(one, other),
    object: haveOtherObjects(one, other) ? 1 : 0,
    deed: deedDistance(one.deed, other.deed),
    contrast: contrastOf(one, other),
    environment: haveOtherEnvironments(one, other) ? 1 : 0,
    figures: haveOtherFigures(one.figures, other.figures) ? 1 : 0,
  };
}

function haveOtherObjects({ deed: one }: Profile, { deed: other }: Profile): boolean {
  if (one.object.length === 0 || other.object.length === 0 || !meet(one.lead, other.lead)) return false;
  return !one.object.some((each) => other.object.some((beside) => areRelated(each, beside)));
}

/** Where two titles have the same head (`Session failure: …`, `orders-db: …`), what follows it is compared. */
function withoutSharedHead(one: Profile, other: Profile): readonly [Profile, Profile] {
  const head = one.sequence.slice(0, one.head).map(({ term }) => term);
  const isShared =
    one.head > 0 && one.head === other.head && head.every((term, index) => other.sequence[index]?.term === term);
  return isShared ? [withoutHead(one, new Set(head)), withoutHead(other, new Set(head))] : [one, other];
}

function withoutHead(profile: Profile, head: ReadonlySet<string>): Profile {
  const rest = profile.title.filter(({ term }) => !head.has(term));
  return rest.length === 0 ? profile : { ...profile, title: rest, sequence: profile.sequence.slice(profile.head) };
}
