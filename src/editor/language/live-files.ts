/** The files of the queue as they stand in open editors, saved or not. Without the editor. */
import { isAbsolute, join, relative, sep } from 'node:path';
import type { EditedWork, KnownBacklog } from '../../backlog/lint/edited-backlog.ts';
import { readEditedItem, readEditedTask } from '../../backlog/read/edited-work.ts';
import { readRepositoryText } from '../../backlog/read/task-file.ts';
import type { ItemPath } from '../../backlog/standard/item-path.ts';
import { type ItemFileName, itemFileNames } from '../../backlog/standard/places.ts';
import { type QueueFile, queueFileOf } from './queue-file.ts';

/** What is needed of a document of the editor. */
export interface OpenText {
  readonly uri: { readonly scheme: string; readonly fsPath: string };
  readonly version: number;
  getText(): string;
}

export interface FilePlace {
  /** Root of the repository. */
  readonly root: string;
  /** Path below it, with forward slashes. */
  readonly file: string;
  readonly place: QueueFile;
}

/** A file of the queue with what it says now. */
export interface LiveFile extends FilePlace {
  readonly text: string;
  /** Missing for files that no task is read from. */
  readonly work?: EditedWork;
  /** What is known of the whole repository; missing until it has been read. */
  readonly known?: KnownBacklog;
}

export interface LiveFilesParts {
  /** Roots of the repositories. */
  roots(): readonly string[];
  readonly known: (root: string) => KnownBacklog | undefined;
  /** The text of a file that is open, by its path. */
  openText(path: string): string | undefined;
}

/** Places files, and reads them; a task file once for each version of its text. */
export class LiveFiles {
  readonly #parts: LiveFilesParts;
  readonly #tasks = new WeakMap<
    OpenText,
    { readonly version: number; readonly file: string; readonly work: EditedWork }
  >();

  constructor(parts: LiveFilesParts) {
    this.#parts = parts;
  }

  /** Where a document stands in a queue; undefined for all others. Of folders in each other the inner one counts. */
  placeOf({ uri }: Pick<OpenText, 'uri'>): FilePlace | undefined {
    if (uri.scheme !== 'file') return undefined;
    const found = this.#parts.roots().flatMap((root): FilePlace[] => {
      const below = relative(root, uri.fsPath);
      if (below === '' || below.startsWith('..') || isAbsolute(below)) return [];
      const file = below.split(sep).join('/');
      const place = queueFileOf(file);
      return place === undefined ? [] : [{ root, file, place }];
    });
    return found.toSorted((one, other) => other.root.length - one.root.length)[0];
  }

  /** What a document says now; undefined where it is no file of a queue. */
  async read(document: OpenText): Promise<LiveFile | undefined> {
    const at = this.placeOf(document);
    if (at === undefined) return undefined;
    const text = document.getText();
    const work = await this.#workOf(document, at, text);
    const known = this.#parts.known(at.root);
    return { ...at, text, ...(work === undefined ? {} : { work }), ...(known === undefined ? {} : { known }) };
  }

  async #workOf(document: OpenText, { root, file, place }: FilePlace, text: string): Promise<EditedWork | undefined> {
    if (place.kind === 'item') return this.#readItem(root, place, file, text);
    if (place.kind !== 'task') return undefined;
    const { version } = document;
    const before = this.#tasks.get(document);
    if (before?.version === version && before.file === file) return before.work;
    const work = readEditedTask(text, file, place.folder);
    this.#tasks.set(document, { version, file, work });
    return work;
  }

  async #readItem(root: string, place: ItemPath, edited: string, text: string): Promise<EditedWork> {
    const texts = new Map<ItemFileName, string>();
    for (const name of itemFileNames) {
      const file = `${place.path}/${name}`;
      const found = file === edited ? text : (this.#parts.openText(join(root, file)) ?? (await onDisk(root, file)));
      if (found !== undefined) texts.set(name, found);
    }
    return readEditedItem(place, texts);
  }
}

async function onDisk(root: string, file: string): Promise<string | undefined> {
  const reading = await readRepositoryText(root, file);
  return 'text' in reading ? reading.text : undefined;
}
