/** Takes a task apart: sub-tasks in the backlog, the task waits for them, one commit where that is wanted. */
import { applyDraft } from '../../tools/draft/apply-draft.ts';
import { InputError } from '../../tools/input-error.ts';
import { checkRepository } from '../../tools/process/preflight.ts';
import type { ToolContext } from '../../tools/toolbox.ts';
import { type PlannedFile, type PlannedSubTask, type PlanRequest, planDecomposition } from './plan-decomposition.ts';
import { underLocks } from './under-locks.ts';

export interface DecomposeRequest extends PlanRequest {
  /** Whether one commit is made of it; the files are only written otherwise. */
  readonly commit: boolean;
  /** What a person has seen and agreed to; something else is not written. */
  readonly expected?: readonly PlannedFile[];
}

export interface Decomposed {
  readonly item_id: string;
  readonly sub_tasks: readonly PlannedSubTask[];
  /** Paths below the root that were written; in a dry run, that would be. */
  readonly files: readonly string[];
  readonly dry_run: boolean;
  /** Null when nothing was committed. */
  readonly committed: string | null;
  readonly warnings: readonly string[];
}

/** What would be done. @throws InputError as `planDecomposition` */
export async function proposeDecomposition(request: PlanRequest): Promise<Decomposed> {
  const { task, subTasks, files, warnings } = await planDecomposition(request);
  const paths = files.map(({ path }) => path);
  return { item_id: task.id, sub_tasks: subTasks, files: paths, dry_run: true, committed: null, warnings };
}

/**
 * Killed in between, the next run puts back what was half written. Nothing is pushed.
 * @throws InputError when nothing was changed, with the reason; the signal's reason
 */
export async function decomposeTask(request: DecomposeRequest, context: ToolContext): Promise<Decomposed> {
  const { repository, commit, expected } = request;
  return underLocks(repository, context, async (recovered) => {
    if (commit) await checkRepository(repository);
    const plan = await planDecomposition(request);
    const { task, head, subTasks, files, draft, message, warnings } = plan;
    if (expected !== undefined && !isSame(files, expected)) {
      throw new InputError('The backlog has changed since the preview, so nothing was created. Look at a new preview.');
    }
    context.signal.throwIfAborted();
    const committed = await applyDraft({
      repository,
      name: `decompose-${task.id}`,
      head,
      changes: await draft.entries(),
      message: commit ? message : undefined,
      signal: context.signal,
    });
    return {
      item_id: task.id,
      sub_tasks: subTasks,
      files: files.map(({ path }) => path),
      dry_run: false,
      committed: committed ?? null,
      warnings: [...recovered, ...warnings],
    };
  });
}

function isSame(files: readonly PlannedFile[], expected: readonly PlannedFile[]): boolean {
  return (
    files.length === expected.length &&
    files.every(({ path, before, after }, index) => {
      const other = expected[index];
      return other?.path === path && other.before === before && other.after === after;
    })
  );
}
