/** The one message at the end of a run, as a value. */
import * as l10n from './l10n.ts';
import type { RunOutcome } from './run-state.ts';
import { processWords } from './run-words.ts';
import { type NextStep, nextStep } from './states/next-step.ts';

export type NoticeAction = keyof ReturnType<typeof noticeTitles>;

/** What stands on the button of each. */
export function noticeTitles() {
  return {
    changes: l10n.t('Show Changes'),
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

/** How the user is there when a run ends. */
export interface Attention {
  /** The editor is used with a screen reader, which says notifications and no change of the status bar. */
  readonly isHeard: boolean;
  /** The window has the focus, and a view that shows how the run ended is open. */
  readonly isLooking: boolean;
}

/**
 * What to tell; nothing about a run that the user stopped, since the status bar says so already, nor of one that went well while
 * the user was looking. Archiving and rolling back say what is left to do, and are always told.
 */
export function endNotice(outcome: RunOutcome, { isHeard, isLooking }: Attention): RunNotice | undefined {
  const { result, itemId, word, message } = outcome;
  if (result === 'stopped' && !isHeard) return undefined;
  const isSeen = isLooking && !isHeard && (outcome.kind === 'process' || outcome.kind === 'verify');
  if (result === 'complete' && isSeen) return undefined;
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

function actionsOf(outcome: RunOutcome, severity: RunNotice['severity']): NoticeAction[] {
  const { kind, word, verification, committed } = outcome;
  if (kind === 'archive' || kind === 'rollback') return severity === 'error' ? ['log'] : ['task'];
  const report: NoticeAction[] = verification === undefined ? [] : ['report'];
  if (kind === 'verify') return severity === 'error' ? [...report, 'log'] : report;
  const split: NoticeAction[] = word === processWords().needs_decomposition ? ['decompose'] : [];
  const changes: NoticeAction[] = committed === undefined ? [] : ['changes'];
  const rollBack: NoticeAction[] = committed === 'stands' ? ['rollBack'] : [];
  const transcript: NoticeAction[] = severity === 'error' || committed === undefined ? ['transcript'] : [];
  const task: NoticeAction[] = committed === undefined ? ['task'] : [];
  return [...split, ...changes, ...report, ...rollBack, ...transcript, ...task];
}
