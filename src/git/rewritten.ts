/** Which commit became which when commits were rebased. */
import { gitClient } from './client.ts';
import { gitResult } from './git-result.ts';
import type { Repository } from './repository.ts';

export interface CommitIdentity {
  readonly sha: string;
  /** What a rebase keeps: author, time and message. */
  readonly identity: string;
}

/** New commit ids by old ones. A commit that fell away, since its change was there already, has none. */
export type Rewritten = ReadonlyMap<string, string>;

/**
 * All lists in the order of the history. As many as before: they correspond one to one, whatever a hook made of the
 * messages. Fewer: author, time and message tell, first among those of the others, where a killed run may have left ours.
 */
export function pairRewritten(
  before: readonly CommitIdentity[],
  after: readonly CommitIdentity[],
  others: readonly CommitIdentity[] = [],
): Rewritten {
  if (before.length === after.length) {
    return new Map(before.flatMap(({ sha }, index) => (after[index] === undefined ? [] : [[sha, after[index].sha]])));
  }
  const left = [...others, ...after];
  const pairs = new Map<string, string>();
  for (const { sha, identity } of before) {
    const place = left.findIndex((commit) => commit.identity === identity);
    const [found] = place < 0 ? [] : left.splice(place, 1);
    if (found !== undefined) pairs.set(sha, found.sha);
  }
  return pairs;
}

/** The commits that `to` has and `from` lacks, oldest first. */
export async function commitsBetween(repository: Repository, from: string, to: string): Promise<CommitIdentity[]> {
  const format = '--format=tformat:%H%x1f%an%x1f%ae%x1f%at%x1f%B';
  const options = ['--reverse', '--topo-order', '-z', '--no-show-signature', '--no-mailmap'];
  const output = await gitClient(repository.root).raw(['log', ...options, format, `${from}..${to}`]);
  return output
    .split('\0')
    .filter((entry) => entry.includes('\x1f'))
    .map((entry) => ({ sha: entry.slice(0, entry.indexOf('\x1f')), identity: entry.slice(entry.indexOf('\x1f')) }));
}

/**
 * The ids that commits have on the current branch, where a rebase has given them others: author, time and message tell. Those
 * that are still there, or are not found, are left out.
 */
export async function idsByNow(repository: Repository, shas: readonly string[]): Promise<Rewritten> {
  const found = new Map<string, string>();
  for (const sha of new Set(shas)) {
    const { code, stdout } = await gitResult(repository.root, ['merge-base', sha, 'HEAD']);
    const base = stdout.trim();
    if (code !== 0 || base === sha) continue;
    const [before, after] = [
      await commitsBetween(repository, base, sha),
      await commitsBetween(repository, base, 'HEAD'),
    ];
    const old = before.find((commit) => commit.sha === sha);
    const now = after.filter(({ identity }) => identity === old?.identity);
    // Two that are alike in all of it tell nothing.
    if (now.length === 1 && now[0] !== undefined) found.set(sha, now[0].sha);
  }
  return found;
}
