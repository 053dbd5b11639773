/** Whether work can be kept in commits in a folder. Without the editor. */
import { readHead } from '../git/repository.ts';
import { InputError } from '../tools/input-error.ts';
import { lookAtPath, openRepository } from '../tools/repository-path.ts';

export type GitStanding = 'noGit' | 'noCommit' | 'committed';

/** What git knows of a folder. @throws InputError when it is no folder, or git cannot be asked */
export async function gitStanding(folder: string): Promise<GitStanding> {
  const { repository } = await lookAtPath(folder);
  if (repository === undefined) return 'noGit';
  return (await readHead(repository)) === undefined ? 'noCommit' : 'committed';
}

/** @throws InputError that says what is missing for work to begin in the folder */
export async function needsCommit(folder: string): Promise<void> {
  const repository = await openRepository(folder);
  if ((await readHead(repository)) !== undefined) return;
  throw new InputError(`${repository.root} has no commit yet. Make a first commit, then run again.`);
}
