/** How far a task came whose run could not tell any more. */
import { leaves } from '../../backlog/parse/criteria.ts';
import { findTask } from '../../backlog/queue/find-task.ts';
import { readBacklog } from '../../backlog/read/read.ts';
import { gitClient } from '../../git/client.ts';
import { commitsWithLine } from '../../git/commit-log.ts';
import type { Repository } from '../../git/repository.ts';
import type { SessionTask } from '../../session/session-record.ts';
import { triesSince } from '../../session/transcript-tries.ts';
import { openTexts } from '../../tools/process/report.ts';
import { cutOff } from './cut-off.ts';

/** The task with its commits, as git has them, what is open, as its file has it, and its tries, as their transcripts tell. */
export async function asCutOff(repository: Repository, task: SessionTask): Promise<SessionTask> {
  const tries = await triesSince(repository.commonDir, task.item_id, Date.parse(task.started_at));
  const known = cutOff(task, await commitsSince(repository, task), tries);
  const lookup = findTask(await readBacklog(repository.root), task.item_id);
  return lookup.kind === 'found' ? { ...known, sections_remaining: openTexts(leaves(lookup.task.criteria)) } : known;
}

/** The newest first. */
async function commitsSince(repository: Repository, { base }: SessionTask) {
  if (base === null || base === undefined) return [];
  const range = (await gitClient(repository.root).raw(['rev-list', `${base}..HEAD`])).split('\n');
  const since = new Set(range);
  return (await commitsWithLine(repository, '.')).filter(({ sha }) => since.has(sha));
}
