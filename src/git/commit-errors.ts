/** Why a commit was not made as it was asked for. */

/** Somebody changed a file after it was judged; nothing was committed, and nothing of it is staged. */
export class ChangedSinceJudged extends Error {
  override readonly name = 'ChangedSinceJudged';

  constructor(paths: readonly string[]) {
    super(
      `${paths.join(', ')} changed after the work was judged and before it was committed. ` +
        'Leave the files of a run alone while it goes on, then run again.',
    );
  }
}

/** The user has git look away from files that were changed; nothing was committed, and nothing of it is staged. */
export class HiddenFromGit extends Error {
  override readonly name = 'HiddenFromGit';

  constructor(paths: readonly string[]) {
    const names = paths.join(', ');
    super(
      `git is told to look away from ${names} (assume-unchanged or skip-worktree), so it commits no change there. Take that back ` +
        `(git update-index --no-assume-unchanged FILE; git update-index --no-skip-worktree FILE), then run again.`,
    );
  }
}

/** A hook made something else of the commit; it was taken back, and nothing of it is staged. */
export class HookInterfered extends Error {
  override readonly name = 'HookInterfered';
}

/** The commit is not as it was asked for, and stays: more was committed on top of it, or HEAD went elsewhere. */
export class CommitStands extends Error {
  override readonly name = 'CommitStands';
  /** Undefined where HEAD does not have it. */
  readonly commit: string | undefined;

  constructor(commit: string | undefined, message: string) {
    super(message);
    this.commit = commit;
  }
}
