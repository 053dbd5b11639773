/** Words that exclude each other: enable and disable, staging and production. */
import { type Meaning, meaningOfTerm } from './lexicon.ts';
import { stemOf } from './stem.ts';
import { contrasts, environments, opposites } from './vocabulary/contrasts.ts';

/** For each set the alternatives that a text names, as bits. */
export type Alternatives = ReadonlyMap<number, number>;

interface Place {
  readonly set: number;
  readonly bit: number;
}

let known: ReadonlyMap<string, readonly Place[]> | undefined;

function placesOf(term: string): readonly Place[] {
  known ??= readPlaces();
  return known.get(term) ?? [];
}

function readPlaces(): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  for (const [set, line] of [environments, ...linesOf(contrasts), ...linesOf(opposites)].entries()) {
    for (const [index, names] of line.split('|').entries()) {
      for (const name of names.split(' ').filter(Boolean)) {
        const term = meaningOfTerm(name)?.term ?? stemOf(name);
        places.set(term, [...(places.get(term) ?? []), { set, bit: 1 << index }]);
      }
    }
  }
  return places;
}

const environmentSet = 0;

/** The sets from this one on count only in what titles ask for. */
const firstOpposites = 1 + linesOf(contrasts).length;

function linesOf(table: string): string[] {
  return table.split('\n').filter(Boolean);
}

/** The alternatives that terms name. */
export function alternativesIn(meanings: readonly Meaning[]): Alternatives {
  const found = new Map<number, number>();
  for (const { term } of meanings) {
    for (const { set, bit } of placesOf(term)) found.set(set, (found.get(set) ?? 0) | bit);
  }
  return found;
}

/** What a document names in its title and in all its text. */
export interface Named {
  /** Whether the title begins with what is to be done. */
  readonly isImperative: boolean;
  readonly titleAlternatives: Alternatives;
  readonly alternatives: Alternatives;
}

/** From 0 to 1: whether two titles name words that exclude each other. Less where each text speaks of both. */
export function contrastOf(one: Named, other: Named): number {
  let found = 0;
  for (const [set, bits] of one.titleAlternatives) {
    const others = other.titleAlternatives.get(set) ?? 0;
    if (set >= firstOpposites && !(one.isImperative && other.isImperative)) continue;
    if (set === environmentSet || others === 0 || (others & bits) !== 0) continue;
    const oneSpeaksOfBoth = ((one.alternatives.get(set) ?? 0) & others) !== 0;
    const otherSpeaksOfBoth = ((other.alternatives.get(set) ?? 0) & bits) !== 0;
    found = Math.max(found, oneSpeaksOfBoth && otherSpeaksOfBoth ? 0.4 : 1);
  }
  return found;
}

/** Whether two documents are about different environments; where the title names none, the text counts. */
export function haveOtherEnvironments(one: Named, other: Named): boolean {
  const [a, b] = [environmentOf(one), environmentOf(other)];
  return a !== 0 && b !== 0 && (a & b) === 0;
}

function environmentOf({ titleAlternatives, alternatives }: Named): number {
  return titleAlternatives.get(environmentSet) ?? alternatives.get(environmentSet) ?? 0;
}
