/** What a picture of the work tree tells. Pure. */
import type { BlobChange } from './blob-changes.ts';
import type { ChangedEntry, ChangedPath } from './raw-diff.ts';

/** The work tree at one moment, and how it differs from an earlier one. */
export interface Picture {
  readonly tree: string;
  readonly changes: readonly ChangedPath[];
  /** The contents that are new or changed; undefined where a file may have been renamed, which this does not tell. */
  readonly contents: readonly BlobChange[] | undefined;
}

/** @param entries how it differs from the earlier one */
export function pictureOf(tree: string, entries: readonly ChangedEntry[]): Picture {
  return { tree, changes: entries.map(changeOf), contents: contentsOf(entries) };
}

/** The change alone, without modes and contents. */
export function changeOf({ path, change, isRepository }: ChangedEntry): ChangedPath {
  return { path, change, isRepository };
}

function contentsOf(entries: readonly ChangedEntry[]): BlobChange[] | undefined {
  const has = (sought: ChangedPath['change']) => entries.some(({ change }) => change === sought);
  if (has('A') && has('D')) return undefined;
  return entries.flatMap(({ path, change, isRepository, before, after }) =>
    change === 'D' || isRepository || before === after
      ? []
      : [{ path, before: change === 'A' ? undefined : before, after }],
  );
}
