/** The changes that take commits back, where nobody has to decide anything. */
import type { LoggedCommit } from '../../git/commit-log.ts';
import type { Repository } from '../../git/repository.ts';
import type { TreeEntry } from '../../git/tree-entries.ts';
import { InputError } from '../input-error.ts';
import { type CommitChange, type Conflict, reverseCommits } from './reverse-commits.ts';
import { short } from './runs.ts';

/** Paths that are named. */
const mostConflicts = 10;

/**
 * As `reverseCommits`.
 * @throws InputError naming the paths that need somebody's decision; it says what to do
 */
export async function reverseOrRefuse(
  repository: Repository,
  folder: string,
  now: ReadonlyMap<string, TreeEntry>,
  commits: readonly CommitChange[],
): Promise<ReadonlyMap<string, TreeEntry | undefined>> {
  const { changes, conflicts } = await reverseCommits(repository, folder, now, commits);
  if (conflicts.length > 0) throw new InputError(conflictMessage(conflicts, commits));
  return changes;
}

function conflictMessage(conflicts: readonly Conflict[], commits: readonly Pick<LoggedCommit, 'sha'>[]): string {
  const shown = conflicts.slice(0, mostConflicts).map(({ path, why }) => `${path} ${why}`);
  const more = conflicts.length > mostConflicts ? `; and ${conflicts.length - mostConflicts} more` : '';
  const shas = commits.map(({ sha }) => short(sha)).join(' ');
  return (
    `Nothing was rolled back: ${shown.join('; ')}${more}. All sides are as they were. ` +
    `Take the changes back by hand (git revert --no-commit ${shas}), or change the files as they have to be.`
  );
}
