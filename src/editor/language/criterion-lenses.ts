/** The code lenses above criteria, as values. Without the editor. */
import { leaves } from '../../backlog/parse/criteria.ts';
import type { Criterion, CriterionAddress } from '../../backlog/task.ts';
import * as l10n from '../l10n.ts';
import type { Lens } from '../lens-model.ts';
import type { TaskEntry } from '../queue-entries.ts';

export interface CriterionLens extends Lens {
  readonly line: number;
  readonly criterion: CriterionAddress;
}

/**
 * On each criterion that is executed: `Run This Criterion | Mark Done by Hand…` while it is open, `Show Changes | Reopen…`
 * when it is done. In Restricted Mode none; while a run goes on, and for archived tasks, only what changes nothing. What a
 * person does has no runs.
 */
export function criterionLenses(
  criteria: readonly Criterion[],
  { state, blockedReason }: Pick<TaskEntry, 'state' | 'blockedReason'>,
  { running, trusted }: { readonly running: boolean; readonly trusted: boolean },
): CriterionLens[] {
  if (!trusted) return [];
  const isFixed = running || state === 'completed';
  const isForPerson = blockedReason === 'human';
  return leaves(criteria).flatMap((criterion) => {
    const offered =
      criterion.state === 'open' ? [...(isForPerson ? [] : [runLens()]), markLens()] : doneLenses(criterion);
    const allowed = offered.filter(({ command }) => !isFixed || command === 'showChanges');
    return allowed.map((lens) => ({ ...lens, line: criterion.line, criterion: criterion.address }));
  });
}

/** The lenses above the boxes of a human action's instructions: people tick them. */
export function actionLenses(boxes: readonly Criterion[], trusted: boolean): CriterionLens[] {
  if (!trusted) return [];
  return leaves(boxes).map((box) => ({
    ...(box.state === 'open' ? markLens() : reopenLens()),
    line: box.line,
    criterion: box.address,
  }));
}

const runLens = (): Lens => ({
  title: `$(play) ${l10n.t('Run This Criterion')}`,
  tooltip: l10n.t('Work on this criterion alone with Codex: one process, proof, one commit'),
  command: 'processCriterion',
});
const markLens = (): Lens => ({
  title: l10n.t('Mark Done by Hand…'),
  tooltip: l10n.t('Tick this box yourself. Nothing is run or proven, and nothing is committed'),
  command: 'markCriterionDone',
});
const reopenLens = (): Lens => ({
  title: l10n.t('Reopen…'),
  tooltip: l10n.t('Open this box again'),
  command: 'reopenCriterion',
});
const changesLens = (): Lens => ({
  title: l10n.t('Show Changes'),
  tooltip: l10n.t('Show what the commit for this criterion changed'),
  command: 'showChanges',
});

/** What is waived has no commit of its own. */
function doneLenses({ state }: Criterion): Lens[] {
  return state === 'waived' ? [reopenLens()] : [changesLens(), reopenLens()];
}
