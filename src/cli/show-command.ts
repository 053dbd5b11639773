import { realpath } from 'node:fs/promises';
import { findTask, lookupMessage } from '../backlog/queue/find-task.ts';
import { buildQueue } from '../backlog/queue/queue.ts';
import { readBacklog } from '../backlog/read/read.ts';
import { readRepositoryText } from '../backlog/read/task-file.ts';
import { describeAction } from '../backlog/show/describe-action.ts';
import { describeTask } from '../backlog/show/describe-task.ts';
import type { ItemView } from '../backlog/show/item-view.ts';
import type { Backlog } from '../backlog/task.ts';
import { InputError } from '../tools/input-error.ts';
import { whereWorkIs } from '../tools/no-work.ts';
import { openRepository } from '../tools/repository-path.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { itemNamed, type NamedItem, type Standpoint, unknownName } from './item-name.ts';
import { runTool } from './run-tool.ts';
import { showReport } from './show-report.ts';

/** `show ID`: one task or human action as it is understood; a path of its file or folder does too. Changes nothing. */
export async function showCommand(itemId: string, flags: CliFlags, host: CliHost): Promise<ExitCode> {
  const options = await readCliOptions(flags, host);
  await runTool(
    host,
    options,
    (_toolbox, { signal }) => readItem(options.repoPath, itemId, host.cwd, signal),
    showReport,
  );
  return exitCodes.success;
}

/** @throws InputError when nothing, more than one task, or an unreadable file has the id */
async function readItem(repoPath: string, name: string, cwd: string, signal: AbortSignal): Promise<ItemView> {
  const { root } = await openRepository(repoPath);
  const backlog = await readBacklog(root, { signal });
  const item = lookUp(name, backlog, { root, cwd: await realpath(cwd).catch(() => cwd) });
  const queue = buildQueue(backlog);
  if (item.kind === 'human-action') return describeAction({ action: item.action, backlog, queue });
  const { task } = item;
  const text = await readRepositoryText(root, task.file);
  if ('problem' in text) throw new InputError(text.problem.message);
  const report = task.reportFile === undefined ? undefined : await readRepositoryText(root, task.reportFile);
  // A report that cannot be read is one of the problems that are shown.
  const fields = report !== undefined && 'text' in report ? { reportText: report.text } : {};
  return describeTask({ task, text: text.text, ...fields, backlog, queue });
}

/** @throws InputError when nothing, or more than one task, is meant */
function lookUp(name: string, backlog: Backlog, at: Standpoint): NamedItem {
  const lookup = findTask(backlog, name);
  if (lookup.kind === 'found') return { kind: 'task', task: lookup.task };
  if (lookup.kind === 'human-action') return lookup;
  const named = lookup.kind === 'invalid' ? itemNamed(name, backlog, at) : undefined;
  if (named !== undefined) return named;
  if (lookup.kind === 'unknown' && backlog.hasTasksFolder === false) throw new InputError(whereWorkIs(at.root));
  throw new InputError(lookup.kind === 'invalid' ? unknownName(name, backlog) : lookupMessage(lookup, name));
}
