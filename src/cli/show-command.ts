import { findTask, lookupMessage } from '../backlog/queue/find-task.ts';
import { buildQueue } from '../backlog/queue/queue.ts';
import { readBacklog } from '../backlog/read/read.ts';
import { readRepositoryText } from '../backlog/read/task-file.ts';
import { describeAction } from '../backlog/show/describe-action.ts';
import { describeTask } from '../backlog/show/describe-task.ts';
import type { ItemView } from '../backlog/show/item-view.ts';
import { InputError } from '../tools/input-error.ts';
import { whereWorkIs } from '../tools/no-work.ts';
import { openRepository } from '../tools/repository-path.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { runTool } from './run-tool.ts';
import { showReport } from './show-report.ts';

/** `show ID`: one task or human action as it is understood. Changes nothing. */
export async function showCommand(itemId: string, flags: CliFlags, host: CliHost): Promise<ExitCode> {
  const options = await readCliOptions(flags, host);
  await runTool(host, options, (_toolbox, { signal }) => readItem(options.repoPath, itemId, signal), showReport);
  return exitCodes.success;
}

/** @throws InputError when nothing, more than one task, or an unreadable file has the id */
async function readItem(repoPath: string, itemId: string, signal: AbortSignal): Promise<ItemView> {
  const { root } = await openRepository(repoPath);
  const backlog = await readBacklog(root, { signal });
  const lookup = findTask(backlog, itemId);
  if (lookup.kind === 'unknown' && backlog.hasTasksFolder === false) throw new InputError(whereWorkIs(root));
  const queue = buildQueue(backlog);
  if (lookup.kind === 'human-action') return describeAction({ action: lookup.action, backlog, queue });
  if (lookup.kind !== 'found') throw new InputError(lookupMessage(lookup, itemId));
  const { task } = lookup;
  const text = await readRepositoryText(root, task.file);
  if ('problem' in text) throw new InputError(text.problem.message);
  const report = task.reportFile === undefined ? undefined : await readRepositoryText(root, task.reportFile);
  // A report that cannot be read is one of the problems that are shown.
  const fields = report !== undefined && 'text' in report ? { reportText: report.text } : {};
  return describeTask({ task, text: text.text, ...fields, backlog, queue });
}
