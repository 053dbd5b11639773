/** What a person decides about a criterion: its mark changes, and nothing else. */
import { tickCriterion, untickCriterion } from '../../edit/tick.ts';
import { restoreCriterion } from '../../edit/waive.ts';
import type { CriteriaForm, Criterion, Layout } from '../../task.ts';
import { tickIn, untickIn } from './criterion.ts';

/** What of a task says how its criteria are written. */
export interface CriteriaStyle {
  readonly layout: Layout;
  readonly criteriaForm: CriteriaForm;
}

/**
 * The text with the criterion done.
 * @param date YYYY-MM-DD, for steps that are headings
 * @throws EditConflict when it is not found, or more than one could be meant
 */
export function doneByHand(text: string, style: CriteriaStyle, { address }: Criterion, date: string): string {
  return style.layout === 'gitops' ? tickCriterion(text, address) : tickIn(text, style.criteriaForm, address, date);
}

/** The text with the criterion open again; a waived one loses its strike-through and the reason. @throws EditConflict as there */
export function openedByHand(text: string, style: CriteriaStyle, { address, state }: Criterion): string {
  if (style.layout === 'standard') return untickIn(text, style.criteriaForm, address);
  return state === 'waived' ? restoreCriterion(text, address) : untickCriterion(text, address);
}
