/** Changes of files that are worked out before any is made: what they are to hold, and where they are to be. */
import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import type { FileEdit } from '../../backlog/standard/edit/recording.ts';
import { readBlobs } from '../../git/blobs.ts';
import type { Repository } from '../../git/repository.ts';
import type { TreeEntry } from '../../git/tree-entries.ts';
import { writeBlob } from '../../git/write-blob.ts';

/** What a path is to be: an entry of git, a text that is none yet, or nothing. */
type Content = TreeEntry | { readonly mode: string; readonly text: string } | undefined;

/** Bytes of a file that is edited; task files are a few kilobytes. */
const largest = 8 * 1024 * 1024;

/** On top of the last commit. Whoever changes it may put it back to a state that it had. */
export class Draft {
  readonly #repository: Repository;
  readonly #entries: ReadonlyMap<string, TreeEntry>;
  #changes: ReadonlyMap<string, Content> = new Map();

  constructor(repository: Repository, entries: ReadonlyMap<string, TreeEntry>) {
    this.#repository = repository;
    this.#entries = entries;
  }

  /** Paths that are to be others than in the last commit. */
  get paths(): string[] {
    return [...this.#changes.keys()].toSorted();
  }

  /** Does the work as a whole: when it throws, nothing of it stays. */
  async whole<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#changes;
    try {
      return await work();
    } catch (error) {
      this.#changes = before;
      throw error;
    }
  }

  has(path: string): boolean {
    return this.#at(path) !== undefined;
  }

  /** @throws EditConflict for what is there no more, or is no text */
  async text(path: string): Promise<string> {
    const content = this.#at(path);
    if (content === undefined) throw new EditConflict(`${path} is not there.`, path);
    if ('text' in content) return content.text;
    if (!content.mode.startsWith('100')) throw new EditConflict(`${path} is no plain file.`, path);
    const blob = (await readBlobs(this.#repository, [content.object], largest)).get(content.object);
    const text = blob?.bytes.toString('utf8') ?? '';
    const isWhole = blob !== undefined && blob.size <= largest && Buffer.from(text).equals(blob.bytes);
    if (!isWhole || text.includes('\0')) throw new EditConflict(`${path} is no text.`, path);
    return text;
  }

  /** Makes the edits in their order. @throws EditConflict as the edits do */
  async edit(edits: readonly FileEdit[]): Promise<void> {
    for (const { file, edit } of edits) {
      const before = await this.text(file);
      const after = edit(before);
      if (after !== before) this.#set(file, { mode: this.#at(file)?.mode ?? '100644', text: after });
    }
  }

  /** @throws EditConflict where something is in its place, git knowing it or not */
  async add(path: string, text: string): Promise<void> {
    await this.#refuseTaken(path);
    this.#set(path, { mode: '100644', text });
  }

  /** Replaces a text. */
  replace(path: string, text: string): void {
    this.#set(path, { mode: this.#at(path)?.mode ?? '100644', text });
  }

  /** Moves a file, or all that git knows of a folder. @throws EditConflict where something is in its place */
  async move(from: string, to: string): Promise<void> {
    await this.#refuseTaken(to);
    const paths = new Set([...this.#entries.keys(), ...this.#changes.keys()]);
    for (const path of paths) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      const content = this.#at(path);
      if (content === undefined) continue;
      this.#set(to + path.slice(from.length), content);
      this.#set(path, undefined);
    }
  }

  /** The changes as entries of git; their texts are kept as objects. */
  async entries(): Promise<ReadonlyMap<string, TreeEntry | undefined>> {
    const entries = new Map<string, TreeEntry | undefined>();
    for (const [path, content] of this.#changes) {
      if (content === undefined || !('text' in content)) entries.set(path, content);
      else entries.set(path, { mode: content.mode, object: await writeBlob(this.#repository, content.text) });
    }
    return entries;
  }

  #lookAt(path: string): Promise<Stats | undefined> {
    return lstat(join(this.#repository.root, path)).catch(() => undefined);
  }

  #at(path: string): Content {
    return this.#changes.has(path) ? this.#changes.get(path) : this.#entries.get(path);
  }

  #set(path: string, content: Content): void {
    this.#changes = new Map(this.#changes).set(path, content);
  }

  /** Whether nothing is in a place, git knowing it or not. @throws EditConflict where something stands in a folder's place */
  async isFree(path: string): Promise<boolean> {
    const names = path.split('/');
    for (let length = 1; length < names.length; length += 1) {
      const folder = names.slice(0, length).join('/');
      const entry = await this.#lookAt(folder);
      if (entry?.isDirectory() === false) {
        const why = `${folder} is no folder, and ${path} would have to go there. Move it away.`;
        throw new EditConflict(why, folder);
      }
    }
    return (await this.#lookAt(path)) === undefined && !this.has(path);
  }

  async #refuseTaken(path: string): Promise<void> {
    if (await this.isFree(path)) return;
    throw new EditConflict(`${path} exists already and is not overwritten. Rename or remove one of the two.`, path);
  }
}
