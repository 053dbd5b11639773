/** What trees hold, entry by entry, and new trees from old ones; work tree and index of the user stay out of it, and no hook runs. */
import { gitClient } from './client.ts';
import { rawDiff, readRawDiff } from './raw-diff.ts';
import type { Repository } from './repository.ts';

export interface TreeEntry {
  /** `100644`, `100755` (executable), `120000` (link) or `160000` (a repository of its own). */
  readonly mode: string;
  /** Object id of the content. */
  readonly object: string;
}

/** An entry before and after a change; undefined where there is none. */
export interface EntryChange {
  readonly before: TreeEntry | undefined;
  readonly after: TreeEntry | undefined;
}

/** Every file of a tree or commit, by its path below the root. */
export async function readEntries(repository: Repository, tree: string): Promise<Map<string, TreeEntry>> {
  const output = await gitClient(repository.root).raw(['ls-tree', '-r', '-z', '--full-tree', tree]);
  const entries = new Map<string, TreeEntry>();
  for (const line of output.split('\0')) {
    // For example `100644 blob <id> TAB path`.
    const [, mode, object, path] = /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? [];
    if (mode !== undefined && object !== undefined && path !== undefined) entries.set(path, { mode, object });
  }
  return entries;
}

/** What differs between two trees or commits, by path; a renamed file is one that went and one that came. */
export async function changedEntries(
  repository: Repository,
  before: string,
  after: string,
): Promise<Map<string, EntryChange>> {
  const output = await gitClient(repository.root).raw(['diff-tree', ...rawDiff, before, after, '--']);
  const changes = new Map<string, EntryChange>();
  for (const entry of readRawDiff(output)) {
    changes.set(entry.path, {
      before: entryOf(entry.beforeMode, entry.before),
      after: entryOf(entry.afterMode, entry.after),
    });
  }
  return changes;
}

function entryOf(mode: string, object: string): TreeEntry | undefined {
  return /^0+$/.test(mode) ? undefined : { mode, object };
}

/**
 * Writes a tree that is another one but for some paths.
 * @param index file for an index of our own; it is left behind
 * @param tree full id of a tree or commit
 * @param changes new entries by path; undefined takes a path away
 */
export async function writeTree(
  repository: Repository,
  index: string,
  tree: string,
  changes: ReadonlyMap<string, TreeEntry | undefined>,
): Promise<string> {
  const git = (input?: string) => {
    const own = { env: { GIT_INDEX_FILE: index }, hooks: 'off' } as const;
    return gitClient(repository.root, input === undefined ? own : { ...own, input });
  };
  await git().raw(['read-tree', tree]);
  const none = '0'.repeat(tree.length);
  // Those that go first: a file may come where a folder was.
  const lines = [...changes]
    .toSorted(([, one], [, other]) => Number(one !== undefined) - Number(other !== undefined))
    .map(([path, entry]) => `${entry?.mode ?? '0'} ${entry?.object ?? none}\t${path}\0`);
  if (lines.length > 0) await git(lines.join('')).raw(['update-index', '-z', '--index-info']);
  return (await git().raw(['write-tree'])).trim();
}
