/** How tasks of a session ended, in words. Pure. */
import type { SessionTask } from '../session-record.ts';
import { counted } from './figures.ts';

type Ended = Pick<SessionTask, 'status' | 'tests'>;

export interface TaskOutcome {
  /** good, bad: a failure of the session; open: neither, more has to be done. */
  readonly kind: 'good' | 'bad' | 'open';
  readonly text: string;
}

/** The outcome of a task; of one in work when the session ended, that it is. */
export function taskOutcome({ status, tests }: Ended): TaskOutcome {
  switch (status) {
    case 'complete':
      return { kind: 'good', text: tests?.overall_status === 'passed' ? 'done, verified' : 'done, unverified' };
    case 'tests_failed':
      return { kind: 'bad', text: 'verification failed' };
    case 'error':
      return { kind: 'bad', text: 'stopped' };
    case 'needs_decomposition':
      return { kind: 'open', text: 'split' };
    case 'partial':
      return { kind: 'open', text: 'done in part' };
    case null:
      return { kind: 'open', text: 'cut off' };
  }
}

/** Before an outcome, for those who look for what went wrong. */
export const outcomeMarks = { good: '✅', bad: '❌', open: '🟡' } as const;

/** How many tasks ended how, the good ones first, then the bad ones. */
export function outcomeCounts(tasks: readonly Ended[]): { readonly text: string; readonly count: number }[] {
  const kinds = ['good', 'bad', 'open'] as const;
  const outcomes = tasks.map(taskOutcome).toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  const counts = new Map<string, number>();
  for (const { text } of outcomes) counts.set(text, (counts.get(text) ?? 0) + 1);
  return Array.from(counts, ([text, count]) => ({ text, count }));
}

/** For example: 1 of 3 tasks done, verified; 1 verification failed; 1 stopped. */
export function outcomesText(tasks: readonly Ended[]): string {
  const [first, ...rest] = outcomeCounts(tasks);
  if (first === undefined) return 'no task was worked on';
  const all = counted(tasks.length, 'task');
  const of = first.count === tasks.length ? all : `${first.count} of ${all}`;
  return [`${of} ${first.text}`, ...rest.map(({ text, count }) => `${count} ${text}`)].join('; ');
}
