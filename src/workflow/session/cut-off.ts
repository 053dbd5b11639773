/** What a task came to whose run was cut off before it could say so: git knows it. Pure. */

import { idKey } from '../../backlog/task-id.ts';
import type { LoggedCommit } from '../../git/commit-log.ts';
import type { SessionTask } from '../../session/session-record.ts';
import type { TriesMade } from '../../session/transcript-tries.ts';
import { tooLarge } from '../../tools/process/messages.ts';
import { criteriaOf, subjectOf } from '../../tools/rollback/runs.ts';
import { readTrailers } from '../../tools/run-trailers.ts';

/**
 * The task with the commits that were made for it. Where they say how it ended, with that status: it is not begun again.
 * @param commits all since the session came to it, the newest first
 * @param tries at it since then; no run has told the session of them
 */
export function cutOff(task: SessionTask, commits: readonly LoggedCommit[], tries: TriesMade): SessionTask {
  const isOwn = (message: string, key: 'Run' | 'Rolled-Back-Run') =>
    readTrailers(message, key).some(({ taskId }) => idKey(taskId) === idKey(task.item_id));
  const done = commits.filter(({ message }) => isOwn(message, 'Run')).toReversed();
  const { input, output, unknown } = tries;
  const leftovers = [...new Set([...task.leftovers, ...tries.leftovers])];
  const lost = unknown === 0 ? [] : [uncounted];
  const warnings = [...task.warnings.filter((warning) => warning !== uncounted), ...lost];
  const known = { ...task, ...doneIn(done), tokens: { input, output }, leftovers, warnings };
  const taken = commits.find(({ message }) => isOwn(message, 'Rolled-Back-Run'));
  if (taken !== undefined) {
    const message = 'The verification failed, and the run was rolled back; then the session was interrupted.';
    const rollback = { status: 'done' as const, message, commit: taken.sha, check_by_hand: [] };
    return { ...known, status: 'tests_failed', message, rollback };
  }
  const said = commits.filter(({ message }) => message.startsWith(`chore(${task.item_id}): `));
  const [last] = said;
  if (last === undefined) return known;
  const what = subjectOf(last).slice(`chore(${task.item_id}): `.length);
  if (what.startsWith('decompose into ')) {
    const ids = Array.from(last.message.matchAll(/^- ([A-Z]+-\d+): /gm), ([, id = '']) => id);
    const message = `${task.item_id} waits for its sub-tasks now: ${ids.join(', ')}.`;
    return { ...known, status: 'needs_decomposition', message, sub_tasks: ids };
  }
  if (what.startsWith('log failed criterion: ')) {
    const message = last.message.split('\n').find((line) => line.includes(': Failed after ')) ?? what;
    if (last.message.split('\n').includes(tooLarge)) {
      // Harmless: the task is ready still. The next session gives the criterion to Codex once more, and takes the task apart then.
      const why = 'The session was interrupted before sub-tasks were created; the next one takes it apart.';
      return { ...known, status: 'needs_decomposition', message: `${message} ${why}` };
    }
    return { ...known, status: 'error', ended_by: 'criterion', message };
  }
  return known;
}

const uncounted = 'A try was cut off before Codex said how many tokens it used, so the sum lacks them.';

function doneIn(commits: readonly LoggedCommit[]): Pick<SessionTask, 'commits' | 'sections_completed'> {
  return {
    commits: commits.map((commit) => {
      return { sha: commit.sha, subject: subjectOf(commit), criterion: criteriaOf(commit)[0] ?? null };
    }),
    sections_completed: commits.flatMap(criteriaOf),
  };
}
