/** The folders of a repository, listed again only where they changed. */
import { type Dirent, lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { isInside } from '../edit/file-place.ts';
import type { Problem } from '../task.ts';
import { type Fingerprint, isSame, trustedFingerprint } from './fingerprint.ts';

export interface Entry {
  readonly name: string;
  /** Folders, and links to folders. */
  readonly isFolder: boolean;
}

/** The entries of a folder by name; none where there is no folder, and a problem where it may not be read. */
export interface Listing {
  readonly entries: readonly Entry[];
  readonly problem?: Problem;
  /** How links have to do with it: the folder is one, or one on its way leads out of the repository. */
  readonly link?: 'inside' | 'outside';
}

/** Paths are below the repository root, with forward slashes; the root itself is the empty text. */
export interface FolderLister {
  list(folder: string): Listing;
}

/** A folder as it was found in one look at the repository. */
export interface FolderPlace {
  /** Real path. */
  readonly path: string;
  /** Whether links lead out of the repository; no file in it is read then. */
  readonly isOutside: boolean;
  /** Whether the folder is itself a link. */
  readonly isLink: boolean;
  readonly stats: Stats;
}

interface KnownListing {
  readonly path: string;
  /** Undefined when the folder has to be listed again in any case. */
  readonly print: Fingerprint | undefined;
  readonly listing: Listing;
}

/** Making, renaming and removing an entry changes the times of its folder, but for FAT on Windows. */
const tellsChanges = process.platform !== 'win32';

const empty: Listing = { entries: [] };

export class Folders implements FolderLister {
  readonly #root: string;
  /** The folders of this look; each is looked at once. */
  #places = new Map<string, FolderPlace | undefined>();
  #known = new Map<string, KnownListing>();
  #listed = new Map<string, KnownListing>();

  /** @param root real path of the repository */
  constructor(root: string) {
    this.#root = root;
  }

  /** Begins a new look at the repository; folders that the last one did not ask for are forgotten. */
  begin(): void {
    this.#places = new Map();
    this.#known = this.#listed;
    this.#listed = new Map();
  }

  /** Lists a folder. What may not be listed is a problem, never an error. */
  list(folder: string): Listing {
    const listed = this.#listed.get(folder);
    if (listed !== undefined) return listed.listing;
    try {
      const place = this.place(folder);
      if (place === undefined) return empty;
      const known = this.#known.get(folder);
      const isKnown = known?.print !== undefined && known.path === place.path && isSame(place.stats, known.print);
      const now = isKnown ? known : readListing(place);
      this.#listed.set(folder, now);
      return now.listing;
    } catch (error) {
      const { code, message: what } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return empty;
      const message = `The folder ${folder} cannot be listed (${code ?? what}); what lies in it is missing here.`;
      const range = { start: 0, end: 1 };
      return { entries: [], problem: { file: folder, range, severity: 'error', code: 'folder-unreadable', message } };
    }
  }

  /** Where a folder is; undefined where there is none. Links are followed. @throws the system's error */
  place(folder: string): FolderPlace | undefined {
    if (this.#places.has(folder)) return this.#places.get(folder);
    const place = this.#find(folder);
    this.#places.set(folder, place);
    return place;
  }

  #find(folder: string): FolderPlace | undefined {
    if (folder === '') return { path: this.#root, isOutside: false, isLink: false, stats: statSync(this.#root) };
    const parts = splitPath(folder);
    const above = this.place(parts.folder);
    if (above === undefined) return undefined;
    const path = join(above.path, parts.name);
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats?.isSymbolicLink()) return this.#follow(path);
    return stats?.isDirectory() ? { path, isOutside: above.isOutside, isLink: false, stats } : undefined;
  }

  #follow(link: string): FolderPlace | undefined {
    try {
      const path = realpathSync(link);
      const stats = statSync(path);
      return stats.isDirectory() ? { path, isOutside: !isInside(this.#root, path), isLink: true, stats } : undefined;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return undefined;
      throw error;
    }
  }
}

function readListing({ path, stats, isLink, isOutside }: FolderPlace): KnownListing {
  const print = tellsChanges ? trustedFingerprint(stats, Date.now()) : undefined;
  const found = readdirSync(path, { withFileTypes: true });
  const entries = found.map((entry) => ({ name: entry.name, isFolder: isFolder(path, entry) }));
  entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  // Where a link leads is no matter of the folder that holds it.
  const isKnown = !found.some((entry) => entry.isSymbolicLink());
  const link = isOutside ? ({ link: 'outside' } as const) : isLink ? ({ link: 'inside' } as const) : {};
  return { path, print: isKnown ? print : undefined, listing: { entries, ...link } };
}

/** A link counts as what it leads to, one that leads nowhere as a file. */
function isFolder(path: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return statSync(join(path, entry.name)).isDirectory();
  } catch {
    return false;
  }
}

/** A file by the folder that holds it. */
export interface FilePlace {
  readonly folder: string;
  readonly name: string;
}

/** Those of the files that exist. */
export function filesPresent(folders: FolderLister, files: readonly string[]): FilePlace[] {
  return files.map(splitPath).filter(({ folder, name }) => {
    return folders.list(folder).entries.some((entry) => !entry.isFolder && entry.name === name);
  });
}

function splitPath(path: string): FilePlace {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(0, slash)), name: path.slice(slash + 1) };
}
