/** Front matter keys: those that have a meaning, and others that are nearly one of them. */
import { nearestWord } from '../nearest-word.ts';
import type { Problem } from '../task.ts';
import type { FrontMatter } from './front-matter.ts';

/** What these say decides about the task; misspelt, they say nothing. */
const decidingKeys = [
  'id',
  'title',
  'status',
  'priority',
  'labels',
  'depends_on',
  'blocked_by',
  'blocks',
  'type',
  'stop',
  'verify',
  'until',
  'merged_into',
] as const;

/**
 * Keys of real files, and words that are no slip although they are near: a `state` is nobody's misspelt status, and
 * `blockers` would be the opposite of `blocks`.
 */
const otherKeys: ReadonlySet<string> = new Set([
  'assignee',
  'assigned',
  'created',
  'updated',
  'completed',
  'completion',
  'resolution',
  'retrospective',
  'estimated_time',
  'block',
  'blocked',
  'blocker',
  'blockers',
  'level',
  'levels',
  'shop',
  'slop',
  'stamp',
  'state',
  'states',
  'stats',
  'statue',
  'step',
  'steps',
  'store',
  'story',
  'tape',
  'tile',
  'tiles',
  'time',
  'timer',
  'times',
  'tip',
  'titles',
  'top',
  'topic',
  'typed',
  'clocks',
  'locks',
  'tables',
  'unit',
  'units',
]);

/** Keys of a block that are looked at; nobody has more. */
const mostKeys = 200;

/** Keys that mean nothing and are nearly one that decides: `depend_on`, `priorty`, `blocked-by`. */
export function nearFields({ fields }: FrontMatter): Omit<Problem, 'file'>[] {
  const found: Omit<Problem, 'file'>[] = [];
  let left = mostKeys;
  for (const [key, { line }] of fields) {
    left -= 1;
    if (left < 0) break;
    if (decidingKeys.some((known) => known === key) || otherKeys.has(key)) continue;
    const meant = meantKey(key);
    if (meant === undefined) continue;
    const message = `"${key}" means nothing here. Did you mean ${meant}?`;
    found.push({ range: { start: line, end: line + 1 }, severity: 'warning', code: 'field-unknown', message });
  }
  return found;
}

/** The key that decides and that another one is meant to be. Capitals and hyphens are slips too: `Status`, `blockedBy`, `depends-on`. */
export function meantKey(key: string): string | undefined {
  const plain = key.toLowerCase().replaceAll('-', '_');
  return decidingKeys.find((known) => known === plain) ?? nearestWord(plain, decidingKeys);
}
