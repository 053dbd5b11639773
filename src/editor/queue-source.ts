/** The queues of the open repositories: read from their files when asked or when files changed, kept until then. */
import { isDeepStrictEqual } from 'node:util';
import { ChangeEvent } from './change-event.ts';
import type { RepositoryQueue, TaskEntry } from './queue-entries.ts';

/** A workspace folder that has a tasks folder. */
export interface RepositoryFolder {
  readonly root: string;
  readonly name: string;
}

/** Long enough that a commit's many file events become one reading, short enough to feel immediate. */
const debounceMs = 75;
/** The editor leaves out a file that came and went within one of its rounds, though it may have been read meanwhile. */
const lookAgainMs = 1000;

/** The editor asks for the rows, and for what is below them, over the wire; until then it should find nobody else at work. */
const drawnMs = 500;

/** Until what was left out at first is read, unless somebody asks for it. */
const restMs = 1500;

interface Entry {
  folder: RepositoryFolder;
  queue: RepositoryQueue | undefined;
  /** The reading under way, and whether files changed since it began. */
  reading: Promise<void> | undefined;
  again: boolean;
  timer: NodeJS.Timeout | undefined;
  /** Set until what was left out at first is to be read. */
  rest: NodeJS.Timeout | undefined;
}

export class QueueSource {
  /**
   * Told when there is something else to show, and only then: a row's button that is pressed while the editor fills
   * its tree anew calls the command without the row.
   */
  readonly changed = new ChangeEvent();
  readonly #entries = new Map<string, Entry>();
  readonly #read: (folder: RepositoryFolder) => Promise<RepositoryQueue>;
  #started = false;
  /** How many wait until everything has been read. */
  #waiting = 0;

  constructor(read: (folder: RepositoryFolder) => Promise<RepositoryQueue>) {
    this.#read = read;
  }

  /** Those that have been read, in the order of the folders. */
  get queues(): readonly RepositoryQueue[] {
    return [...this.#entries.values()].flatMap(({ queue }) => (queue === undefined ? [] : [queue]));
  }

  /** Whether it is known what there is to show, but for tasks that are archived. */
  get shown(): boolean {
    return this.#started && [...this.#entries.values()].every(({ queue }) => queue !== undefined);
  }

  /** Whether everything has been read. */
  get loaded(): boolean {
    return this.shown && this.queues.every(({ unread }) => unread === undefined);
  }

  /** Resolves when there has been time to show what there is; for what starts by itself, and hurries nobody. */
  async whenShown(): Promise<void> {
    await this.#when(() => this.shown);
    await new Promise((resolve) => {
      setTimeout(resolve, drawnMs).unref();
    });
  }

  /** Has everything read at once, and resolves when it has been. */
  async whenLoaded(): Promise<void> {
    this.#waiting += 1;
    for (const entry of this.#entries.values()) if (entry.queue?.unread !== undefined) void this.#refresh(entry);
    await this.#when(() => this.loaded);
    this.#waiting -= 1;
  }

  #when(isSo: () => boolean): Promise<void> {
    if (isSo()) return Promise.resolve();
    return new Promise((resolve) => {
      const listening = this.changed.listen(() => {
        if (!isSo()) return;
        listening.dispose();
        resolve();
      });
    });
  }

  get folders(): readonly RepositoryFolder[] {
    return [...this.#entries.values()].map(({ folder }) => folder);
  }

  queue(root: string): RepositoryQueue | undefined {
    return this.#entries.get(root)?.queue;
  }

  task(root: string, file: string): TaskEntry | undefined {
    return this.queue(root)?.tasks.find((task) => task.file === file);
  }

  /** Sets which repositories there are; those that are new are read. */
  async setFolders(folders: readonly RepositoryFolder[]): Promise<void> {
    const before = new Map(this.#entries);
    const areOthers = !this.#started || !isDeepStrictEqual(this.folders, folders);
    this.#entries.clear();
    for (const folder of folders) {
      const fresh: Entry = {
        ...{ folder, queue: undefined, reading: undefined, again: false },
        ...{ timer: undefined, rest: undefined },
      };
      const entry = before.get(folder.root) ?? fresh;
      // One that has another name now keeps what was read.
      entry.folder = folder;
      if (entry.queue !== undefined && entry.queue.name !== folder.name)
        entry.queue = { ...entry.queue, name: folder.name };
      this.#entries.set(folder.root, entry);
      before.delete(folder.root);
    }
    for (const entry of before.values()) stopTimers(entry);
    this.#started = true;
    const unread = [...this.#entries.values()].filter(({ queue }) => queue === undefined);
    if (unread.length === 0 && areOthers) this.changed.fire();
    await Promise.all(unread.map((entry) => this.#refresh(entry)));
  }

  /** Reads a repository, or all, anew; files that change meanwhile are read too. */
  async refresh(root?: string): Promise<void> {
    const entries = [...this.#entries.values()].filter(({ folder }) => root === undefined || folder.root === root);
    await Promise.all(entries.map((entry) => this.#refresh(entry)));
  }

  /** Says that files of a repository changed; it is read once things are quiet, and once more a little later. */
  filesChanged(root: string): void {
    const entry = this.#entries.get(root);
    if (entry === undefined) return;
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => {
      entry.timer = setTimeout(() => void this.#refresh(entry), lookAgainMs);
      void this.#refresh(entry);
    }, debounceMs);
  }

  dispose(): void {
    for (const entry of this.#entries.values()) stopTimers(entry);
    this.#entries.clear();
  }

  #refresh(entry: Entry): Promise<void> {
    entry.again = true;
    entry.reading ??= this.#readUntilQuiet(entry).finally(() => {
      entry.reading = undefined;
    });
    return entry.reading;
  }

  /** The editor asks for rows several times until all are shown; what fewer people look at waits until then. */
  #readRest(entry: Entry): void {
    if (this.#entries.get(entry.folder.root) !== entry) return;
    clearTimeout(entry.rest);
    entry.rest = setTimeout(() => {
      if (entry.queue?.unread !== undefined) void this.#refresh(entry);
    }, restMs);
  }

  async #readUntilQuiet(entry: Entry): Promise<void> {
    while (entry.again) {
      entry.again = false;
      const queue = await this.#read(entry.folder);
      if (queue.unread !== undefined) {
        if (this.#waiting > 0) entry.again = true;
        else this.#readRest(entry);
      }
      if (isDeepStrictEqual(queue, entry.queue)) continue;
      entry.queue = queue;
      if (this.#entries.get(entry.folder.root) === entry) this.changed.fire();
    }
  }
}

function stopTimers({ timer, rest }: Entry): void {
  clearTimeout(timer);
  clearTimeout(rest);
}
