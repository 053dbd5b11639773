/** The one message at the end of a run, as a value. */
import { processWords, type RunOutcome } from './run-state.ts';
import { type NextStep, nextStep } from './states/next-step.ts';

export type NoticeAction =
  | 'Show Transcript'
  | 'Show Report'
  | 'Open Task'
  | 'Roll Back…'
  | 'Decompose…'
  | 'Show Log'
  | 'Open Settings';

export interface RunNotice {
  readonly severity: 'info' | 'error';
  readonly text: string;
  readonly actions: readonly NoticeAction[];
  /** One more button, before the others: what can be done about what stands in the way. */
  readonly step?: NextStep;
}

/** What to tell; nothing about a run that the user stopped, since the status bar says so already. */
export function endNotice(outcome: RunOutcome): RunNotice | undefined {
  const { result, itemId, word, message } = outcome;
  if (result === 'stopped') return undefined;
  const severity = result === 'failed' ? 'error' : 'info';
  const text = `${itemId} ${word}: ${message}`;
  if (outcome.setting !== undefined) return { severity, text, actions: ['Open Settings', 'Show Log'] };
  const step = severity === 'error' ? nextStep(message) : undefined;
  const notice = { severity, text, actions: actionsOf(outcome, severity) } as const;
  if (step === undefined) return notice;
  return { ...notice, step, actions: notice.actions.filter((action) => action !== step.title) };
}

function actionsOf({ kind, word, verification }: RunOutcome, severity: RunNotice['severity']): NoticeAction[] {
  if (kind === 'archive' || kind === 'rollback') return severity === 'error' ? ['Show Log'] : ['Open Task'];
  const report: NoticeAction[] = verification === undefined ? [] : ['Show Report'];
  if (kind === 'verify') return severity === 'error' ? [...report, 'Show Log'] : report;
  // Its commits are the first thing to think of when what they changed does not run.
  const rollBack: NoticeAction[] = word === processWords.tests_failed ? ['Roll Back…'] : [];
  const split: NoticeAction[] = word === processWords.needs_decomposition ? ['Decompose…'] : [];
  return [...split, 'Show Transcript', ...report, ...rollBack, 'Open Task'];
}
