/**
 * Finds existing items that say the same as a new one, in whatever words: telling terms in common, and nothing that marks
 * the one off from the other. No model; pure.
 */
import { leaves } from '../parse/criteria.ts';
import { isEnded } from '../queue/status-words.ts';
import type { Task } from '../task.ts';
import { candidatesAmong, type Head } from './candidates.ts';
import { haveCommonGround } from './common-ground.ts';
import { createGlossary } from './glossary.ts';
import { likenessOf } from './likeness.ts';
import { ownCriteria } from './own-criteria.ts';
import { type Item, type Profile, profileOf } from './profile.ts';
import { reasonOf } from './reason.ts';
import { scoreOf, threshold } from './score.ts';

/** Anything that an item can be a duplicate of: a task, a human action. */
export interface Document extends Item {
  readonly id: string;
  /** Path below the repository root. */
  readonly file: string;
  /** Whether the work is over: done or given up. */
  readonly ended: boolean;
}

export interface Duplicate {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  /** From the threshold to 1: how sure it is. */
  readonly score: number;
  /** Part of a sentence for people: what both have in common, in words of the new item. */
  readonly reason: string;
  readonly ended: boolean;
}

export interface FindOptions {
  /** File of a document that is not looked at: the item's own. */
  readonly except?: string;
  /** Least score; the default is the threshold that was measured. */
  readonly least?: number;
  /** How many are named; three by default, as more help nobody. */
  readonly most?: number;
}

export interface DuplicateIndex {
  /** The documents that say the same as an item, best first. */
  readonly find: (item: Item, options?: FindOptions) => Duplicate[];
}

/** How many documents are compared closely. */
const closely = 40;

/** Profiles that are kept for the next question. */
const mostKept = 2_000;

/** The tasks that say the same as an item, best first, at most three. */
export function findDuplicates(item: Item, tasks: readonly Task[]): Duplicate[] {
  return duplicateIndex(tasks).find(item);
}

/** For many questions about the same tasks. */
export function duplicateIndex(tasks: readonly Task[]): DuplicateIndex {
  return indexOf(tasks, ({ criteria }) => leaves(criteria).map(({ text }) => text), isEnded);
}

/** For many questions about any documents. */
export function documentIndex(documents: readonly Document[]): DuplicateIndex {
  return indexOf(
    documents,
    ({ criteria }) => criteria ?? [],
    ({ ended }) => ended,
  );
}

function indexOf<T extends Head & Pick<Document, 'id' | 'file'>>(
  documents: readonly T[],
  criteriaOf: (document: T) => readonly string[],
  hasEnded: (document: T) => boolean,
): DuplicateIndex {
  const criteriaAt = (place: number) =>
    documents.slice(place, place + 1).flatMap((document) => ownCriteria(document.title, criteriaOf(document)));
  const glossary = createGlossary();
  const { weigh, nearest } = candidatesAmong(documents, criteriaAt, glossary);
  const profiles = new Map<number, Profile>();

  const profileAt = (place: number, { title, description }: T): Profile => {
    const known = profiles.get(place);
    if (known !== undefined) return known;
    if (profiles.size >= mostKept) profiles.clear();
    const profile = profileOf({ title, description, criteria: criteriaAt(place) }, glossary);
    profiles.set(place, profile);
    return profile;
  };
  const find = (asked: Item, { except, least = threshold, most = 3 }: FindOptions = {}): Duplicate[] => {
    const item = { ...asked, criteria: ownCriteria(asked.title, asked.criteria ?? []) };
    const profile = profileOf(item, glossary);
    const found: Duplicate[] = [];
    for (const place of nearest(item, closely)) {
      const document = documents[place];
      if (document === undefined || document.file === except) continue;
      const other = profileAt(place, document);
      const score = scoreOf(likenessOf(profile, other, weigh));
      if (score < least || !haveCommonGround(profile, other)) continue;
      const { id, title, file } = document;
      found.push({ id, title, file, score, reason: reasonOf(profile, other, weigh), ended: hasEnded(document) });
    }
    return found.sort((one, other) => other.score - one.score).slice(0, most);
  };
  return { find };
}
