/** create_work_item: a bug, feature or human action as files of the repository, with the next free id. */
import type { BacklogReaders } from '../backlog/read/backlog-readers.ts';
import type { ToolInput, ToolResult } from './contract.ts';
import { type Created, createItemFiles } from './create/create-item.ts';
import { doneIds } from './create/done-ids.ts';
import { duplicateWarning } from './create/duplicate-warning.ts';
import { creationFolder } from './create/lock-folder.ts';
import { findPlace } from './create/place.ts';
import { readNewItem } from './create/read-item.ts';
import { similarItems } from './create/similar-items.ts';
import { unknownIds } from './create/unknown-ids.ts';
import { InputError } from './input-error.ts';
import { readParameters } from './parameters.ts';
import { describeOthers } from './repository-lock.ts';
import type { ToolContext } from './toolbox.ts';

type Result = ToolResult<'create_work_item'>;

/**
 * Creates the item. What looks like it is told and created all the same; a commit that cannot be made is a warning, since
 * the item is there. Nothing is pushed.
 * @throws InputError when nothing was created, with the reason; the signal's reason when cancelled before that
 */
export async function createWorkItem(
  input: ToolInput<'create_work_item'>,
  readers: BacklogReaders,
  context: ToolContext,
): Promise<Result> {
  const params = readParameters('create_work_item', input);
  const item = readNewItem(params);
  const place = await findPlace(params.repo_path);
  const deadline = AbortSignal.timeout(params.timeout * 1000);
  const signal = AbortSignal.any([context.signal, deadline]);
  const log = (text: string) => context.log('log', 'info', text);
  try {
    const scanned = await readers.read(place.root, { signal });
    const similar = await similarItems(place.root, item, scanned);
    const { folder, auto_commit: autoCommit } = params;
    const created = await createItemFiles({ item, place, folder, autoCommit, scanned, signal, log });
    const { plan, commit } = created;
    log(`Created ${plan.location}${commit.sha === null ? '' : ` (${commit.sha.slice(0, 8)})`}.`);
    return {
      success: true,
      item_id: plan.id,
      location: plan.location,
      files_created: createdFiles(created),
      duplicate_warning: duplicateWarning(similar),
      warnings: [
        ...unknownIds(item, scanned),
        ...doneIds(item, scanned),
        ...withoutBacklog(created, folder),
        ...commit.warnings,
      ],
      committed: commit.sha,
    };
  } catch (error) {
    context.signal.throwIfAborted();
    if (!deadline.aborted || error instanceof InputError) throw error;
    const others = (await describeOthers(creationFolder(place))) ?? 'Look what else is at work on this repository.';
    throw new InputError(`Nothing was created within ${params.timeout} s. ${others} Or raise timeout.`);
  }
}

function withoutBacklog({ plan: { location } }: Created, folder: 'active' | 'backlog'): string[] {
  if (folder === 'active' || location.startsWith('tasks/')) return [];
  return [`folder: there is no backlog folder for such an item; it is in ${location}.`];
}

/** Paths below the folder that holds the item's file or folder: `TASK-016.md`, `BUG-004-slug/PROMPT.md`, `actions.md`. */
function createdFiles({ plan: { files, summary, location } }: Created): string[] {
  const made = [...files, ...(summary !== undefined && summary.before === undefined ? [summary] : [])];
  const folder = location.slice(0, location.lastIndexOf('/') + 1);
  // A summary that stands elsewhere is never made, only edited.
  return made.map(({ path }) => path.slice(folder.length));
}
