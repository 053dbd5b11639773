/** Versions, numbers and host names: where two titles differ in nothing else, they tell the tasks apart. */
import type { Token } from './reading.ts';
import { meet } from './sets.ts';

export interface Figures {
  /** The version that the work leads to: the last one named. */
  readonly version: string | undefined;
  /** Numbers by the term before them: node → 1. */
  readonly numbered: ReadonlyMap<string, ReadonlySet<string>>;
  /** Host and file names of the title. */
  readonly hosts: ReadonlySet<string>;
  /** Those of the whole text. */
  readonly allHosts: ReadonlySet<string>;
}

/** Terms after a number that make it a measure. */
const units = new Set(
  (
    'percent byte bytes kb mb gb tb kib mib gib tib ki mi gi ti k ms s sec second h hour d dai daily min minut minute week ' +
    'month year time x replica cpu memory disk node pod three consecutive'
  ).split(' '),
);

/** Number words, as far as parts of a whole are counted with them. */
const numberWords = ['one', 'two', 'three', 'four', 'five', 'six'];

/** Reads the figures of a title. Measures (90 %, 512Mi, 30 minutes) are left out: two reports of one fact differ in them. */
export function readFigures(title: string, tokens: readonly Token[], body: string): Figures {
  let version: string | undefined;
  const numbered = new Map<string, Set<string>>();
  for (const [index, token] of tokens.entries()) {
    const { kind, term } = token.meaning;
    if (kind === 'figure' && /^v\d|^\d+(?:\.\d+)+/.test(term)) version = term.replace(/^v/, '');
    const number = numberOf(title, token);
    const before = tokens[index - 1];
    if (number === undefined || before === undefined || isMeasure(title, token, tokens[index + 1])) continue;
    if (!isLabel(title, before, token)) continue;
    const label = before.meaning.term;
    numbered.set(label, (numbered.get(label) ?? new Set<string>()).add(number));
  }
  return { version, numbered, hosts: hostsIn(title), allHosts: hostsIn(`${title} ${body}`) };
}

/** `1`, `01`, `one`, and the letter of `zone-a` and `rack B`. */
function numberOf(title: string, { meaning, start, end }: Token): string | undefined {
  if (meaning.kind === 'figure') return /^\d+$/.test(meaning.term) ? String(Number(meaning.term)) : undefined;
  const place = numberWords.indexOf(meaning.term);
  if (place >= 0) return String(place + 1);
  const isLetter = end - start === 1 && (/[A-Z]/.test(title.slice(start, end)) || title[start - 1] === '-');
  return isLetter ? title.slice(start, end).toLowerCase() : undefined;
}

/** `node 1`, `node-1`, `node1`, `node #1`, `to 12`; but not `for 12`. */
function isLabel(text: string, before: Token, figure: Token): boolean {
  if (before.meaning.kind === 'stop' && before.meaning.term !== 'to') return false;
  return before.end === figure.end || /^\W{0,2}$/.test(text.slice(before.end, figure.start));
}

function isMeasure(text: string, figure: Token, next: Token | undefined): boolean {
  if (/^\s?[%°]/.test(text.slice(figure.end, figure.end + 2))) return true;
  return next !== undefined && next.start - figure.end <= 1 && units.has(next.meaning.term);
}

const hostName = /[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,9}\.[a-z]{2,20}(?![a-z0-9.-])/g;

/** Where a text has host and file names. */
export function placesOfHosts(text: string): { readonly start: number; readonly end: number }[] {
  const found = text.toLowerCase().matchAll(hostName);
  return Array.from(found, ({ index, 0: { length } }) => ({ start: index, end: index + length }));
}

function hostsIn(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(hostName));
}

/** Whether two titles speak of different versions, of different numbers of the same thing, or of different hosts. */
export function haveOtherFigures(one: Figures, other: Figures): boolean {
  if (one.version !== undefined && other.version !== undefined && !isSameVersion(one.version, other.version))
    return true;
  if (one.hosts.size > 0 && other.hosts.size > 0 && !sharesHost(one, other) && !sharesHost(other, one)) return true;
  for (const [label, numbers] of one.numbered) {
    const others = other.numbered.get(label);
    if (others !== undefined && !meet(numbers, others)) return true;
  }
  return false;
}

function sharesHost(one: Figures, other: Figures): boolean {
  return meet(one.hosts, other.allHosts);
}

/** 1.14 and 1.14.2 are the same as far as both say. */
function isSameVersion(one: string, other: string): boolean {
  return `${one}.`.startsWith(`${other}.`) || `${other}.`.startsWith(`${one}.`);
}
