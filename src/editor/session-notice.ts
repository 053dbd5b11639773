/** The one message at the end of a session, as a value. */
import { taskOutcome } from '../session/report/outcome.ts';
import * as l10n from './l10n.ts';
import { processWords } from './run-words.ts';
import type { SessionEnd } from './session-state.ts';
import { type NextStep, nextStep } from './states/next-step.ts';

export type SessionAction = 'report' | 'actions';

export interface SessionNotice {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly actions: readonly SessionAction[];
  /** One more button, before the others: what can be done about what ended it early. */
  readonly step?: NextStep;
}

/** How many tasks are named; the report has them all. */
const mostTasks = 4;

/**
 * Up to three sentences: why it ended, what became of its tasks, those that failed first, who waits for a person.
 * @param wasStopped whether the user of this window stopped it, who need not be alarmed
 * @param which names one that was not begun in this window
 */
export function sessionNotice({ record, report }: SessionEnd, wasStopped: boolean, which?: string): SessionNotice {
  const { outcome, reason, tasks, human_actions: actions } = record;
  const isEarly = outcome === 'early_exit';
  const words = processWords();
  const named = tasks
    .toSorted((a, b) => Number(taskOutcome(b).kind === 'bad') - Number(taskOutcome(a).kind === 'bad'))
    .slice(0, mostTasks)
    .map(({ item_id: id, status }) => `${id} ${words[status ?? 'partial']}`)
    .join(', ');
  const rest = tasks.length - mostTasks;
  // In the words of the session itself.
  const isSaid = /\bhuman actions? waits?\b/.test(reason);
  const sentences = [
    endText(wasStopped ? 'stopped' : isEarly ? 'early' : 'ended', reason, which),
    ...(named === '' ? [] : [rest > 0 ? l10n.t`${named} and ${rest} more.` : `${named}.`]),
    // What ends it for want of work says so itself.
    ...(actions.length === 0 || isSaid
      ? []
      : [
          actions.length === 1
            ? l10n.t('1 human action waits for a person.')
            : l10n.t`${actions.length} human actions wait for a person.`,
        ]),
  ];
  const hasFailed = tasks.some(({ status }) => status === 'tests_failed' || status === 'error');
  const step = isEarly && !wasStopped ? nextStep(reason) : undefined;
  return {
    ...(step === undefined ? {} : { step }),
    severity: isEarly && !wasStopped ? 'error' : hasFailed ? 'warning' : 'info',
    text: sentences.join(' '),
    actions: [
      ...(report === null ? [] : (['report'] as const)),
      ...(actions.length === 0 ? [] : (['actions'] as const)),
    ],
  };
}

function endText(how: 'stopped' | 'early' | 'ended', reason: string, which: string | undefined): string {
  if (which === undefined) {
    const texts = {
      stopped: l10n.t`Session stopped: ${reason}`,
      early: l10n.t`Session ended early: ${reason}`,
      ended: l10n.t`Session ended: ${reason}`,
    };
    return texts[how];
  }
  const texts = {
    stopped: l10n.t`The session of ${which} stopped: ${reason}`,
    early: l10n.t`The session of ${which} ended early: ${reason}`,
    ended: l10n.t`The session of ${which} ended: ${reason}`,
  };
  return texts[how];
}
