/** Takes back what taking a task apart has written, as long as nobody has changed it since. */
import { gitClient } from '../../git/client.ts';
import { type HeadState, type Repository, readHead } from '../../git/repository.ts';
import { readEntries, type TreeEntry } from '../../git/tree-entries.ts';
import { writeBlob } from '../../git/write-blob.ts';
import { applyDraft } from '../../tools/draft/apply-draft.ts';
import { InputError } from '../../tools/input-error.ts';
import { makeRunFolders, removeRunFolders } from '../../tools/process/run-folders.ts';
import type { ToolContext } from '../../tools/toolbox.ts';
import type { PlannedFile } from './plan-decomposition.ts';
import { underLocks } from './under-locks.ts';

export interface UndoRequest {
  readonly repository: Repository;
  readonly itemId: string;
  /** What was written. */
  readonly files: readonly PlannedFile[];
  /** The commit of it; null where there is none. */
  readonly committed: string | null;
}

/**
 * One commit that takes back the other, where there is one; else the files become what they were.
 * @returns the commit's id; null where there is none
 * @throws InputError when nothing was changed, with the reason; the signal's reason
 */
export async function undoDecomposition(request: UndoRequest, context: ToolContext): Promise<string | null> {
  const { repository, itemId, files, committed } = request;
  return underLocks(repository, context, async () => {
    const head = await readHead(repository);
    if (head === undefined) throw new InputError(`${repository.root} has no commit.`);
    const entries = await readEntries(repository, head.commit);
    await refuseChanged(request, entries);
    if (committed === null) {
      await putBack(request, head, entries);
      return null;
    }
    const changes = new Map(files.map(({ path, before }) => [path, entryOf(entries.get(path), before)]));
    const message = `Revert "decompose ${itemId}"\n\nThis reverts commit ${committed}.`;
    return applyDraft({ repository, name: `undo-decompose-${itemId}`, head, changes, message, signal: context.signal });
  });
}

function entryOf(now: TreeEntry | undefined, before: string | undefined): TreeEntry | undefined {
  return before === undefined ? undefined : { mode: now?.mode ?? '100644', object: before };
}

async function refuseChanged(
  { repository, files, committed }: UndoRequest,
  entries: ReadonlyMap<string, TreeEntry>,
): Promise<void> {
  const how = committed === null ? '' : `: git revert ${committed.slice(0, 8)}`;
  for (const { path, before, after } of files) {
    const [written, now] = [await writeBlob(repository, after), await hashOf(repository, path)];
    const recorded = committed === null ? before : written;
    if (now === written && entries.get(path)?.object === recorded) continue;
    throw new InputError(`Nothing was taken back, since ${path} was changed or committed since. Do it by hand${how}.`);
  }
}

/** As git would keep the file; undefined where there is none. */
async function hashOf({ root }: Repository, path: string): Promise<string | undefined> {
  return gitClient(root)
    .raw(['hash-object', '--', path])
    .then(
      (output) => output.trim(),
      () => undefined,
    );
}

async function putBack(
  { repository, itemId, files }: UndoRequest,
  head: HeadState,
  entries: ReadonlyMap<string, TreeEntry>,
) {
  const folders = await makeRunFolders(repository, `undo-decompose-${itemId}`);
  try {
    const changes = files.map(
      ({ path }) => ({ path, change: entries.has(path) ? 'M' : 'A', isRepository: false }) as const,
    );
    await folders.camera.putBack(head.commit, changes);
  } finally {
    await removeRunFolders(folders);
  }
}
