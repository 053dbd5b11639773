/** What is wrong with a commit that was made: git read too late, or a hook made something else of it. */
import { ChangedSinceJudged, HookInterfered } from './commit-errors.ts';
import type { CommitRequest } from './commit-request.ts';
import type { MadeCommit } from './made-commit.ts';

/**
 * Undefined where it holds what was asked for. A hook may mend what is committed, and add what it made itself; what the user
 * had edited, it may not.
 * @param before the commit that it was made on
 * @param edited paths that differed from that in the work tree; where nobody looked, each may be one
 */
export async function faultOf(
  made: MadeCommit,
  request: CommitRequest,
  before: string,
  edited: ReadonlySet<string> | 'unknown',
): Promise<ChangedSinceJudged | HookInterfered | undefined> {
  const { unjudged, changed, staged, head } = made;
  if (unjudged.length > 0) return new ChangedSinceJudged(unjudged);
  const added = [...changed].filter((path) => !request.paths.includes(path));
  const theirs = added.filter((path) => edited === 'unknown' || edited.has(path));
  if (theirs.length > 0) {
    return new HookInterfered(
      `A hook of git added to the commit what you had edited and not committed: ${theirs.join(', ')}. Let hooks stage no ` +
        'more than the files that are committed (no git add -A), then run again.',
    );
  }
  const missing = staged.filter((path) => !changed.has(path));
  if (missing.length > 0) {
    return new HookInterfered(
      `A hook of git took out of the commit what belongs to it: ${missing.join(', ')}. Let hooks leave ` +
        'staged files staged, then run again.',
    );
  }
  const ofHooks = [...staged, ...added];
  if (request.review === undefined || ofHooks.length === 0) return undefined;
  const problem = await request.review({ before, after: head, paths: ofHooks });
  return problem === undefined ? undefined : new HookInterfered(problem);
}
