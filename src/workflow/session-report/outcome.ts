/** How a task of a session ended, in words. Pure. */
import type { SessionTask } from '../../session/session-record.ts';

export interface TaskOutcome {
  /** good, bad: a failure of the session; open: neither, more has to be done. */
  readonly kind: 'good' | 'bad' | 'open';
  readonly text: string;
}

/** The outcome of a task; of one in work when the session ended, that it is. */
export function taskOutcome({ status, tests }: SessionTask): TaskOutcome {
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

/** Whether all commits of a task are at the remote: its own push, or that of the archive commit. */
export function isPushed({ pushed, archived }: SessionTask): boolean {
  return archived === null ? pushed : archived.pushed;
}
