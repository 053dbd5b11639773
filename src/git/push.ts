/** Pushes the current branch to its upstream, never forced. */
import { gitClient } from './client.ts';
import { type Repository, readHead, readUpstream } from './repository.ts';

export type PushOutcome =
  | { readonly status: 'pushed'; readonly upstream: string }
  | { readonly status: 'no_upstream' }
  | { readonly status: 'refused'; readonly upstream: string; readonly message: string };

/** Pushes HEAD. A refusal (rejected, hook, no network) is a value with git's own words; nothing is retried or rewritten. */
export async function pushHead(repository: Repository, signal?: AbortSignal): Promise<PushOutcome> {
  const head = await readHead(repository);
  const upstream = await readUpstream(repository);
  if (head === undefined || upstream === undefined) return { status: 'no_upstream' };
  const name = `${upstream.remote}/${upstream.branch}`;
  const git = gitClient(repository.root, signal === undefined ? {} : { signal });
  const refspec = `${head.commit}:refs/heads/${upstream.branch}`;
  try {
    await git.raw(['push', '--porcelain', upstream.remote, refspec]);
    return { status: 'pushed', upstream: name };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    return { status: 'refused', upstream: name, message: redactUrls(String((error as Error).message).trim()) };
  }
}

/** Git repeats the remote's address in its messages; credentials in it must not reach a log. */
function redactUrls(text: string): string {
  return text.replace(/(\w+:\/\/)[^\s/@]+@/g, '$1***@');
}
