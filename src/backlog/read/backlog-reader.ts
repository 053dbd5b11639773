/** Reads the backlog of one repository again and again, each time only what changed. Changes nothing. */
import { realpathSync } from 'node:fs';
import type { Backlog } from '../task.ts';
import { backlogOf } from './backlog-of.ts';
import { Folders } from './folders.ts';
import { KeptLines, keptSources, type ReadingMemory } from './kept-lines.ts';
import { isUnchanged, type KeptSource, readSource } from './kept-source.ts';
import { KeptSources } from './kept-sources.ts';
import { listSources } from './list-sources.ts';
import { SharedRun } from './shared-run.ts';
import type { Piece, Source } from './source.ts';
import { TimeSlices } from './time-slices.ts';

export interface ReadOptions {
  /** Ends the reading with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What a look at a repository told. */
export interface Glance {
  readonly backlog: Backlog;
  /** Whether all of it was read, as it is where little is over. */
  readonly isWhole: boolean;
}

/** Fewer sources than this are read as fast as they could be recalled. */
const leastKept = 1_000;
/** What is kept is written again when more than this of it is outdated. */
const mostOutdated = 100;

/** More archived tasks than this take longer than anybody waits; fewer are read with the rest. */
const manyArchived = 500;

/**
 * Keeps what the files of a repository said and looks at each reading which of them changed: by size, times and
 * identity, never by asking anybody. Tasks whose files did not change are the same objects as before, and so is the
 * backlog when nothing changed at all.
 */
export class BacklogReader {
  readonly #root: string;
  readonly #runs = new SharedRun((signal) => this.#read(signal));
  /** Whether somebody who waits for the next reading needs all of it. */
  #wantsWhole = false;
  #realRoot = '';
  #folders = new Folders('');
  #kept: readonly KeptSource[] = [];
  #backlog: Backlog | undefined;
  readonly #memory: ReadingMemory | undefined;
  /** The sources of the last reading by key, where somebody needed them. */
  #listed: ReadonlyMap<string, Source> | undefined;
  /** How many sources were read since what is kept was written. */
  #fresh = 0;

  /** @param memory asked before the first reading */
  constructor(repoRoot: string, memory?: ReadingMemory) {
    this.#root = repoRoot;
    this.#memory = memory;
  }

  /**
   * The backlog as it is now. A file that cannot be read is a problem, never an error. Calls at the same time share one
   * reading, which sees all that was written before each of them.
   * @throws the signal's reason when aborted; the system's error when the repository or a folder may not be read
   */
  async read({ signal }: ReadOptions = {}): Promise<Backlog> {
    this.#wantsWhole = true;
    return (await this.#runs.join(signal)).backlog;
  }

  /**
   * As `read`, but where many tasks are archived only the front matter of these, which is all that the queue of the open ones
   * depends on. What was read before stays whole.
   */
  glance({ signal }: ReadOptions = {}): Promise<Glance> {
    return this.#runs.join(signal);
  }

  /** Keeps what was read, where there is much of it and much that is new. @throws the system's error */
  async keep(): Promise<void> {
    if (this.#memory === undefined || this.#kept.length < leastKept || this.#fresh <= mostOutdated) return;
    const fresh = this.#fresh;
    const slices = new TimeSlices();
    const lines = new KeptLines();
    for (const kept of this.#kept) {
      if (slices.isOver()) await slices.pause();
      lines.add(kept);
    }
    await this.#memory.keep(lines.bytes());
    this.#fresh -= fresh;
  }

  async #read(signal: AbortSignal): Promise<Glance> {
    signal.throwIfAborted();
    const wantsWhole = this.#wantsWhole;
    this.#wantsWhole = false;
    let isWhole = true;
    this.#beginAt(realpathSync(this.#root));
    this.#listed = undefined;
    const slices = new TimeSlices(signal);
    if (this.#backlog === undefined) await this.#recall(slices, signal);
    const before = new KeptSources(this.#kept);
    const now: KeptSource[] = [];
    let hasChanged = this.#backlog === undefined;
    for (const group of listSources(this.#folders)) {
      let fresh = this.#kept.length === 0 ? group.length : 0;
      for (const source of group) {
        if (slices.isOver()) await slices.pause();
        const kept = before.find(source);
        const isKept = kept !== undefined && isUnchanged(kept, source, this.#folders);
        if (!isKept) fresh += 1;
        const atAGlance = !wantsWhole && fresh > manyArchived;
        const read = isKept ? kept : readSource(this.#realRoot, source, this.#folders, atAGlance);
        if (!isKept && read.isWhole) this.#fresh += 1;
        now.push(read);
        isWhole &&= read.isWhole;
        hasChanged ||= !isKept;
      }
    }
    hasChanged ||= now.length !== this.#kept.length;
    this.#kept = now;
    if (hasChanged || this.#backlog === undefined) {
      this.#backlog = backlogOf(now, this.#folders.place('tasks') !== undefined);
    }
    return { backlog: this.#backlog, isWhole };
  }

  /** Begins with what was kept; what cannot be made out is read from the files. */
  async #recall(slices: TimeSlices, signal: AbortSignal): Promise<void> {
    const bytes = this.#memory?.recall();
    if (bytes === undefined) return;
    try {
      const kept: KeptSource[] = [];
      for (const source of keptSources(bytes, (key) => this.#readAgain(key))) {
        if (slices.isOver()) await slices.pause();
        kept.push(source);
      }
      this.#kept = kept;
    } catch (error) {
      signal.throwIfAborted();
      this.#memory?.failed(error);
    }
  }

  /** What a source says now; nothing where it has gone. */
  #readAgain(key: string): Piece {
    this.#listed ??= new Map([...listSources(this.#folders)].flat().map((source) => [source.key, source]));
    const source = this.#listed.get(key);
    return source === undefined ? {} : readSource(this.#realRoot, source, this.#folders, false).piece;
  }

  /** A repository may be moved away and another one put in its place. */
  #beginAt(realRoot: string): void {
    if (realRoot !== this.#realRoot) {
      this.#realRoot = realRoot;
      this.#folders = new Folders(realRoot);
    }
    this.#folders.begin();
  }
}
