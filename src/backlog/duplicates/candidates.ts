/** The documents of a repository, prepared for finding those that share telling words with an item. */
import type { Glossary } from './glossary.ts';
import type { Meaning } from './lexicon.ts';
import type { Item } from './profile.ts';
import { readTerms } from './reading.ts';
import { type Weigh, weighing } from './weight.ts';

/** Characters that are read of every document; what is found is read more closely afterwards. */
const longest = { title: 200, body: 300 };

/** A description shorter than this is filled up with criteria. */
const shortDescription = 80;

/** How much a term counts by where it stands. */
const mass = { title: 4, body: 2, implied: 1 } as const;

export interface Candidates {
  readonly weigh: Weigh;
  /** The documents that have most in common with an item, by place in the list, best first. */
  readonly nearest: (item: Item, most: number) => readonly number[];
}

/** What is read of every document. */
export type Head = Pick<Item, 'title' | 'description'>;

/**
 * Reads titles and the beginnings of descriptions, each once; linear in their number.
 * @param criteriaAt the criteria of the document at a place; asked for only where the description says too little
 */
export function candidatesAmong(
  documents: readonly Head[],
  criteriaAt: (place: number) => readonly string[],
  glossary: Glossary,
): Candidates {
  const collector = createCollector(glossary, documents.length * 64 + 256);
  const starts = new Int32Array(documents.length + 1);
  for (const [place, document] of documents.entries()) {
    collector.collect(document, () => criteriaAt(place));
    starts[place + 1] = collector.size();
  }
  const { terms, masses } = collector.collected();
  const frequencies = new Int32Array(glossary.meanings.length);
  for (let index = 0; index < terms.length; index += 1) {
    const term = terms[index] ?? 0;
    if (masses[index] !== mass.implied) frequencies[term] = (frequencies[term] ?? 0) + 1;
  }
  const weigh = weighing(documents.length, (meaning: Meaning) => frequencies[glossary.idOf(meaning)] ?? 0);
  const weights = Float64Array.from(glossary.meanings, weigh);
  const postings = invert(starts, terms, masses, weights);

  const nearest = (item: Item, most: number): number[] => {
    const asked = createCollector(glossary);
    asked.collect(item, () => item.criteria ?? []);
    const query = asked.collected();
    const scores = new Float64Array(documents.length);
    for (const [index, term] of query.terms.entries()) {
      const weight = weights[term] ?? 0;
      const factor = weight * weight * (query.masses[index] ?? 0);
      for (let at = postings.starts[term] ?? 0; at < (postings.starts[term + 1] ?? 0); at += 1) {
        const place = postings.places[at] ?? 0;
        scores[place] = (scores[place] ?? 0) + factor * (postings.masses[at] ?? 0);
      }
    }
    for (let place = 0; place < scores.length; place += 1) {
      scores[place] = (scores[place] ?? 0) / (postings.norms[place] ?? 1);
    }
    return best(scores, most);
  };
  return { weigh, nearest };
}

interface Collected {
  readonly terms: Int32Array;
  readonly masses: Uint8Array;
}

/** Collects the terms of documents one after the other, each term once a document. */
function createCollector(glossary: Glossary, room = 256) {
  let terms = new Int32Array(room);
  let masses = new Uint8Array(room);
  let size = 0;
  let documents = 0;
  /** By term: the last document that has it. */
  let seen = new Int32Array(1_024);

  const add = (id: number, amount: number): void => {
    if (id >= seen.length) seen = grown(seen, new Int32Array(id * 2));
    if (seen[id] === documents) return;
    seen[id] = documents;
    if (size === terms.length) {
      terms = grown(terms, new Int32Array(size * 2));
      masses = grown(masses, new Uint8Array(size * 2));
    }
    terms[size] = id;
    masses[size] = amount;
    size += 1;
  };
  const addText = (text: string, limit: number, amount: number): void => {
    readTerms(text, limit, glossary, (id) => {
      if (glossary.meanings[id]?.kind !== 'stop') add(id, amount);
    });
  };
  const collect = (document: Head, criteria: () => readonly string[]): void => {
    documents += 1;
    const first = size;
    addText(document.title, longest.title, mass.title);
    addText(document.description, longest.body, mass.body);
    if (document.description.length < shortDescription) {
      for (const criterion of criteria().slice(0, 4)) addText(criterion, longest.body / 4, mass.body);
    }
    const last = size;
    for (let index = first; index < last; index += 1) {
      const implied = glossary.impliedBy(terms[index] ?? 0);
      for (let each = 0; each < implied.length; each += 1) add(implied[each] ?? 0, mass.implied);
    }
  };
  const collected = (): Collected => ({ terms: terms.subarray(0, size), masses: masses.subarray(0, size) });
  return { collect, collected, size: () => size };
}

function grown<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

interface Postings {
  /** By term: where its documents start in the lists. */
  readonly starts: Int32Array;
  readonly places: Int32Array;
  readonly masses: Uint8Array;
  /** By document: length of its vector. */
  readonly norms: Float64Array;
}

function invert(documents: Int32Array, terms: Int32Array, masses: Uint8Array, weights: Float64Array): Postings {
  const starts = new Int32Array(weights.length + 1);
  for (let index = 0; index < terms.length; index += 1) {
    const term = terms[index] ?? 0;
    starts[term + 1] = (starts[term + 1] ?? 0) + 1;
  }
  for (let term = 0; term < weights.length; term += 1) starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
  const next = starts.slice();
  const lists = { places: new Int32Array(terms.length), masses: new Uint8Array(terms.length) };
  const norms = new Float64Array(documents.length - 1);
  for (let place = 0; place < norms.length; place += 1) {
    let sum = 0;
    for (let index = documents[place] ?? 0; index < (documents[place + 1] ?? 0); index += 1) {
      const term = terms[index] ?? 0;
      const amount = masses[index] ?? 0;
      const at = next[term] ?? 0;
      next[term] = at + 1;
      lists.places[at] = place;
      lists.masses[at] = amount;
      sum += ((weights[term] ?? 0) * amount) ** 2;
    }
    norms[place] = Math.sqrt(sum) || 1;
  }
  return { starts, ...lists, norms };
}

/** Places of the highest scores above 0, highest first. */
function best(scores: Float64Array, most: number): number[] {
  const found: number[] = [];
  let least = 0;
  for (let place = 0; place < scores.length; place += 1) {
    const score = scores[place] ?? 0;
    if (score <= least) continue;
    let at = found.length;
    while (at > 0 && (scores[found[at - 1] ?? 0] ?? 0) < score) at -= 1;
    found.splice(at, 0, place);
    if (found.length > most) found.pop();
    if (found.length === most) least = scores[found.at(-1) ?? 0] ?? 0;
  }
  return found;
}
