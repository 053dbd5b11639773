/** Pushes the current branch to its upstream, never forced. */
import { gitClient } from './client.ts';
import { type Repository, readHead, readUpstream } from './repository.ts';

export type PushOutcome =
  | { readonly status: 'pushed'; readonly upstream: string }
  | { readonly status: 'no_upstream' }
  | { readonly status: 'refused'; readonly upstream: string; readonly message: string };

/** Pushes HEAD. A refusal (rejected, hook, no network) is a value with git's own words, which may repeat the remote's address; nothing is retried or rewritten. */
export async function pushHead(repository: Repository, signal?: AbortSignal): Promise<PushOutcome> {
  const head = await readHead(repository);
  const upstream = await readUpstream(repository);
  // `.` is a local branch that this one follows; moving the user's other branch is no push.
  if (head === undefined || upstream === undefined || upstream.remote === '.') return { status: 'no_upstream' };
  const name = `${upstream.remote}/${upstream.branch}`;
  const git = gitClient(repository.root, signal === undefined ? {} : { signal });
  const refspec = `${head.commit}:refs/heads/${upstream.branch}`;
  try {
    await git.raw(['push', '--porcelain', upstream.remote, refspec]);
    return { status: 'pushed', upstream: name };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    return { status: 'refused', upstream: name, message: (error as Error).message.trim() };
  }
}

/** How many commits of HEAD its upstream does not have, as far as is known here; 0 without an upstream. */
export async function countUnpushed(repository: Repository): Promise<number> {
  const count = await gitClient(repository.root)
    .raw(['rev-list', '--count', '@{upstream}..HEAD'])
    .catch(() => '0'); // no upstream, or one that was never fetched
  return Number(count.trim());
}
