/** Paths that commits changed, and whether the upstream has them. */
import { gitClient } from './client.ts';
import { gitResult } from './git-result.ts';
import type { Repository } from './repository.ts';

/** Each path once, as it stands below the root; what a merge changed is what differs from its first parent. */
export async function pathsChangedIn(repository: Repository, shas: readonly string[]): Promise<string[]> {
  if (shas.length === 0) return [];
  const options = ['--no-walk=unsorted', '--stdin', '--format=', '--name-only', '-z', '--no-renames'];
  const one = ['-m', '--first-parent', '--no-show-signature', '--no-ext-diff'];
  const input = `${shas.join('\n')}\n`;
  const output = await gitClient(repository.root, { input }).raw(['log', ...options, ...one]);
  return [...new Set(output.split(/[\0\n]/).filter((path) => path !== ''))];
}

/** Whether the upstream branch, as it was last fetched, has all of these commits of the branch; false without one. */
export async function hasUpstream({ root }: Repository, shas: readonly string[]): Promise<boolean> {
  const { code, stdout } = await gitResult(root, ['rev-list', '@{upstream}..HEAD']);
  if (code !== 0) return false;
  const ahead = new Set(stdout.split('\n'));
  return shas.every((sha) => !ahead.has(sha));
}
