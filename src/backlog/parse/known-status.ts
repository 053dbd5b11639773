/** The words behind `status:` that have a meaning, in the spellings of both layouts. */
import { nearestWord } from '../nearest-word.ts';
import type { Layout } from '../task.ts';

/** Done. Those of the standard layout among them: resolved, closed, fixed. */
export const doneWords: ReadonlySet<string> = new Set([
  'completed',
  'complete',
  'done',
  'finished',
  'merged',
  'resolved',
  'closed',
  'fixed',
  'implemented',
  'verified',
  'released',
  'archived',
]);

/** Over without being done. */
export const givenUpWords: ReadonlySet<string> = new Set([
  'deprecated',
  'cancelled',
  'canceled',
  'abandoned',
  'rejected',
  'declined',
  'obsolete',
  'superseded',
  'duplicate',
  'invalid',
  'wontfix',
  'wont_fix',
  "won't_fix",
  'not_a_bug',
  'cannot_reproduce',
  'not_reproducible',
  'works_as_designed',
]);

/** Neither over nor to be begun: somebody has put it aside. */
export const asideWords: ReadonlySet<string> = new Set(['deferred', 'on_hold']);

/** Still to be done, whether somebody has begun or not. `blocked` among them: what it waits for decides. */
const openWords: ReadonlySet<string> = new Set([
  'active',
  'backlog',
  'blocked',
  'in_progress',
  'new',
  'open',
  'todo',
  'to_do',
  'pending',
  'not_started',
  'waiting',
  'ready',
  'planned',
  'queued',
  'scheduled',
  'started',
  'wip',
  'reopened',
  'triaged',
  'assigned',
  'accepted',
  'approved',
  'confirmed',
  'acknowledged',
  'investigating',
  'proposed',
  'requested',
  'draft',
  'review',
  'in_review',
  'testing',
  'in_testing',
]);

const allWords = [openWords, doneWords, givenUpWords, asideWords];

/** The words that a layout uses most, for people. */
export const usualWords: Readonly<Record<Layout, readonly string[]>> = {
  gitops: ['active', 'backlog', 'in_progress', 'blocked', 'on_hold', 'completed', 'deprecated'],
  standard: ['new', 'open', 'in_progress', 'blocked', 'on_hold', 'resolved', 'closed', 'deprecated'],
};

/** Whether a status, as `readStatus` gives it, is a word with a meaning. Nobody knows what any other asks for. */
export function isKnownStatus(status: string): boolean {
  return allWords.some((words) => words.has(status));
}

/** The known word that a misspelt status is nearest to; first among the words that the layout uses most. */
export function meantStatus(status: string, layout: Layout): string | undefined {
  return nearestWord(status, [...usualWords[layout], ...allWords.flatMap((words) => [...words])]);
}

/** What a status that means nothing is told. @param written as it stands in the file */
export function unknownStatus(written: string, status: string, layout: Layout): string {
  const meant = meantStatus(status, layout);
  const question = meant === undefined ? '' : ` Did you mean ${meant}?`;
  const shown = written.length > 40 ? `${written.slice(0, 40)}…` : written;
  return `Status "${shown}" is unknown, so the task is not started.${question} Use ${usualWords[layout].join(', ')}.`;
}
