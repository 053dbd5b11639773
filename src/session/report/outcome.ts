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
      return { kind: 'good', text: tests?.overall_status === 'passed' ? 'done and verified' : 'done, unverified' };
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

/** Before an outcome, for those who look for what went wrong; signs that every font has, unlike emoji. */
export const outcomeMarks = { good: '✔', bad: '✖', open: '○' } as const;

export interface OutcomeCount extends TaskOutcome {
  readonly count: number;
}

/** How many tasks ended how, the good ones first, then the bad ones. */
export function outcomeCounts(tasks: readonly Ended[]): OutcomeCount[] {
  const kinds = ['good', 'bad', 'open'] as const;
  const outcomes = tasks.map(taskOutcome).toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  const counts = new Map<string, OutcomeCount>();
  for (const { kind, text } of outcomes) counts.set(text, { kind, text, count: (counts.get(text)?.count ?? 0) + 1 });
  return [...counts.values()];
}

/** For example: 1 of 3 tasks done and verified; 1 verification failed; 1 stopped. */
export function outcomesText(tasks: readonly Ended[]): string {
  if (tasks.length === 0) return 'no task was worked on';
  const all = counted(tasks.length, 'task');
  const counts = outcomeCounts(tasks);
  const [first] = counts;
  if (first?.count === tasks.length) return `${all} ${first.text}`;
  const isGood = tasks.some((task) => taskOutcome(task).kind === 'good');
  const rest = (isGood ? counts.slice(1) : counts).map(({ text, count }) => `${count} ${text}`);
  return [isGood ? `${first?.count} of ${all} ${first?.text}` : `0 of ${all} done`, ...rest].join('; ');
}
