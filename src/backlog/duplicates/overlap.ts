/** How much two items have in common as bags of terms. */
import type { Place, Profile } from './profile.ts';
import type { Weigh } from './weight.ts';

/** How much a term counts by where it stands. */
const mass: Readonly<Record<Place, number>> = { title: 1, body: 0.5, criteria: 0.15, implied: 0.3 };

/** This much shared weight is about two thirds of all the evidence that there can be. */
const goodEvidence = 7;

/** Cosine of all terms of two items. */
export function cosine(one: Profile, other: Profile, weigh: Weigh): number {
  const product = dot(one, other, weigh);
  return product === 0 ? 0 : product / Math.sqrt(dot(one, one, weigh) * dot(other, other, weigh));
}

function dot(one: Profile, other: Profile, weigh: Weigh): number {
  let sum = 0;
  for (const [term, { meaning, place }] of one.mentions) {
    const met = other.mentions.get(term);
    if (met !== undefined) sum += weigh(meaning) ** 2 * mass[place] * mass[met.place];
  }
  return sum;
}

/** From 0 to 1: how much there is in common at all. Two words that agree are less than ten. */
export function evidence(one: Profile, other: Profile, weigh: Weigh): number {
  let sum = 0;
  for (const [term, { meaning, place }] of one.mentions) {
    const met = other.mentions.get(term);
    if (met !== undefined) sum += weigh(meaning) * Math.sqrt(mass[place] * mass[met.place]);
  }
  return 1 - Math.exp(-sum / goodEvidence);
}
