/** A claim that rests on an edit which was put back proves nothing: what it cites ran while that edit was there. */
import { basename } from 'node:path';
import type { Verdict } from '../../codex/judge.ts';

/** What a verdict is given on, besides the claim. */
export interface Surroundings {
  /** The criterion, and all that stands below it. */
  readonly asked: string;
  /** Paths whose edits were put back. */
  readonly putBack: readonly string[];
  /** Paths that stay changed. */
  readonly paths: readonly string[];
}

/**
 * Takes a proven verdict back where the criterion names a file that was put back, or where nothing else was changed and
 * the evidence names one.
 */
export function doubtPutBack(verdict: Verdict, { asked, putBack, paths }: Surroundings): Verdict {
  if (verdict.verdict !== 'proven') return verdict;
  const evidence = paths.length > 0 ? [] : verdict.claim.evidence.map(({ command }) => command);
  const told = [asked, ...evidence].join('\n');
  const resting = putBack.filter((path) => told.includes(basename(path)));
  if (resting.length === 0) return verdict;
  const reason =
    `The claim rests on an edit of ${resting.join(', ')} that only people and the engine may make; it was put back. ` +
    'Where the criterion needs that edit, a person has to make it and tick the criterion.';
  return { verdict: 'failed', reason };
}
