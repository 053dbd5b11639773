/** What all connections of a server have in common: what was read of repositories, and who watches them. */
import { BacklogReaders } from '../../backlog/read/backlog-readers.ts';
import type { Repository } from '../../git/repository.ts';
import type { RepositoryWatch } from './repository-watch.ts';

export class RepositoryFiles {
  readonly readers: BacklogReaders;
  readonly #watches = new Map<string, RepositoryWatch>();
  #isClosed = false;

  /** @param readers those of the tools, so that nothing is kept twice */
  constructor(readers = new BacklogReaders()) {
    this.readers = readers;
  }

  /** Roots of the repositories that somebody listens to. */
  get watched(): readonly string[] {
    return [...this.#watches.keys()];
  }

  /**
   * Tells of changes of what resources are made from, whoever makes them, as long as somebody listens.
   * @param report for people who run the server
   * @returns how to stop listening
   */
  async watch(repository: Repository, listener: () => void, report: (text: string) => void): Promise<() => void> {
    const { RepositoryWatch } = await import('./repository-watch.ts');
    if (this.#isClosed) return () => {};
    const { root } = repository;
    const watch = this.#watches.get(root) ?? new RepositoryWatch(repository, report);
    this.#watches.set(root, watch);
    const stop = watch.listen(listener);
    return () => {
      stop();
      if (watch.isHeard) return;
      watch.close();
      if (this.#watches.get(root) === watch) this.#watches.delete(root);
    };
  }

  /** Nothing is watched from here on. */
  close(): void {
    this.#isClosed = true;
    for (const watch of this.#watches.values()) watch.close();
    this.#watches.clear();
  }
}
