/** The rows of a diff over several repositories, as values. */
import { basename, dirname } from 'node:path';
import type { FileChange } from '../../git/commit-changes.ts';
import type { AllChanges } from '../../workflow/task-changes.ts';
import * as l10n from '../l10n.ts';

export interface ChangeRow extends FileChange {
  /** Real path of the work tree that the file is in. */
  readonly root: string;
  /** Its name, where files of several are shown. */
  readonly place?: string;
}

export interface ChangeRows {
  readonly title: string;
  readonly rows: readonly ChangeRow[];
}

/** @param what the task or criterion; @param most rows that are shown */
export function changeRows(what: string, { places, isRolledBack }: AllChanges, most: number): ChangeRows {
  const names = placeNames(places.map(({ repository }) => repository.root));
  const rows = places.flatMap(({ repository: { root }, files }, index) => {
    const place = places.length === 1 ? {} : { place: names[index] ?? root };
    return files.map((file) => ({ ...file, root, ...place }));
  });
  const commits = places.reduce((sum, place) => sum + place.commits.length, 0);
  const count = commits === 1 ? l10n.t('1 commit') : l10n.t`${commits} commits`;
  const where = places.length === 1 ? [] : [l10n.t`in ${l10n.list(names)}`];
  const back = isRolledBack ? [l10n.t('rolled back since')] : [];
  const cut = rows.length > most ? [l10n.t`the first ${most} of ${rows.length} files`] : [];
  return { title: `${what} (${[[count, ...where].join(' '), ...back, ...cut].join(', ')})`, rows: rows.slice(0, most) };
}

/** The names of their folders; of two alike, with the folder that they are in. */
function placeNames(roots: readonly string[]): string[] {
  const short = roots.map((root) => basename(root));
  return roots.map((root, index) => {
    const name = short[index] ?? root;
    return short.filter((one) => one === name).length > 1 ? `${basename(dirname(root))}/${name}` : name;
  });
}
