/** Opens the item of a failed verification, or finds the one that this session has opened before it was interrupted. */
import { unitOf } from '../../backlog/standard/item-path.ts';
import type { Task } from '../../backlog/task.ts';
import type { SessionTask } from '../../session/session-record.ts';
import { followUpItem } from './follow-up-text.ts';
import { followUpMark } from './marks.ts';
import { commitLeftItem, itemWithMark } from './own-items.ts';
import type { SessionRun } from './session-run.ts';

/** @throws InputError when nothing could be created; the signal's reason */
export async function followUpOf(
  run: SessionRun,
  task: SessionTask,
  original: Task,
): Promise<{ readonly id: string; readonly warnings: readonly string[] }> {
  const { repository, context, tools, ledger } = run;
  const { session_id: sessionId } = ledger.record;
  const item = followUpItem(task, original, sessionId);
  const found = await itemWithMark(repository.root, original, followUpMark(task.item_id, sessionId));
  if (found !== undefined) {
    const message = `Add bug ${found.id}: ${found.title}`;
    const warnings = await commitLeftItem(repository, unitOf(found), found.id, message, context.signal);
    return { id: found.id, warnings };
  }
  const created = await tools.create_work_item({ ...item, repo_path: repository.root }, context);
  // The follow-up is like its task: that is no duplicate.
  return { id: created.item_id, warnings: created.warnings };
}
