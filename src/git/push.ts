/** One push of one commit to one branch, never forced. */
import { gitClient } from './client.ts';
import { gitResult } from './git-result.ts';
import { type PushReply, readPushReply } from './push-reply.ts';
import type { Repository } from './repository.ts';

export interface PushTarget {
  /** Name or address of the remote. */
  readonly remote: string;
  /** Branch of the remote, without `refs/heads/`. */
  readonly branch: string;
}

/** Pushes the commit. A refusal is a value. @throws the signal's reason when aborted */
export async function pushCommit(
  repository: Repository,
  commit: string,
  { remote, branch }: PushTarget,
  signal?: AbortSignal,
): Promise<PushReply> {
  // Without a `+` and without options git itself refuses what would take commits away.
  const refspec = `${commit}:refs/heads/${branch}`;
  return readPushReply(await gitResult(repository.root, ['push', '--porcelain', remote, refspec], signal));
}

/** How many commits of HEAD its upstream does not have, as far as is known here; 0 without an upstream. */
export async function countUnpushed(repository: Repository): Promise<number> {
  const count = await gitClient(repository.root)
    .raw(['rev-list', '--count', '@{upstream}..HEAD'])
    .catch(() => '0'); // no upstream, or one that was never fetched
  return Number(count.trim());
}

/**
 * Whether HEAD has commits of the item (`feat(ITEM): …`) that its upstream does not have, as far as is known here;
 * undefined without an upstream.
 */
export async function hasUnpushedOf(repository: Repository, itemId: string): Promise<boolean | undefined> {
  const subjects = await gitClient(repository.root)
    .raw(['log', '--no-show-signature', '--format=%s', '@{upstream}..HEAD'])
    .catch(() => undefined); // no upstream, or one that was never fetched
  return subjects?.split('\n').some((subject) => subject.includes(`(${itemId}): `));
}
