/** Makes a draft: files, and one commit where that is wanted. Whatever keeps it from being made, all is as before then. */
import { join } from 'node:path';
import { endSentence } from '../../codex/codex-error.ts';
import { redact } from '../../codex/redact.ts';
import { commitPaths } from '../../git/commit.ts';
import { CommitStands } from '../../git/commit-errors.ts';
import { HeadMoved } from '../../git/head.ts';
import { keepLeftover } from '../../git/leftovers.ts';
import type { HeadState, Repository } from '../../git/repository.ts';
import { type TreeEntry, writeTree } from '../../git/tree-entries.ts';
import type { WorkTreeCamera } from '../../git/work-tree.ts';
import { makeRunFolders, removeRunFolders } from '../process/run-folders.ts';
import { pictureOf } from '../rollback/rollback-place.ts';
import { leftInWords, putChangesBack, refuseMovedHead } from '../rollback/written-changes.ts';

/** Nothing was changed, or what was is left to the next run, and why; for people, with the next step. */
export class NotApplied extends Error {
  override readonly name = 'NotApplied';
}

export interface DraftCommit {
  readonly repository: Repository;
  /** What records and leftovers call the work. */
  readonly name: string;
  /** Where the branch was when the draft was made. */
  readonly head: HeadState;
  /** By path: what it is to be. */
  readonly changes: ReadonlyMap<string, TreeEntry | undefined>;
  /** Of the commit; undefined where the files are only written. */
  readonly message: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Writes the files and commits them, through the user's hooks and signing. Killed before the commit, the next run keeps
 * what was written and puts it back. The caller holds the lock of runs.
 * @returns the commit's id; undefined where none is wanted
 * @throws NotApplied when git, a hook or the disk refuses; the signal's reason. All is as before then, but where what was
 *   written cannot be kept: it stays, and the next run does both.
 */
export async function applyDraft(commit: DraftCommit & { readonly message: string }): Promise<string>;
export async function applyDraft(commit: DraftCommit): Promise<string | undefined>;
export async function applyDraft(commit: DraftCommit): Promise<string | undefined> {
  const { repository, name, head, changes, message, signal } = commit;
  const folders = await makeRunFolders(repository, name);
  const { camera, record, runFolder } = folders;
  try {
    const target = await writeTree(repository, join(runFolder, 'target'), head.commit, changes);
    const picture = await pictureOf(repository, camera, head.commit);
    const paths = [...changes.keys()];
    const edited = picture.usersOwn.filter((path) => changes.has(path));
    if (edited.length > 0)
      throw new NotApplied(`${edited.join(', ')} was edited meanwhile. Nothing was changed; run again.`);
    await record.note({ criterion: name, ...picture });
    try {
      signal.throwIfAborted();
      await refuseMovedHead(repository, head);
      await camera.putBack(target, await camera.compare(target, head.commit));
      await refuseMovedHead(repository, head);
      if (message === undefined) return undefined;
      return await commitPaths(repository, { paths, message, on: head, judged: { tree: target, paths }, signal });
    } catch (error) {
      // On top of another commit nothing is put back.
      const isMoved = error instanceof HeadMoved || error instanceof CommitStands;
      const kept = isMoved
        ? undefined
        : await undo(commit, camera, picture.tree).catch((failure: Error) => {
            record.leave();
            throw new NotApplied(leftInWords(signal.aborted ? undefined : (error as Error), failure));
          });
      signal.throwIfAborted();
      throw new NotApplied(
        reasonOf(error as Error) + (kept === undefined ? '' : ` What was written is kept in ${kept}.`),
      );
    } finally {
      if (!record.isLeft) await record.note(undefined);
    }
  } finally {
    await removeRunFolders(folders);
  }
}

function reasonOf(error: Error): string {
  if (error instanceof CommitStands || error instanceof HeadMoved) return error.message;
  return `Nothing was changed: git refused the commit. ${endSentence(redact(error.message.trim()))} Mend the cause, then run again.`;
}

/** Keeps what was written, then makes exactly these paths what they were. @returns the ref that keeps it */
async function undo(
  { repository, name, changes }: DraftCommit,
  camera: WorkTreeCamera,
  before: string,
): Promise<string | undefined> {
  const after = await camera.take();
  const kept =
    after === before
      ? undefined
      : await keepLeftover(repository, { before, after, name, message: `${name}: not committed` });
  await putChangesBack({ repository, camera, before, after, changes }, (path) => changes.has(path));
  return kept;
}
