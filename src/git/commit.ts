/** Commits of exactly the paths that are named; whatever else is staged or changed stays as it is. */
import { gitClient } from './client.ts';
import type { Repository } from './repository.ts';

export interface CommitRequest {
  readonly paths: readonly string[];
  readonly message: string;
}

/**
 * Commits the work tree's content of the paths, new and deleted ones included, through the user's own hooks, signing
 * and identity. Rejects with git's own output when git or a hook refuses; the paths are then no longer staged.
 * @returns the commit id
 */
export async function commitPaths(repository: Repository, request: CommitRequest): Promise<string> {
  const git = gitClient(repository.root, { input: request.paths.map((path) => `${path}\0`).join('') });
  const fromInput = ['--pathspec-from-file=-', '--pathspec-file-nul'];
  await git.raw(['add', '--all', ...fromInput]);
  try {
    await git.raw([
      'commit',
      '--only',
      '--quiet',
      `--message=${request.message}`,
      '--cleanup=whitespace',
      ...fromInput,
    ]);
  } catch (error) {
    await git.raw(['restore', '--staged', ...fromInput]);
    throw error;
  }
  return (await gitClient(repository.root).raw(['rev-parse', 'HEAD'])).trim();
}
