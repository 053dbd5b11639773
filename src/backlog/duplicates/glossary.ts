/** Numbers for words and terms, given as they turn up; one for each index, so that it lives no longer than that. */
import { type Meaning, meaningOf, meaningOfTerm } from './lexicon.ts';
import { createRunTable } from './run-table.ts';
import { type Word, wordsIn } from './words.ts';

/** A word with the number of its term. */
export interface Entry {
  readonly word: Word;
  readonly id: number;
}

export interface Glossary {
  /** The words in a run of letters and digits of a text. */
  readonly entriesAt: (text: string, start: number, end: number) => readonly Entry[];
  readonly idOf: (meaning: Meaning) => number;
  /** The numbers of the terms that a term stands for as well. */
  readonly impliedBy: (id: number) => readonly number[];
  /** By number. */
  readonly meanings: readonly Meaning[];
  /** Room for the words of the text that is being read, so that thousands of texts need it once. */
  readonly scratch: {
    readonly entries: (Entry | undefined)[];
    readonly starts: number[];
    readonly ends: number[];
  };
}

export function createGlossary(): Glossary {
  const entries: (readonly Entry[])[] = [];
  const ids = new Map<string, number>();
  const meanings: Meaning[] = [];
  const implied: (readonly number[] | undefined)[] = [];

  const idOf = (meaning: Meaning): number => {
    const known = ids.get(meaning.term);
    if (known !== undefined) return known;
    ids.set(meaning.term, meanings.length);
    meanings.push(meaning);
    implied.push(undefined);
    return meanings.length - 1;
  };
  const runs = createRunTable((run) => {
    entries.push(wordsIn(run).map((word) => ({ word, id: idOf(word.meaning) })));
  });
  const impliedBy = (id: number): readonly number[] => {
    const known = implied[id];
    if (known !== undefined) return known;
    const found = (meanings[id]?.implied ?? []).map((term) => idOf(meaningNamed(term)));
    implied[id] = found;
    return found;
  };
  const none: readonly Entry[] = [];
  const entriesAt = (text: string, start: number, end: number) => entries[runs.numberOf(text, start, end)] ?? none;
  return { entriesAt, idOf, impliedBy, meanings, scratch: { entries: [], starts: [], ends: [] } };
}

/** The meaning of a term that another one implies. */
export function meaningNamed(term: string): Meaning {
  return meaningOfTerm(term) ?? meaningOf(term, term.includes('~') ? 'fragment' : 'thing');
}
