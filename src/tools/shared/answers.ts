/** What callers are told who are not alone. */
import { localMinute } from '../../backlog/local-time.ts';
import { contract, type ToolName, type ToolParams, type ToolResult } from '../contract.ts';
import { startReport } from '../process/report.ts';
import type { Running } from './shared-calls.ts';

type ProcessResult = ToolResult<'process_bug'>;

/** The answer to a call for another task: what runs, since when, how far it is, and what to do. */
export function busyAnswer(itemId: string, { call, params }: Running<ProcessResult>): ProcessResult {
  const { item_id: other } = params as ToolParams<'process_bug'>;
  const { progress } = call;
  const since = localMinute(call.since);
  const counts =
    progress === undefined || progress.total === 0 ? '' : `${progress.done} of ${progress.total} criteria done. `;
  const now = progress === undefined ? '' : ` (${counts}${progress.message})`;
  const message =
    `${other} is being processed in this repository since ${since}${now}; nothing was done for ${itemId}. One task is processed ` +
    `at a time. Call process_bug for ${other} to follow it and to get its result, then call again for ${itemId}.`;
  return { ...startReport(itemId, []), message, ended_by: 'busy' };
}

/** What a caller that joined is told of what it got. */
export function joinedWarning(tool: ToolName, params: object, running: Running<unknown>): string {
  const since = localMinute(running.call.since);
  const other = differences(params, running.params);
  const what =
    other.length === 0 ? '' : ` What it asked for otherwise did not count: ${other.join(', ')}. For that, call again.`;
  return `This call joined one of ${contract[tool].name} that was in work since ${since}, and has its result.${what}`;
}

/** Names of the parameters whose values are others; the place and the spelling of the id do not count. */
function differences(one: object, other: object): string[] {
  const ours = Object.entries({ ...one, repo_path: '', item_id: '', work_item_id: '' });
  const theirs: Readonly<Record<string, unknown>> = { ...other, repo_path: '', item_id: '', work_item_id: '' };
  return ours.filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(theirs[name])).map(([name]) => name);
}
