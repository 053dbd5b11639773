/** One task as a session's record has it: when it is begun, and what process_bug said of it. Pure. */
import type { SessionTask } from '../../session/session-record.ts';
import type { QueueItem, ToolResult } from '../../tools/contract.ts';

type Result = ToolResult<'process_bug'>;

/** A task that a session comes to. @param base HEAD then */
export function begunTask(
  { item_id, title, file }: Pick<QueueItem, 'item_id' | 'title' | 'file'>,
  attempt: number,
  base: string | null,
  now: Date,
): SessionTask {
  return {
    ...{
      item_id,
      title,
      file,
      attempt,
      base,
      status: null,
      message: '',
      started_at: now.toISOString(),
      ended_at: null,
    },
    ...{ sections_completed: [], sections_remaining: [], failed_section: null, commits: [], pushed: false },
    ...{ pull_request: null, tokens: { input: 0, output: 0 }, tests: null, rollback: null, follow_up: null },
    ...{ sub_tasks: [], archived: null, leftovers: [], warnings: [] },
  };
}

/** What a run of process_bug adds to what a run before it, that was cut off, had done. */
export function withResult(before: SessionTask, result: Result): SessionTask {
  const known = new Set(result.commits.map(({ sha }) => sha));
  return {
    ...before,
    ...{ status: result.status, message: result.message, ended_by: result.ended_by },
    sections_completed: [...before.sections_completed, ...result.sections_completed],
    sections_remaining: result.sections_remaining,
    failed_section: result.failed_section,
    commits: [...before.commits.filter(({ sha }) => !known.has(sha)), ...result.commits],
    pushed: result.pushed || (before.pushed && result.commits.length === 0),
    pull_request: result.pull_request ?? before.pull_request,
    tokens: {
      input: before.tokens.input + result.tokens.input,
      output: before.tokens.output + result.tokens.output,
    },
    tests: testsOf(result),
    rollback: rollbackOf(result),
    sub_tasks: result.proposed_sub_tasks.flatMap(({ item_id: id }) => id ?? []),
    leftovers: [...before.leftovers, ...result.leftovers],
    warnings: [...before.warnings, ...result.warnings],
  };
}

/** Root causes of the task; where it has none, those that stand apart. */
function testsOf({ test_result: tests }: Result): SessionTask['tests'] {
  if (tests === null) return null;
  const own = tests.causes.filter(({ scope }) => scope === 'task');
  const causes = (own.length > 0 ? own : tests.causes).map(({ key, object, reason, message, cause, remedy }) => {
    return { key, object, reason, message, cause, remedy };
  });
  return { overall_status: tests.overall_status, message: tests.message, causes };
}

function rollbackOf({ rollback }: Result): SessionTask['rollback'] {
  if (rollback === null) return null;
  const { status, message, commit, check_by_hand } = rollback;
  return { status, message, commit: commit?.sha ?? null, check_by_hand };
}
