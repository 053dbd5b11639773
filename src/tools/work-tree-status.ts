import { gitClient } from '../git/client.ts';
import type { Repository } from '../git/repository.ts';

/** What git says of a path: nothing where it is as the last commit has it. Ignored and unknown files are told too. */
export function statusOf(repository: Repository, path: string): Promise<string> {
  const options = ['--porcelain', '--ignored', '--untracked-files=all', '-z'];
  return gitClient(repository.root).raw(['status', ...options, '--', path]);
}

/** Whether such a line is about something that git does not know. */
export function isUnknownToGit(status: string): boolean {
  return status.startsWith('??') || status.startsWith('!!');
}

/** The files below a path, or the path itself, that git knows. */
export async function trackedFiles(repository: Repository, path: string): Promise<string[]> {
  const output = await gitClient(repository.root).raw(['ls-files', '-z', '--', path]);
  return output.split('\0').filter((file) => file !== '');
}
