/** What is said of human actions that were asked about. Pure. */
import * as l10n from './l10n.ts';

/** An action that is done, and the tasks that it held back. */
export interface ClearedAction {
  readonly action_id: string;
  readonly file: string;
  /** Where it lies now, if it moved. */
  readonly to?: string | undefined;
  readonly evidence: string;
  readonly blocking_items: readonly string[];
}

/** An action that waits still. */
export interface WaitingAction {
  readonly action_id: string;
  readonly why: string;
}

/** What one can go on with: the first task that it held back and that is ready now; else the first of them, to look at. */
export function nextOfCleared(
  { blocking_items: held }: Pick<ClearedAction, 'blocking_items'>,
  isReady: (id: string) => boolean,
): { readonly id: string; readonly isReady: boolean } | undefined {
  const ready = held.find(isReady);
  const [first] = held;
  if (ready !== undefined) return { id: ready, isReady: true };
  return first === undefined ? undefined : { id: first, isReady: false };
}

/** For example `ACTION-001 is done: shop.example.com resolves to 192.0.2.40. TASK-006 waited for it.` */
export function clearedText({ action_id: id, evidence, blocking_items: held }: ClearedAction): string {
  const [first, ...others] = held;
  if (first === undefined) return l10n.t`${id} is done: ${evidence}.`;
  if (others.length === 0) return l10n.t`${id} is done: ${evidence}. ${first} waited for it.`;
  return l10n.t`${id} is done: ${evidence}. ${first} and ${others.length} more waited for it.`;
}

/** What is said where somebody asked and nothing is done. @param actions those that state `until` */
export function nothingClearedText(waiting: readonly WaitingAction[]): string {
  const [first, ...others] = waiting;
  if (first === undefined) return l10n.t('No open human action states until, so none clears itself.');
  const more = others.length === 0 ? [] : [l10n.t`${others.length} more: see the log.`];
  return [l10n.t('Nothing is done yet.'), waitingText(first), ...more].join(' ');
}

/** `ACTION-001: shop.example.com does not resolve.` */
export function waitingText({ action_id: id, why }: WaitingAction): string {
  return `${id}: ${why.replace(/\.$/, '')}.`;
}
