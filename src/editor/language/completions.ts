/** What can be written at a place of a file of the queue. Without the editor. */
import { quoted } from '../../backlog/edit/yaml-scalar.ts';
import { usualWords } from '../../backlog/parse/known-status.ts';
import { readLines } from '../../backlog/parse/text-lines.ts';
import { priorityOrder } from '../../backlog/queue/priority.ts';
import { fieldHelp, valueHelp } from './front-help.ts';
import { type FrontPlace, frontPlaceAt } from './front-place.ts';
import type { IdHolder } from './id-register.ts';
import { newTaskSnippet } from './task-snippet.ts';

export interface Suggestion {
  readonly label: string;
  readonly detail?: string;
  /** Markdown. */
  readonly help?: string;
  readonly insert: string;
  readonly kind: 'field' | 'value' | 'id' | 'template';
  /** What is typed is matched against this; the label when not said. */
  readonly filter?: string;
}

export interface Suggestions {
  readonly items: readonly Suggestion[];
  /** What they replace; of the line, or all of the text. */
  readonly range: { readonly start: number; readonly end: number } | 'all';
  /** Whether there are more, which further letters would bring. */
  readonly isCut: boolean;
}

export interface CompletionPlace {
  readonly text: string;
  /** Path below the root, with forward slashes. */
  readonly file: string;
  /** The folder of a task file; undefined for other files of the queue. */
  readonly folder?: string;
  readonly line: number;
  readonly character: number;
}

/** What of the repository is offered; asked only where it is needed. */
export interface CompletionFacts {
  ids(): readonly IdHolder[];
  /** Those in use, the most used first. */
  labels(): readonly string[];
  readonly now: Date;
}

/** Ids that are offered at once. */
const mostIds = 100;

/** The suggestions for a place; undefined where there are none. */
export function completionsAt(place: CompletionPlace, facts: CompletionFacts): Suggestions | undefined {
  const { text, folder, line, character } = place;
  if (folder !== undefined) {
    if (text.trim() === '') return { items: [newTaskSnippet({ ...place, folder }, facts)], range: 'all', isCut: false };
    const front = frontPlaceAt(readLines(text), line, character);
    if (front !== undefined) return front.kind === 'key' ? keys(front) : values(front, place, facts);
  }
  const typed = typedId((readLines(text)[line] ?? '').slice(0, character));
  if (typed === undefined) return undefined;
  return ids(typed, { start: character - typed.length, end: character }, facts.ids());
}

function keys({ start, end, hasValue, others }: FrontPlace & { readonly kind: 'key' }): Suggestions {
  const items = Object.entries(fieldHelp())
    .filter(([key]) => !others.includes(key))
    .map(([key, help]): Suggestion => ({ label: key, help, insert: hasValue ? key : `${key}: `, kind: 'field' }));
  return { items, range: { start, end }, isCut: false };
}

type ValuePlace = FrontPlace & { readonly kind: 'value' };

const idFields = new Set(['depends_on', 'blocked_by', 'blocks', 'merged_into', 'superseded_by']);

function values(front: ValuePlace, place: CompletionPlace, facts: CompletionFacts): Suggestions | undefined {
  const { key, start, end, word, hasBlank } = front;
  const { file, folder, character } = place;
  const spaced = (text: string) => (hasBlank ? text : ` ${text}`);
  if (idFields.has(key)) {
    const others = facts.ids().filter((holder) => holder.file !== file);
    const found = ids(word.slice(0, character - start), { start, end }, others);
    return { ...found, items: found.items.map((item) => ({ ...item, insert: spaced(item.insert) })) };
  }
  const words = wordsFor(key, folder, facts);
  if (words === undefined) return undefined;
  const items = words.map(({ label, insert = label }): Suggestion => {
    const help = valueHelp(key, label);
    return { label, insert: spaced(insert), kind: 'value', ...(help === undefined ? {} : { help }) };
  });
  return { items, range: { start, end }, isCut: false };
}

interface Word {
  readonly label: string;
  readonly insert?: string;
}

function wordsFor(key: string, folder: string | undefined, facts: CompletionFacts): Word[] | undefined {
  const plain = (words: readonly string[]) => words.map((label) => ({ label }));
  switch (key) {
    case 'status':
      // That of the folder first: any other asks for a move.
      return plain(usualWords.gitops.toSorted((one, other) => Number(other === folder) - Number(one === folder)));
    case 'priority':
      return plain(priorityOrder);
    case 'type':
      return plain(['human-action']);
    case 'stop':
      return plain(['true', 'false']);
    case 'verify':
      return plain(['none']);
    case 'labels':
      return facts.labels().map((label) => ({ label, insert: inList(label) }));
    default:
      return undefined;
  }
}

/** A label as an item of a list in brackets. */
function inList(label: string): string {
  return /^\p{L}[\p{L}\p{N} ./_-]*$/u.test(label) ? label : quoted(label, '"');
}

const begunId = /(?<![\p{L}\p{N}_-])(?:TASK|BUG|FEAT|ACTION)-\d*$/iu;
const begunKind = /(?<![\p{L}\p{N}_-])(?:TA(?:SK?)?|BUG?|FE(?:AT?)?|AC(?:T(?:I(?:ON?)?)?)?|[TBFA])$/u;

/** What of an id stands before the cursor: `TASK-`, `bug-01`, and capitals that begin a kind. */
function typedId(before: string): string | undefined {
  return (begunId.exec(before) ?? begunKind.exec(before))?.[0];
}

function ids(typed: string, range: { start: number; end: number }, all: readonly IdHolder[]): Suggestions {
  const wanted = typed.toLowerCase();
  const matching = all.filter(({ id, title }) => `${id} ${title}`.toLowerCase().includes(wanted));
  const items = matching.slice(0, mostIds).map(
    ({ id, title, facts }): Suggestion => ({
      ...{ label: id, detail: title, help: facts.join(' · '), insert: id, kind: 'id' },
      filter: `${id} ${title}`,
    }),
  );
  return { items, range, isCut: matching.length > mostIds };
}
