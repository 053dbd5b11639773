/** Text as a sequence of terms. */
import type { Entry, Glossary } from './glossary.ts';
import type { Meaning } from './lexicon.ts';
import { scanWords } from './scanner.ts';

/** Takes one term: its number, and where it is written. */
export type TermSink = (id: number, start: number, end: number) => void;

/** Calls the sink for each term of a text up to a limit of characters, in order; the longest phrase counts as one. */
export function readTerms(text: string, limit: number, glossary: Glossary, sink: TermSink): void {
  const { entries, starts, ends } = glossary.scratch;
  let size = 0;
  scanWords(text, limit, (start, end) => {
    const found = glossary.entriesAt(text, start, end);
    for (let index = 0; index < found.length; index += 1) {
      entries[size] = found[index];
      starts[size] = start;
      ends[size] = end;
      size += 1;
    }
  });
  for (let index = 0; index < size; index += 1) {
    const entry = entries[index];
    if (entry === undefined) return;
    const start = starts[index] ?? 0;
    const phrase = entry.word.phrases === undefined ? undefined : longestPhrase(entries, index, size);
    if (phrase !== undefined) index += phrase.length - 1;
    sink(phrase === undefined ? entry.id : glossary.idOf(phrase.meaning), start, ends[index] ?? start);
  }
}

/** One term of a text, with the place where it is written. */
export interface Token {
  readonly meaning: Meaning;
  readonly start: number;
  readonly end: number;
}

/** The terms of a text up to a limit of characters, in order. */
export function readTokens(text: string, limit: number, glossary: Glossary): Token[] {
  const tokens: Token[] = [];
  readTerms(text, limit, glossary, (id, start, end) => {
    const meaning = glossary.meanings[id];
    if (meaning !== undefined) tokens.push({ meaning, start, end });
  });
  return tokens;
}

interface Phrase {
  readonly meaning: Meaning;
  /** In words. */
  readonly length: number;
}

function longestPhrase(entries: readonly (Entry | undefined)[], index: number, size: number): Phrase | undefined {
  let node = entries[index]?.word.phrases;
  let found: Phrase | undefined;
  for (let length = 1; node !== undefined; length += 1) {
    if (node.meaning !== undefined) found = { meaning: node.meaning, length };
    const next = index + length < size ? entries[index + length] : undefined;
    node = next === undefined ? undefined : node.next.get(next.word.stem);
  }
  return found;
}
