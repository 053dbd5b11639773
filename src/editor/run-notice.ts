/** The one message at the end of a run, as a value. */
import * as l10n from './l10n.ts';
import type { RunOutcome } from './run-state.ts';
import { processWords } from './run-words.ts';
import { type NextStep, nextStep } from './states/next-step.ts';

export type NoticeAction = keyof ReturnType<typeof noticeTitles>;

/** What stands on the button of each. */
export function noticeTitles() {
  return {
    transcript: l10n.t('Show Transcript'),
    report: l10n.t('Show Report'),
    task: l10n.t('Open Task'),
    rollBack: l10n.t('Roll Back…'),
    decompose: l10n.t('Decompose…'),
    log: l10n.t('Show Log'),
    settings: l10n.t('Open Settings'),
  };
}

export interface RunNotice {
  readonly severity: 'info' | 'error';
  readonly text: string;
  readonly actions: readonly NoticeAction[];
  /** One more button, before the others: what can be done about what stands in the way. */
  readonly step?: NextStep;
}

/**
 * What to tell; nothing about a run that the user stopped, since the status bar says so already.
 * @param isHeard whether the editor is used with a screen reader, which says notifications and no change of the status bar
 */
export function endNotice(outcome: RunOutcome, isHeard = false): RunNotice | undefined {
  const { result, itemId, word, message } = outcome;
  if (result === 'stopped' && !isHeard) return undefined;
  const severity = result === 'failed' ? 'error' : 'info';
  const text = l10n.t({
    message: '{0} {1}: {2}',
    args: [itemId, word, message],
    comment: ['Task, how its run ended, why'],
  });
  if (result === 'stopped') return { severity, text, actions: [] };
  if (outcome.setting !== undefined) return { severity, text, actions: ['settings', 'log'] };
  const step = severity === 'error' ? nextStep(message) : undefined;
  const notice = { severity, text, actions: actionsOf(outcome, severity) } as const;
  if (step === undefined) return notice;
  const titles = noticeTitles();
  return { ...notice, step, actions: notice.actions.filter((action) => titles[action] !== step.title) };
}

function actionsOf({ kind, word, verification }: RunOutcome, severity: RunNotice['severity']): NoticeAction[] {
  if (kind === 'archive' || kind === 'rollback') return severity === 'error' ? ['log'] : ['task'];
  const report: NoticeAction[] = verification === undefined ? [] : ['report'];
  if (kind === 'verify') return severity === 'error' ? [...report, 'log'] : report;
  // Its commits are the first thing to think of when what they changed does not run.
  const words = processWords();
  const rollBack: NoticeAction[] = word === words.tests_failed ? ['rollBack'] : [];
  const split: NoticeAction[] = word === words.needs_decomposition ? ['decompose'] : [];
  return [...split, 'transcript', ...report, ...rollBack, 'task'];
}
