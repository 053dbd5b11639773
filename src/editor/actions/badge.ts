/** The badge of the container: what waits for a person, and nothing else. Pure. */
import * as l10n from '../l10n.ts';
import type { RepositoryQueue } from '../queue-entries.ts';

/** Undefined when nothing waits. */
export function badgeOf(
  repositories: readonly Pick<RepositoryQueue, 'actions'>[],
): { readonly value: number; readonly tooltip: string } | undefined {
  const value = repositories.reduce((sum, { actions }) => sum + actions.length, 0);
  if (value === 0) return undefined;
  return { value, tooltip: value === 1 ? l10n.t('1 thing waits for you') : l10n.t`${value} things wait for you` };
}
