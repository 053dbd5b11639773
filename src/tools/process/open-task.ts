/** Finds the task that is to be processed, and says why it may not be. */
import { leaves } from '../../backlog/parse/criteria.ts';
import { buildQueue } from '../../backlog/queue/queue.ts';
import { readBacklog } from '../../backlog/read/read.ts';
import { folderOf, openPlaceOf, unitOf } from '../../backlog/standard/item-path.ts';
import type { Task } from '../../backlog/task.ts';
import { idKey } from '../../backlog/task-id.ts';
import { taskNamed } from '../task-named.ts';
import { oneLine } from './messages.ts';
import type { Report } from './report.ts';

export interface OpenedTask {
  readonly task: Task;
  /** Ids of all task files, as `idKey` writes them. */
  readonly knownIds: ReadonlySet<string>;
  /** Why it may not be processed now, and what to do; undefined when it may. */
  readonly refusal: Pick<Report, 'status' | 'message' | 'ended_by'> | undefined;
}

/**
 * @param again whether a criterion at which runs failed again and again is to be tried once more
 * @throws InputError when no task, or more than one, has this id
 */
export async function openTask(root: string, itemId: string, again: boolean): Promise<OpenedTask> {
  const backlog = await readBacklog(root);
  const task = taskNamed(backlog, itemId, root);
  const knownIds = new Set(backlog.tasks.map(({ id }) => idKey(id)));
  const refuse = (message: string, by: Report['ended_by'] = 'task') => ({
    task,
    knownIds,
    refusal: { status: by === null ? ('needs_decomposition' as const) : ('error' as const), message, ended_by: by },
  });
  if (task.folder === 'completed' || task.folder === 'deprecated') {
    const place = folderOf(unitOf(task));
    return refuse(`${task.id} lies in ${place}/. Move it to ${openPlaceOf(task)}/ to work on it again.`);
  }
  if (task.isHumanAction) return refuse(`${task.id} is a human action: a person must do it, see ${task.file}.`);
  const entry = buildQueue(backlog).entries.find((queued) => queued.task.file === task.file);
  if (entry?.reason === 'attempts') {
    const reason = task.failedRuns?.at(-1)?.reason ?? '';
    if (!again) return refuse(`${entry.explanation} The last run: ${oneLine(reason, 300)} ${howToTryAgain}`);
  } else if (entry?.status === 'blocked') {
    if (entry.reason === 'stop') return refuse(`${entry.explanation} Do that first.`, 'stop');
    // What blocks by status says itself what to do.
    return refuse(entry.reason === 'status' ? entry.explanation : `${entry.explanation} Do that first.`);
  }
  if (leaves(task.criteria).length === 0) {
    return refuse(
      `${task.id} has no acceptance criteria, so nothing can be proven and no sub-tasks can be proposed. Write them into ${homeOfCriteria(task)} as "- [ ] …" below "## Acceptance Criteria".`,
      null,
    );
  }
  return { task, knownIds, refusal: undefined };
}

const howToTryAgain =
  'Change what stands in its way, then try again with --again (again: true); or mend the text of the criterion, which counts anew.';

/** An item without any markdown file needs one. */
function homeOfCriteria({ file }: Task): string {
  return file.endsWith('.md') ? file : `${folderOf(file)}/PROMPT.md`;
}
