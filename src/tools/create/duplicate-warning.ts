/** Tells which items look like a new one. */
import type { Duplicate } from '../../backlog/duplicates/find-duplicates.ts';

/** One text for people: which items, why, and what to do. Null where none looks alike. */
export function duplicateWarning(duplicates: readonly Duplicate[]): string | null {
  if (duplicates.length === 0) return null;
  const list = duplicates.map(({ id, title, reason, ended }) => {
    return `${id} "${title}" (${ended ? 'done' : 'open'}): ${reason.replace(/\.$/, '')}`;
  });
  return `Looks like ${list.join('; ')}. ${remedy(duplicates)}`;
}

function remedy(duplicates: readonly Duplicate[]): string {
  if (duplicates.every(({ ended }) => ended)) return 'Look there first: what was done may have to be done again.';
  return 'If they are about the same, merge them; otherwise nothing has to be done.';
}
