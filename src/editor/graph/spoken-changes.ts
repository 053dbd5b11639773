/** What a screen reader says when the graph changed by itself: tasks that came to another state, never mere progress. */
import * as l10n from '../l10n.ts';
import type { GraphNode } from './graph.ts';

/** More are only counted. */
const most = 3;

/** One sentence; empty where nothing came to another state. What is new or gone is not named: there may be hundreds. */
export function spokenChanges(before: readonly GraphNode[], after: readonly GraphNode[]): string {
  const states = new Map(before.map(({ key, state }) => [key, state]));
  const changed = after.filter(({ key, state }) => states.has(key) && states.get(key) !== state);
  if (changed.length > most) return l10n.t`${changed.length} tasks changed their state.`;
  return changed.map(({ id, state }) => l10n.t`${id} is ${state} now.`).join(' ');
}
