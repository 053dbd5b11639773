/** What the next commit changes. Reads only. */
import { resolve } from 'node:path';
import { gitClient } from './client.ts';
import { isBelow } from './is-below.ts';
import type { Repository } from './repository.ts';

export interface IndexHint {
  /** GIT_INDEX_FILE as git hands it to a hook: `git commit FILE` has an index of its own. */
  readonly file: string | undefined;
  /** What a relative path is relative to. */
  readonly cwd: string;
}

/** Files that are staged and not deleted, below the root with forward slashes. An index of another repository is not looked at. */
export async function stagedFiles(repository: Repository, { file, cwd }: IndexHint): Promise<string[]> {
  const index = file === undefined || file === '' ? undefined : resolve(cwd, file);
  const env = index !== undefined && isBelow(repository.gitDir, index) ? { GIT_INDEX_FILE: index } : {};
  const options = ['--cached', '--name-only', '--no-renames', '--no-relative', '--diff-filter=d', '-z'];
  const output = await gitClient(repository.root, { env }).raw(['diff', ...options]);
  return output.split('\0').filter((path) => path !== '');
}
