/** What taking back a commit's change of one path comes to. Pure. */
import type { EntryChange, TreeEntry } from '../../git/tree-entries.ts';

export type Reversal =
  /** The path is as it was before the commit already. */
  | { readonly kind: 'nothing' }
  /** As before the commit; undefined where there was no such file. */
  | { readonly kind: 'put'; readonly entry: TreeEntry | undefined }
  /** Both the commit and somebody later changed the content; lines decide. Object ids. */
  | {
      readonly kind: 'merge';
      readonly mode: string;
      readonly now: string;
      readonly after: string;
      readonly before: string;
    }
  | { readonly kind: 'conflict'; readonly why: string };

const repositoryMode = '160000';

/** @param now the entry of the branch as it is, with later commits taken back already */
export function reverseEntry({ before, after }: EntryChange, now: TreeEntry | undefined): Reversal {
  if (isSame(now, before)) return { kind: 'nothing' };
  // What such a path points at is in no commit of this repository, and git does not check it out along with it.
  if ([before, after, now].some((entry) => entry?.mode === repositoryMode)) {
    return { kind: 'conflict', why: 'is a repository of its own' };
  }
  if (isSame(now, after)) return { kind: 'put', entry: before };
  if (now === undefined) return { kind: 'conflict', why: 'was removed or moved since' };
  if (after === undefined) return { kind: 'conflict', why: 'was made anew since' };
  if (before === undefined) return { kind: 'conflict', why: 'was made by the run and changed since' };
  if (![before, after, now].every(isFile)) return { kind: 'conflict', why: 'was changed since' };
  const mode = now.mode === after.mode ? before.mode : now.mode;
  if (now.object === after.object) return { kind: 'put', entry: { mode, object: before.object } };
  if (now.object === before.object || before.object === after.object) {
    return { kind: 'put', entry: { mode, object: now.object } };
  }
  return { kind: 'merge', mode, now: now.object, after: after.object, before: before.object };
}

/** Whether two entries are one; nothing is the same as nothing. */
export function isSame(one: TreeEntry | undefined, other: TreeEntry | undefined): boolean {
  return one?.mode === other?.mode && one?.object === other?.object;
}

function isFile({ mode }: TreeEntry): boolean {
  return mode === '100644' || mode === '100755';
}
