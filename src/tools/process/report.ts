/** The result of a run while it grows. */
import type { Criterion } from '../../backlog/task.ts';
import type { ToolResult } from '../contract.ts';

export type Report = ToolResult<'process_bug'>;

/** A report in which nothing has happened yet; its status is `error`, by the task, until something better is known. */
export function startReport(itemId: string, criteria: readonly Criterion[]): Report {
  return {
    status: 'error',
    item_id: itemId,
    message: '',
    sections_completed: [],
    sections_remaining: openTexts(criteria),
    test_result: null,
    commits: [],
    ended_by: 'task',
    failed_section: null,
    leftovers: [],
    related: [],
    proposed_sub_tasks: [],
    pushed: false,
    pull_request: null,
    rollback: null,
    tokens: { input: 0, output: 0 },
    warnings: [],
  };
}

/** Texts of what is still open. */
export function openTexts(criteria: readonly Criterion[]): string[] {
  return criteria.filter(({ state }) => state === 'open').map(({ text }) => text);
}
