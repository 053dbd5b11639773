/** Takes commits back, one after the other, in objects alone: nothing that the user sees changes. */
import { gitClient } from '../../git/client.ts';
import { mergeContents, mergesByLines } from '../../git/merge-contents.ts';
import type { Repository } from '../../git/repository.ts';
import type { EntryChange, TreeEntry } from '../../git/tree-entries.ts';
import { isSame, reverseEntry } from './reverse-entry.ts';

/** A path that cannot be brought back without somebody's decision. */
export interface Conflict {
  readonly path: string;
  readonly sha: string;
  /** What follows the path in a sentence. */
  readonly why: string;
}

export interface Reversed {
  /** Entries by path, where they are to be others than now; undefined for a file that goes. */
  readonly changes: ReadonlyMap<string, TreeEntry | undefined>;
  readonly conflicts: readonly Conflict[];
}

/** What a commit changed. */
export interface CommitChange {
  readonly sha: string;
  readonly parent: string;
  readonly changes: ReadonlyMap<string, EntryChange>;
}

/**
 * @param now the entries of the branch as it is
 * @param commits what each of them changed, newest first
 * @param folder for files of ours
 */
export async function reverseCommits(
  repository: Repository,
  folder: string,
  now: ReadonlyMap<string, TreeEntry>,
  commits: readonly CommitChange[],
): Promise<Reversed> {
  const reached = new Map<string, TreeEntry | undefined>();
  const conflicts: Conflict[] = [];
  const entryOf = (path: string) => (reached.has(path) ? reached.get(path) : now.get(path));
  const reverse = async (parent: string, path: string, change: EntryChange): Promise<string | undefined> => {
    const reversal = reverseEntry(change, entryOf(path));
    if (reversal.kind === 'nothing' && change.before === undefined) {
      const place = [...now].find(
        ([other, { object }]) => object === change.after?.object && entryOf(other) !== undefined,
      );
      // The same content that was elsewhere before is no file that was moved.
      if (place !== undefined && !(await holds(repository, parent, place[0]))) return `was moved since, to ${place[0]}`;
    }
    if (reversal.kind === 'nothing') return undefined;
    if (reversal.kind === 'conflict') return reversal.why;
    if (reversal.kind === 'put') {
      reached.set(path, reversal.entry);
      return undefined;
    }
    const versions = { base: reversal.after, ours: reversal.now, theirs: reversal.before };
    const object = (await mergesByLines(repository, path))
      ? await mergeContents(repository, folder, versions)
      : undefined;
    if (object === undefined) return 'was changed in the same place since';
    reached.set(path, { mode: reversal.mode, object });
    return undefined;
  };
  for (const { sha, parent, changes } of commits) {
    for (const [path, change] of changes) {
      const why = await reverse(parent, path, change);
      if (why !== undefined && !conflicts.some((conflict) => conflict.path === path))
        conflicts.push({ path, sha, why });
    }
  }
  const changes = new Map([...reached].filter(([path, entry]) => !isSame(entry, now.get(path))));
  return { changes, conflicts: [...conflicts, ...placesTaken(now, changes)] };
}

async function holds({ root }: Repository, commit: string, path: string): Promise<boolean> {
  return (await gitClient(root).raw(['ls-tree', commit, '--', path])) !== '';
}

/** A file cannot come where a folder is, nor into what is a file now. */
function placesTaken(
  now: ReadonlyMap<string, TreeEntry>,
  changes: ReadonlyMap<string, TreeEntry | undefined>,
): Conflict[] {
  const added = [...changes].filter(([path, entry]) => entry !== undefined && !now.has(path)).map(([path]) => path);
  if (added.length === 0) return [];
  const paths = new Set([...now.keys()].filter((path) => !changes.has(path) || changes.get(path) !== undefined));
  for (const path of added) paths.add(path);
  const folders = new Set([...paths].flatMap(foldersOf));
  return added
    .filter((path) => folders.has(path) || foldersOf(path).some((folder) => paths.has(folder)))
    .map((path) => ({ path, sha: '', why: 'has its place taken by something else since' }));
}

function foldersOf(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}
