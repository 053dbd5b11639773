/** How far a task came whose run could not tell any more. */
import { gitClient } from '../../git/client.ts';
import { commitsWithLine } from '../../git/commit-log.ts';
import type { Repository } from '../../git/repository.ts';
import type { SessionTask } from '../../session/session-record.ts';
import { tokensSince } from '../../session/transcript-tokens.ts';
import { cutOff } from './cut-off.ts';

/** The task with its commits, as git has them, and what its tries used, as their transcripts do. */
export async function asCutOff(repository: Repository, task: SessionTask): Promise<SessionTask> {
  const used = await tokensSince(repository.commonDir, task.item_id, Date.parse(task.started_at));
  return cutOff(task, await commitsSince(repository, task), used);
}

/** The newest first. */
async function commitsSince(repository: Repository, { base }: SessionTask) {
  if (base === null || base === undefined) return [];
  const range = (await gitClient(repository.root).raw(['rev-list', `${base}..HEAD`])).split('\n');
  const since = new Set(range);
  return (await commitsWithLine(repository, '.')).filter(({ sha }) => since.has(sha));
}
