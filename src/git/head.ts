/** Where HEAD is, compared and in words. Pure. */
import type { HeadState } from './repository.ts';

/** Whether it is the same commit on the same branch. */
export function isSameHead(before: HeadState, now: HeadState | undefined): boolean {
  return now?.commit === before.commit && now.branch === before.branch;
}

/** `main at 0123456789`, for people. */
export function headInWords(head: HeadState | undefined): string {
  return `${head?.branch ?? 'no branch'} at ${head?.commit.slice(0, 10) ?? 'nothing'}`;
}
