/** How well duplicates are told from near misses: each pair is judged within a repository of other tasks. */
import { type Document, documentIndex } from '../../src/backlog/duplicates/find-duplicates.ts';
import type { Pair, PairItem } from './pairs.ts';
import { overlapThreshold, wordOverlap } from './word-overlap.ts';

export interface Judged {
  readonly pair: Pair;
  /** Of the other half, whatever its rank. */
  readonly score: number;
  /** Whether a user is told of the other half. */
  readonly isNamed: boolean;
  /** Titles of other tasks of which the user is told as well. */
  readonly others: readonly string[];
  readonly byWordOverlap: boolean;
}

/** Asks for the first half of each pair, among the other halves of all pairs and a background of other tasks. */
export function judge(pairs: readonly Pair[], background: readonly PairItem[]): Judged[] {
  const others = background.map((item, index) => document(item, `other-${index}`));
  const halves = pairs.map(({ b }, index) => document(b, `pair-${index}`));
  const index = documentIndex([...others, ...halves]);
  return pairs.map((pair, place) => {
    const id = `pair-${place}`;
    const named = index.find(pair.a);
    const scored = index.find(pair.a, { least: 0, most: Number.POSITIVE_INFINITY });
    return {
      pair,
      score: scored.find((found) => found.id === id)?.score ?? 0,
      isNamed: named.some((found) => found.id === id),
      others: named.filter((found) => found.id !== id).map(({ title }) => title),
      byWordOverlap: wordOverlap(pair.a, pair.b) >= overlapThreshold,
    };
  });
}

function document(item: PairItem, id: string): Document {
  return { ...item, id, file: `tasks/active/${id}.md`, ended: false };
}

export interface Quality {
  /** Share of what is called a duplicate that is one; 1 where nothing is. */
  readonly precision: number;
  /** Share of the duplicates that are found. */
  readonly recall: number;
}

/** Precision and recall of any way to tell duplicates. */
export function quality(judged: readonly Judged[], isCalled: (one: Judged) => boolean): Quality {
  const called = judged.filter(isCalled);
  const right = called.filter(({ pair }) => pair.duplicate).length;
  const all = judged.filter(({ pair }) => pair.duplicate).length;
  return { precision: called.length === 0 ? 1 : right / called.length, recall: all === 0 ? 1 : right / all };
}
