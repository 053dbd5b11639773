/** The one message at the end of a run, as a value. */
import { processWords, type RunOutcome } from './run-state.ts';

export type NoticeAction =
  | 'Show Transcript'
  | 'Show Report'
  | 'Show Log'
  | 'Open Task'
  | 'Roll Back…'
  | 'Open Settings';

export interface RunNotice {
  readonly severity: 'info' | 'error';
  readonly text: string;
  readonly actions: readonly NoticeAction[];
}

/** What to tell; nothing about a run that the user stopped, since the status bar says so already. */
export function endNotice(outcome: RunOutcome): RunNotice | undefined {
  const { kind, result, itemId, word, message } = outcome;
  if (result === 'stopped') return undefined;
  const severity = result === 'failed' ? 'error' : 'info';
  const text = `${itemId} ${word}: ${message}`;
  if (outcome.setting !== undefined) return { severity, text, actions: ['Open Settings', 'Show Log'] };
  if (kind === 'archive' || kind === 'rollback')
    return { severity, text, actions: severity === 'error' ? ['Show Log'] : ['Open Task'] };
  const report: NoticeAction[] = outcome.verification === undefined ? [] : ['Show Report'];
  if (kind === 'verify') return { severity, text, actions: severity === 'error' ? [...report, 'Show Log'] : report };
  // Its commits are the first thing to think of when what they changed does not run.
  const rollBack: NoticeAction[] = word === processWords.tests_failed ? ['Roll Back…'] : [];
  return { severity, text, actions: ['Show Transcript', ...report, ...rollBack, 'Open Task'] };
}
