/** What commits changed, file by file, over all of them. */
import { gitClient } from './client.ts';
import type { LoggedCommit } from './commit-log.ts';
import { type ChangedEntry, rawDiff, readRawDiff } from './raw-diff.ts';
import type { Repository } from './repository.ts';

/** A file with its content before the first of the commits that changed it and after the last one; ids of blobs. */
export interface FileChange {
  /** Below the root of the work tree, with forward slashes. */
  readonly path: string;
  /** Missing for a file that was not there. */
  readonly before?: string;
  readonly after?: string;
}

/** @param commits newest first, as `git log` has them; of a merge counts what differs from its first parent */
export async function changesOver(repository: Repository, commits: readonly LoggedCommit[]): Promise<FileChange[]> {
  const git = gitClient(repository.root, { hooks: 'off' });
  const steps: ChangedEntry[][] = [];
  for (const { sha, parents } of commits.toReversed()) {
    const [parent] = parents;
    const trees = parent === undefined ? ['--root', '--no-commit-id', sha] : [parent, sha];
    steps.push(readRawDiff(await git.raw(['diff-tree', ...rawDiff, ...trees, '--'])));
  }
  return joinChanges(steps);
}

/** Joins the changes of commits, the oldest first. A file that is as it was before is none; a repository inside has no content. */
export function joinChanges(steps: readonly (readonly ChangedEntry[])[]): FileChange[] {
  const first = new Map<string, string>();
  const last = new Map<string, string>();
  for (const { path, before, after, isRepository } of steps.flat()) {
    if (isRepository) continue;
    if (!first.has(path)) first.set(path, before);
    last.set(path, after);
  }
  const paths = [...first.keys()].filter((path) => first.get(path) !== last.get(path)).toSorted();
  return paths.map((path) => ({
    path,
    ...named('before', first.get(path)),
    ...named('after', last.get(path)),
  }));
}

function named<K extends string>(key: K, blob: string | undefined): { readonly [P in K]?: string } {
  return (blob === undefined || /^0+$/.test(blob) ? {} : { [key]: blob }) as { readonly [P in K]?: string };
}
