/** Brings the current branch up to its upstream where that needs no decision: fetch, then fast-forward, nothing else. */
import type { SimpleGit } from 'simple-git';
import { gitClient } from './client.ts';
import { gitResult, wordsOf } from './git-result.ts';
import { type Repository, readUpstream } from './repository.ts';
import { gitUninterrupted } from './uninterrupted.ts';

export interface SyncOutcome {
  /** Commits that the branch went forward. */
  readonly commits: number;
  /** The commits where it was and is, when it went forward. */
  readonly moved?: { readonly from: string; readonly to: string };
  /** Why it could not be brought up to date; the work tree is as it was. */
  readonly warning?: string;
  /** The branch and its upstream went apart: only a rebase or a merge brings them together. */
  readonly isApart?: true;
}

/** Runs the work while nobody else uses the work tree; undefined when somebody does. */
export type Exclusively = <T>(work: () => Promise<T>) => Promise<T | undefined>;

/**
 * Fetches and fast-forwards. Without a branch, remote or upstream there is nothing to do. Nothing is merged, rebased,
 * stashed or reset: branches that went apart, local edits in the way and an unreachable remote come as a warning.
 * @param exclusively guards the fast-forward, which changes files; the fetch does not
 * @throws the signal's reason when aborted
 */
export async function syncRemote(
  repository: Repository,
  signal: AbortSignal,
  exclusively: Exclusively = (work) => work(),
): Promise<SyncOutcome> {
  signal.throwIfAborted();
  const upstream = await readUpstream(repository);
  if (upstream === undefined || upstream.remote === '.') return { commits: 0 };
  const name = `${upstream.remote}/${upstream.branch}`;
  const git = gitClient(repository.root, { signal });
  const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T | string> => {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      return `${what}: ${lastWords(error)}`;
    }
  };
  const fetched = await attempt(`Fetching from ${upstream.remote} failed, so the scan shows what is here`, async () => {
    const args = ['fetch', '--quiet', '--no-recurse-submodules', upstream.remote];
    // In the user's language. Ended with what it started: a helper that waits for the remote would outlive it.
    const { code, stderr } = await gitResult(repository.root, args, signal, {});
    if (code !== 0) throw new Error(wordsOf(code, stderr));
  });
  if (fetched !== undefined) return { commits: 0, warning: fetched };
  const found = await attempt(`${name} cannot be compared with the local branch`, () => compare(git));
  if (typeof found === 'string') return { commits: 0, warning: found };
  const { head, target, ahead, behind } = found;
  if (behind === 0) return { commits: 0 };
  if (ahead > 0) {
    const warning = `${name} and the local branch went apart (${ahead} commits here, ${behind} there). Bring them together (git pull --rebase); the scan shows what is here.`;
    return { commits: 0, warning, isApart: true };
  }
  const refused = await exclusively(async () => {
    const warning = await attempt(`${name} was not merged, so the scan shows what is here`, async () => {
      // Whatever the user's configuration says: a scan stashes nothing and makes no merge commit.
      await gitUninterrupted(repository.root, ['merge', '--ff-only', '--no-autostash', '--quiet', target]);
    });
    return { warning };
  });
  if (refused === undefined) return { commits: 0 };
  if (refused.warning !== undefined) return { commits: 0, warning: refused.warning };
  return { commits: behind, moved: { from: head, to: target } };
}

async function compare(git: SimpleGit): Promise<{ head: string; target: string; ahead: number; behind: number }> {
  const [head = '', target = ''] = (await git.raw(['rev-parse', 'HEAD^{commit}', '@{upstream}^{commit}']))
    .trim()
    .split('\n');
  const counts = await git.raw(['rev-list', '--left-right', '--count', `HEAD...${target}`]);
  const [ahead = 0, behind = 0] = counts.trim().split(/\s+/).map(Number);
  return { head, target, ahead, behind };
}

/** git's own message without hints and progress. */
function lastWords(error: unknown): string {
  const lines = (error as Error).message.split('\n').map((line) => line.trim());
  const told = lines.filter((line) => line !== '' && !line.startsWith('hint:'));
  return told.length === 0 ? 'git failed without a word.' : told.slice(0, 6).join(' ');
}
