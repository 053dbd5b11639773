/** What is shown beside criteria in an open task file, as values. Without the editor. */
import { leaves } from '../../backlog/parse/criteria.ts';
import type { Criterion } from '../../backlog/task.ts';
import * as l10n from '../l10n.ts';
import { criterionState } from '../queue-nodes.ts';
import type { RunOutcome, RunState } from '../run-state.ts';
import { stageWord } from '../run-words.ts';

/** Each has a picture of its own shape. */
export type MarkState = 'done' | 'running' | 'failed';

export interface CriterionMark {
  readonly line: number;
  readonly state: MarkState;
  /** Behind the line; nothing where the picture and the box say it all. */
  readonly text: string;
}

/** @param outcome how the last run on the task ended */
export function criterionMarks(
  criteria: readonly Criterion[],
  run: RunState | undefined,
  outcome: RunOutcome | undefined,
): CriterionMark[] {
  return leaves(criteria).flatMap((criterion, index): CriterionMark[] => {
    const { line } = criterion;
    const state = criterionState({ ...criterion, index, children: [] }, run, outcome);
    if (state === 'running' && run !== undefined) return [{ line, state, text: runningText(run) }];
    if (state === 'failed') return [{ line, state, text: l10n.t('failed in the last run') }];
    // What is waived is struck out, which says enough.
    return state === 'done' ? [{ line, state, text: '' }] : [];
  });
}

function runningText({ stage, attempt = 1 }: RunState): string {
  if (stage === 'paused') return l10n.t('waits for your decision');
  if (stage === 'stopping' || stage === 'committing') return stageWord(stage);
  return attempt > 1 ? l10n.t('running, second try') : stageWord('criterion');
}
