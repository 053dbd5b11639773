/** How two trees differ, as git's raw format tells it. Pure. */

/** How one path differs between two trees: A added, M modified, D deleted, T type changed. */
export interface ChangedPath {
  readonly path: string;
  readonly change: 'A' | 'M' | 'D' | 'T';
  /** The new entry is a repository of its own (a submodule, or a nested one); its content is in no picture. */
  readonly isRepository: boolean;
}

/** Object ids are all zeros where there is no content, and modes too. */
export interface ChangedEntry extends ChangedPath {
  readonly before: string;
  readonly after: string;
  readonly beforeMode: string;
  readonly afterMode: string;
}

/** The mode of a repository inside. */
export const gitlink = '160000';

/** Options of `diff-tree` and `diff-index` for `readRawDiff`: a renamed file is one that went and one that came. */
export const rawDiff: readonly string[] = ['-r', '-z', '--no-renames', '--raw', '--no-abbrev'];

/** Reads what git prints with these options. */
export function readRawDiff(output: string): ChangedEntry[] {
  const fields = output.split('\0');
  const entries: ChangedEntry[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    // For example `:100644 100644 <old> <new> M`.
    const [beforeMode = '', afterMode = '', before = '', after = '', change] = (fields[index] ?? '')
      .slice(1)
      .split(' ');
    const path = fields[index + 1];
    if (path === undefined) break;
    if (change !== 'A' && change !== 'M' && change !== 'D' && change !== 'T') continue;
    entries.push({ path, change, isRepository: afterMode === gitlink, before, after, beforeMode, afterMode });
  }
  return entries;
}
