/** Which of the changes that a killed run left are put back. */
import type { ChangedPath } from '../../git/work-tree.ts';

/** What is known of the paths that changed since the picture before the attempt. */
export interface Surroundings {
  /** Paths that differ from HEAD now. */
  readonly uncommitted: ReadonlySet<string>;
  /** Paths whose version in HEAD is not the one in the picture: the user's own edits of then, and what was committed since. */
  readonly committedSince: ReadonlySet<string>;
  /** Paths that had uncommitted edits before the attempt. */
  readonly usersOwn: ReadonlySet<string>;
  /** Files of items that were created meanwhile. */
  readonly created: ReadonlySet<string>;
  /** Paths that changed when the run was over, or that were saved in an editor. */
  readonly others: ReadonlySet<string>;
}

export interface Recovery {
  readonly putBack: readonly ChangedPath[];
  /** Stay as they are: they are the user's, or may be. */
  readonly left: readonly ChangedPath[];
}

/** What is committed, or was created as an item, is nobody's leftover and in neither list. */
export function sortChanges(changes: readonly ChangedPath[], around: Surroundings): Recovery {
  const putBack: ChangedPath[] = [];
  const left: ChangedPath[] = [];
  for (const changed of changes) {
    const { path, isRepository } = changed;
    if (!around.uncommitted.has(path) || around.created.has(path)) continue;
    const mayBeTheirs =
      around.usersOwn.has(path) || around.committedSince.has(path) || around.others.has(path) || isRepository;
    (mayBeTheirs ? left : putBack).push(changed);
  }
  return { putBack, left };
}
