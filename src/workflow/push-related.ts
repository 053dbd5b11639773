/** The commits that an item has in related repositories are pushed before its archive: no item is done without its work. */

import type { Task } from '../backlog/task.ts';
import { hasUnpushedOf } from '../git/push.ts';
import { type Repository, readHead } from '../git/repository.ts';
import { describeHolder } from '../session/lock.ts';
import { type NamedCommit, type PushedCommit, pushByPolicy } from '../tools/push-by-policy.ts';
import { findRelated } from '../tools/related/find-related.ts';
import { lockRepository } from '../tools/repository-lock.ts';
import type { Settings } from '../tools/settings.ts';

export interface PushedRelated extends Pick<PushedCommit, 'pushed' | 'pull_request'> {
  /** Its root. */
  readonly repository: string;
}

export interface RelatedPushes {
  /** Those in which commits of the item waited. */
  readonly related: readonly PushedRelated[];
  /** Why commits wait on. */
  readonly warnings: readonly string[];
}

/** Pushes, unless the policy is never. What goes wrong is a warning. @throws the signal's reason when aborted */
export async function pushRelated(
  repository: Repository,
  task: Task,
  policy: Settings['push'],
  signal: AbortSignal,
): Promise<RelatedPushes> {
  if (policy === 'never') return { related: [], warnings: [] };
  const related: PushedRelated[] = [];
  const warnings: string[] = [];
  const found = await findRelated(repository, process.env).catch((error: Error) => {
    warnings.push(`Related repositories were not looked at: ${error.message}`);
    return undefined;
  });
  for (const one of found?.agreed ?? []) {
    const branch = (await readHead(one))?.branch;
    if (branch === undefined || (await hasUnpushedOf(one, task.id)) !== true) continue;
    const {
      warnings: told,
      pushed,
      pull_request,
    } = await pushLocked(one, { sha: '', branch, name: `work of ${task.id}` }, task, policy, signal);
    related.push({ repository: one.root, pushed, pull_request });
    warnings.push(...told.map((warning) => `In the related repository ${one.root}: ${warning}`));
  }
  return { related, warnings };
}

async function pushLocked(
  repository: Repository,
  work: NamedCommit,
  task: Task,
  policy: Settings['push'],
  signal: AbortSignal,
): Promise<Omit<PushedCommit, 'sha'>> {
  const lock = await lockRepository(repository.commonDir, task.id, signal);
  if (lock.status === 'busy') {
    const warning = `${describeHolder(repository.commonDir, lock.holder)} Its commits of ${task.id} are not pushed.`;
    return { pushed: false, pull_request: null, warnings: [warning] };
  }
  try {
    return await pushByPolicy(repository, task, policy, work, signal);
  } finally {
    await lock.release();
  }
}
