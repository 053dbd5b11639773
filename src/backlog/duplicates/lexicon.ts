/** What is known about words beforehand: which mean the same, how common they are, what they stand for. */
import { stemOf } from './stem.ts';
import { commonWords, stopWords } from './vocabulary/common-words.ts';
import { contrasts, opposites } from './vocabulary/contrasts.ts';
import { deeds } from './vocabulary/deeds.ts';
import { ordinaryWords } from './vocabulary/ordinary-words.ts';
import { products } from './vocabulary/products.ts';
import { things } from './vocabulary/things.ts';
import { troubles } from './vocabulary/troubles.ts';

export type TermKind =
  | 'stop'
  | 'common'
  | 'ordinary'
  | 'deed'
  | 'trouble'
  | 'thing'
  | 'product'
  | 'name'
  | 'fragment'
  | 'figure';

/** One meaning: all words and phrases that say the same share one of these. */
export interface Meaning {
  readonly term: string;
  readonly kind: TermKind;
  /** Deeds and troubles: the kinds of work that it speaks of. */
  readonly classes: readonly string[];
  /** Terms that it stands for as well: a product for its kind. */
  readonly implied: readonly string[];
}

/** What can follow a word: the next stem of a phrase, and the meaning of a phrase that ends here. */
export interface PhraseNode {
  readonly next: Map<string, PhraseNode>;
  meaning?: Meaning;
}

interface Lexicon {
  /** As written in the tables, in small letters: an exact form decides before a stem, which too many words share. */
  readonly words: Map<string, Meaning>;
  readonly stems: Map<string, Meaning>;
  readonly phrases: PhraseNode;
  /** By name in the tables. */
  readonly terms: Map<string, Meaning>;
}

/** Built on first use: a program that compares nothing does not wait for it. */
let built: Lexicon | undefined;

function lexicon(): Lexicon {
  built ??= build();
  return built;
}

/** A meaning of its own. */
export function meaningOf(
  term: string,
  kind: TermKind,
  more: Partial<Pick<Meaning, 'classes' | 'implied'>> = {},
): Meaning {
  return { term, kind, classes: more.classes ?? [], implied: more.implied ?? [] };
}

/** The meaning of a word; undefined for one that no table has, which is mostly a name. */
export function knownMeaning(word: string): Meaning | undefined {
  const { words, stems } = lexicon();
  return words.get(word.toLowerCase()) ?? stems.get(stemOf(word));
}

/** The phrases that begin with a stem. */
export function phrasesFrom(stem: string): PhraseNode | undefined {
  return lexicon().phrases.next.get(stem);
}

/** The meaning of a term by its name in the tables. */
export function meaningOfTerm(term: string): Meaning | undefined {
  return lexicon().terms.get(term);
}

function build(): Lexicon {
  const lexicon: Lexicon = {
    ...{ words: new Map(), stems: new Map(), terms: new Map() },
    phrases: { next: new Map() },
  };
  const add = (spellings: string, meaning: Meaning) => define(lexicon, list(spellings), meaning);
  for (const [spellings, kinds] of rows(products, ':')) {
    add(spellings, meaningOf(list(spellings)[0] ?? '', 'product', { implied: list(kinds) }));
  }
  for (const [classes, spellings] of rows(deeds, '|')) {
    add(spellings, meaningOf(list(spellings)[0] ?? '', 'deed', { classes: list(classes) }));
  }
  for (const [term, spellings] of rows(troubles, ':')) {
    const implied = term === 'fail' ? [] : ['fail'];
    add(spellings, meaningOf(term, 'trouble', { classes: ['trouble'], implied }));
  }
  for (const [term, spellings] of rows(things, ':')) add(spellings, meaningOf(term, 'thing'));
  for (const word of list(`${contrasts} ${opposites}`.replaceAll('|', ' '))) {
    if (!lexicon.terms.has(word)) add(word, meaningOf(word, 'common'));
  }
  for (const word of list(stopWords)) add(word, meaningOf(word, 'stop'));
  for (const word of list(commonWords)) add(word, meaningOf(stemOf(word), 'common'));
  for (const word of list(ordinaryWords)) add(word, meaningOf(stemOf(word), 'ordinary'));
  return lexicon;
}

/** The first table that holds a word decides. */
function define({ words, stems, phrases, terms }: Lexicon, spellings: readonly string[], meaning: Meaning): void {
  if (!terms.has(meaning.term)) terms.set(meaning.term, meaning);
  for (const spelling of spellings) {
    const parts = spelling.split('_').map(stemOf);
    const [stem = ''] = parts;
    if (parts.length > 1) {
      nodeAt(phrases, parts).meaning ??= meaning;
      continue;
    }
    if (!words.has(spelling)) words.set(spelling, meaning);
    if (!stems.has(stem)) stems.set(stem, meaning);
  }
}

function nodeAt(from: PhraseNode, parts: readonly string[]): PhraseNode {
  return parts.reduce((node, part) => {
    const next: PhraseNode = node.next.get(part) ?? { next: new Map() };
    node.next.set(part, next);
    return next;
  }, from);
}

function rows(table: string, separator: string): [string, string][] {
  const lines = table.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const [left = '', right = ''] = line.split(separator);
    return [left.trim(), right];
  });
}

function list(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
