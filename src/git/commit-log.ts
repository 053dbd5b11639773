/** Commits by what their messages say. */
import { gitClient } from './client.ts';
import type { Repository } from './repository.ts';

export interface LoggedCommit {
  readonly sha: string;
  /** None of a first commit, and of the last one of a history that is cut off. */
  readonly parents: readonly string[];
  /** Subject and body. */
  readonly message: string;
}

/**
 * The commits of the current branch with a line that matches, each before its parents.
 * @param pattern an extended regular expression for one line, as `git log --grep` takes it
 */
export async function commitsWithLine(repository: Repository, pattern: string): Promise<LoggedCommit[]> {
  const options = ['--topo-order', '-z', '--no-show-signature', '--no-mailmap', '--encoding=UTF-8'];
  const find = ['--extended-regexp', `--grep=${pattern}`];
  const format = '--format=tformat:%H %P%n%B';
  const output = await gitClient(repository.root).raw(['log', ...options, ...find, format, 'HEAD', '--']);
  return output.split('\0').flatMap((entry) => {
    const [ids = '', ...lines] = entry.split('\n');
    const [sha = '', ...parents] = ids.split(' ').filter((id) => id !== '');
    return sha === '' ? [] : [{ sha, parents, message: lines.join('\n') }];
  });
}
