/** An item as it is compared: its terms, how strongly it speaks of them, and what marks it off from its likes. */
import { type Alternatives, alternativesIn } from './contrast.ts';
import { type Deed, readDeed } from './deeds.ts';
import { type Figures, placesOfHosts, readFigures } from './figures.ts';
import { type Glossary, meaningNamed } from './glossary.ts';
import type { Meaning } from './lexicon.ts';
import { readTokens, type Token } from './reading.ts';

/** What is asked about: an item that may not exist yet. */
export interface Item {
  readonly title: string;
  readonly description: string;
  readonly criteria?: readonly string[];
}

/** Where an item speaks of a term; implied: a word of it stands for that as well. */
export type Place = 'title' | 'body' | 'criteria' | 'implied';

export interface Mention {
  readonly meaning: Meaning;
  readonly place: Place;
  /** As written; empty for what is only implied. */
  readonly written: string;
  /** The same with what is joined to it by hyphens, for people: orders-api. */
  readonly shown: string;
}

export interface Profile {
  /** Terms of the title, each once, without stop words, figures and hosts. */
  readonly title: readonly Meaning[];
  /** All terms of the title in order. */
  readonly sequence: readonly Meaning[];
  /** How many of them stand before a colon: `orders-db: failover is slow` is about the failover. */
  readonly head: number;
  /** Terms of title, description and criteria, each at its best place. */
  readonly mentions: ReadonlyMap<string, Mention>;
  /** Words in small letters, for finding what is spelled alike. */
  readonly spellings: readonly string[];
  /** Names of the title that are joined by hyphens (orders-api), as their parts. */
  readonly compounds: readonly (readonly Meaning[])[];
  readonly deed: Deed;
  readonly isImperative: boolean;
  readonly figures: Figures;
  readonly titleAlternatives: Alternatives;
  readonly alternatives: Alternatives;
}

/**
 * Characters of each part that are read: what an item is about stands at its beginning. Criteria fill up a description
 * that says too little; long lists of them are alike in all tasks of one project (build, push, update, verify).
 */
const longest = { title: 300, description: 500, withCriteria: 200 };

/** Reads an item closely; its parts are cut before anything looks at them. */
export function profileOf(item: Item, glossary: Glossary): Profile {
  const titleText = item.title.slice(0, longest.title);
  const body = item.description.slice(0, longest.description);
  const criteria = criteriaText(item.criteria ?? [], longest.withCriteria - body.length);
  const tokens = telling(titleText, glossary);
  const mentions = new Map<string, Mention>();
  addMentions(mentions, titleText, tokens, 'title');
  const title = subjectsOf(titleText, tokens);
  addMentions(mentions, body, telling(body, glossary), 'body');
  addMentions(mentions, criteria, telling(criteria, glossary), 'criteria');
  const said = [...mentions.values()];
  for (const term of said.flatMap(({ meaning }) => meaning.implied)) {
    if (mentions.has(term)) continue;
    mentions.set(term, { meaning: meaningNamed(term), place: 'implied', written: '', shown: '' });
  }
  const deed = readDeed(title, tokens);
  return {
    title,
    sequence: tokens.map(({ meaning }) => meaning),
    head: headOf(titleText, tokens),
    mentions,
    spellings: said.filter(({ meaning }) => meaning.kind !== 'common').map(({ written }) => written.toLowerCase()),
    compounds: compoundsIn(titleText, tokens),
    deed,
    isImperative: deed.isImperative,
    figures: readFigures(titleText, tokens, `${body}\n${criteria}`),
    titleAlternatives: alternativesIn(tokens.map(({ meaning }) => meaning)),
    alternatives: alternativesIn(said.map(({ meaning }) => meaning)),
  };
}

/** The terms of a text but the endings of host and file names, which say nothing: values.yaml, docs.example. */
function telling(text: string, glossary: Glossary): Token[] {
  return readTokens(text, text.length, glossary).filter(({ start }) => !isEnding(text, start));
}

/** Terms of the title, each once. Figures and hosts are compared by themselves. */
function subjectsOf(title: string, tokens: readonly Token[]): Meaning[] {
  const hosts = placesOfHosts(title);
  const subjects = new Map<string, Meaning>();
  for (const { meaning, start } of tokens) {
    if (meaning.kind === 'stop' || meaning.kind === 'figure') continue;
    if (hosts.some((host) => start >= host.start && start < host.end)) continue;
    subjects.set(meaning.term, meaning);
  }
  return [...subjects.values()];
}

function headOf(title: string, tokens: readonly Token[]): number {
  const colon = title.indexOf(': ');
  return colon === -1 ? 0 : tokens.filter(({ end }) => end <= colon).length;
}

function isEnding(text: string, start: number): boolean {
  return (
    text[start - 1] === '.' && /\w/.test(text[start - 2] ?? '') && !/^\w+[.-]\w/.test(text.slice(start, start + 40))
  );
}

function criteriaText(criteria: readonly string[], room: number): string {
  let text = '';
  for (const criterion of criteria) {
    if (text.length >= room) break;
    text += `${criterion.slice(0, room)}\n`;
  }
  return text.slice(0, Math.max(0, room));
}

function addMentions(mentions: Map<string, Mention>, text: string, tokens: readonly Token[], place: Place): void {
  for (const { meaning, start, end } of tokens) {
    if (meaning.kind === 'stop' || mentions.has(meaning.term)) continue;
    mentions.set(meaning.term, { meaning, place, written: text.slice(start, end), shown: shownAt(text, start, end) });
  }
}

/** No compound is longer than this on either side of one of its words. */
const longestJoined = 40;

function shownAt(text: string, start: number, end: number): string {
  const before = /(?:[\p{L}\p{N}]+[-_])+$/u.exec(text.slice(Math.max(0, start - longestJoined), start))?.[0] ?? '';
  const after = /^(?:[-_][\p{L}\p{N}]+)+/u.exec(text.slice(end, end + longestJoined))?.[0] ?? '';
  return `${before}${text.slice(start, end)}${after}`.split(/\s+/).join(' ');
}

function compoundsIn(text: string, tokens: readonly Token[]): Meaning[][] {
  const found: Meaning[][] = [];
  let before: Token | undefined;
  for (const token of tokens) {
    const isJoined = before !== undefined && /^[-_]$/.test(text.slice(before.end, token.start));
    if (isJoined && found.length > 0) found.at(-1)?.push(token.meaning);
    else found.push([token.meaning]);
    before = token;
  }
  return found.filter(
    (parts) => parts.length > 1 && parts.some(isNaming) && !parts.some(({ kind }) => kind === 'stop'),
  );
}

function isNaming({ kind }: Meaning): boolean {
  return kind === 'name' || kind === 'product' || kind === 'thing';
}
