/** Watches one repository for whoever listens: told by the system, never by asking again and again. */
import { type FSWatcher, watch } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { Folders } from '../../backlog/read/folders.ts';
import type { Repository } from '../../git/repository.ts';
import { type WatchedFolder, watchedFolders } from './watched-folders.ts';

/** Long enough that the many events of a commit are one, short enough to feel immediate. */
const gatherMs = 100;

interface Watched {
  readonly folder: WatchedFolder;
  readonly watcher: FSWatcher;
}

export class RepositoryWatch {
  readonly #repository: Repository;
  readonly #folders: Folders;
  readonly #listeners = new Set<() => void>();
  /** Those that have yet to hear of what changed. */
  readonly #untold = new Set<() => void>();
  #isTelling = false;
  readonly #watched = new Map<string, Watched>();
  readonly #report: (text: string) => void;
  #timer: NodeJS.Timeout | undefined;
  /** The system's limit is told once, not for each folder. */
  #isShort = false;

  /** Watches from here on. @param report for people who run the server */
  constructor(repository: Repository, report: (text: string) => void) {
    this.#repository = repository;
    this.#folders = new Folders(repository.root);
    this.#report = report;
    this.#follow();
  }

  get isHeard(): boolean {
    return this.#listeners.size > 0;
  }

  /** @returns how to stop listening */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      this.#untold.delete(listener);
    };
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const { watcher } of this.#watched.values()) watcher.close();
    this.#watched.clear();
    this.#listeners.clear();
    this.#untold.clear();
  }

  /** Folders come and go: those that are there now are watched. */
  #follow(): void {
    const gone = new Set(this.#watched.keys());
    this.#folders.begin();
    for (const folder of watchedFolders(this.#folders, this.#repository.commonDir)) {
      gone.delete(folder.path);
      const before = this.#watched.get(folder.path);
      if (before?.folder.ino === folder.ino) continue;
      before?.watcher.close();
      this.#watched.delete(folder.path);
      this.#watch(folder);
    }
    for (const path of gone) this.#forget(path);
  }

  #watch(folder: WatchedFolder): void {
    try {
      const watcher = watch(folder.path, { persistent: false }, (_event, name) => {
        if (name === null || folder.counts(name)) this.#gather();
      });
      // On Windows, a folder that is removed.
      watcher.on('error', () => {
        this.#forget(folder.path);
        this.#gather();
      });
      this.#watched.set(folder.path, { folder, watcher });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR' || this.#isShort) return;
      this.#isShort = true;
      const { root } = this.#repository;
      this.#report(`Not all changes in ${root} can be told to clients: ${message}. Raise the limit of watched files.`);
    }
  }

  #forget(path: string): void {
    this.#watched.get(path)?.watcher.close();
    this.#watched.delete(path);
  }

  #gather(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#follow();
      for (const listener of this.#listeners) this.#untold.add(listener);
      if (!this.#isTelling) void this.#tell();
    }, gatherMs);
  }

  /** One after the other: each looks at the repository, and requests and runs must not wait for all of them. */
  async #tell(): Promise<void> {
    this.#isTelling = true;
    for (const listener of this.#untold) {
      this.#untold.delete(listener);
      listener();
      await setImmediate();
    }
    this.#isTelling = false;
  }
}
