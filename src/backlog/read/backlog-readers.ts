/** Reads the backlogs of several repositories again and again, each time only what changed. Changes nothing. */
import type { Backlog } from '../task.ts';
import type { BacklogReader, Glance, ReadOptions } from './backlog-reader.ts';
import type { ReadingMemory } from './kept-lines.ts';

/** A window of an editor seldom has more repositories; each costs about ten kilobytes a task. */
const mostReaders = 4;

/** Keeps a reader of each repository that was read last. */
export class BacklogReaders {
  /** The latest at the end. */
  readonly #readers = new Map<string, BacklogReader>();
  readonly #memoryOf: (repoRoot: string) => ReadingMemory | undefined;

  /** @param memoryOf where what is read of a repository is kept; nowhere when not given */
  constructor(memoryOf: (repoRoot: string) => ReadingMemory | undefined = () => undefined) {
    this.#memoryOf = memoryOf;
  }

  /**
   * The backlog as it is now; a repository that was read before costs little more than a look at the times of its files.
   * A file that cannot be read is a problem, never an error.
   * @throws the signal's reason when aborted; the system's error when the repository or a folder may not be read
   */
  async read(repoRoot: string, options: ReadOptions = {}): Promise<Backlog> {
    return (await this.#readerOf(repoRoot)).read(options);
  }

  /** As `read`, but of many archived tasks only what the queue of the open ones depends on. */
  async glance(repoRoot: string, options: ReadOptions = {}): Promise<Glance> {
    return (await this.#readerOf(repoRoot)).glance(options);
  }

  /** Keeps what was read of a repository, where that saves the next reader anything. @throws the system's error */
  async keep(repoRoot: string): Promise<void> {
    await this.#readers.get(repoRoot)?.keep();
  }

  async #readerOf(repoRoot: string): Promise<BacklogReader> {
    // The parsers load when something is read: whoever only starts does not wait for them.
    const { BacklogReader } = await import('./backlog-reader.ts');
    const reader = this.#readers.get(repoRoot) ?? new BacklogReader(repoRoot, this.#memoryOf(repoRoot));
    this.#readers.delete(repoRoot);
    this.#readers.set(repoRoot, reader);
    for (const root of [...this.#readers.keys()].slice(0, -mostReaders)) this.#readers.delete(root);
    return reader;
  }
}
