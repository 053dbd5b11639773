/** The one message at the end of a session, as a value. */
import { taskOutcome } from '../session/report/outcome.ts';
import { processWords } from './run-state.ts';
import type { SessionEnd } from './session-state.ts';
import { type NextStep, nextStep } from './states/next-step.ts';

export interface SessionNotice {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly actions: readonly ('Open Report' | 'Show Human Actions')[];
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
  const named = tasks
    .toSorted((a, b) => Number(taskOutcome(b).kind === 'bad') - Number(taskOutcome(a).kind === 'bad'))
    .slice(0, mostTasks)
    .map(({ item_id: id, status }) => `${id} ${processWords[status ?? 'partial']}`);
  const more = tasks.length > mostTasks ? ` and ${tasks.length - mostTasks} more` : '';
  const waiting = actions.length === 1 ? '1 human action waits' : `${actions.length} human actions wait`;
  const sentences = [
    `${which === undefined ? 'Session' : `The session of ${which}`} ${wasStopped ? 'stopped' : isEarly ? 'ended early' : 'ended'}: ${reason}`,
    ...(named.length === 0 ? [] : [`${named.join(', ')}${more}.`]),
    // What ends it for want of work says so itself.
    ...(actions.length === 0 || reason.includes(waiting) ? [] : [`${waiting} for a person.`]),
  ];
  const hasFailed = tasks.some(({ status }) => status === 'tests_failed' || status === 'error');
  const step = isEarly && !wasStopped ? nextStep(reason) : undefined;
  return {
    ...(step === undefined ? {} : { step }),
    severity: isEarly && !wasStopped ? 'error' : hasFailed ? 'warning' : 'info',
    text: sentences.join(' '),
    actions: [
      ...(report === null ? [] : (['Open Report'] as const)),
      ...(actions.length === 0 ? [] : (['Show Human Actions'] as const)),
    ],
  };
}
