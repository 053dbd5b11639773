/** Where HEAD is: compared, in words, and not where it was to be. Pure. */
import type { HeadState } from './repository.ts';

/** Whether it is the same commit on the same branch. */
export function isSameHead(before: HeadState, now: HeadState | undefined): boolean {
  return now?.commit === before.commit && now.branch === before.branch;
}

/** `main at 0123456789`, for people. */
export function headInWords(head: HeadState | undefined): string {
  return `${head?.branch ?? 'no branch'} at ${head?.commit.slice(0, 10) ?? 'nothing'}`;
}

/** HEAD is not where a commit was to be made. */
export class HeadMoved extends Error {
  override readonly name = 'HeadMoved';

  constructor(before: HeadState, now: HeadState | undefined) {
    super(
      `HEAD moved before the commit, from ${headInWords(before)} to ${headInWords(now)}. Nothing was committed. Look at ` +
        'the commits and the work tree, then run again.',
    );
  }
}

/** Another branch is checked out than the one that is meant; nothing was done. */
export class OtherBranch extends Error {
  override readonly name = 'OtherBranch';

  constructor(meant: string, now: HeadState | undefined) {
    super(
      `This began on the branch ${meant}, and ${now?.branch ?? 'no branch'} is checked out now. Nothing was committed or ` +
        `pushed there. Check out ${meant} again (git switch ${meant}), then run again.`,
    );
  }
}
