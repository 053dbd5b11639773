import { gitClient } from './client.ts';
import type { Repository } from './repository.ts';

/** Paths that fit on a command line of any system; beyond them the whole difference is shown. */
const mostPaths = 500;

/**
 * How two pictures of the work tree differ in these paths, as a diff that begins with a summary; empty where they do not.
 * Files above a megabyte are shown as binary.
 */
export async function treeDiff(
  repository: Repository,
  before: string,
  after: string,
  paths: readonly string[],
): Promise<string> {
  if (paths.length === 0) return '';
  const options = ['--no-color', '--no-ext-diff', '--no-textconv', '--stat', '--patch'];
  const only = paths.length > mostPaths ? [] : ['--', ...paths];
  const git = gitClient(repository.root);
  const settings = ['--literal-pathspecs', '-c', 'core.bigFileThreshold=1m'];
  return git.raw([...settings, 'diff', ...options, before, after, ...only]);
}
