/** What one connection is told of changes: that the list is another one, and that a resource it subscribed to is. */
import { createHash } from 'node:crypto';
import type { Repository } from '../../git/repository.ts';
import { invalid, RequestError } from '../request-error.ts';
import type { RepositoryFiles } from './repository-files.ts';
import type { RepositoryLook } from './repository-look.ts';
import type { ResourceEntry } from './resource-entries.ts';
import type { ResourceKind } from './resource-uri.ts';

/** Looks at a repository as it is now. */
export type Look = (repository: Repository, signal: AbortSignal) => Promise<RepositoryLook>;

export interface ChangePorts {
  listChanged(): void;
  updated(uri: string): void;
  report(text: string): void;
}

/** Each is read again when its repository changes. */
const mostSubscriptions = 1_000;

interface Subscription {
  readonly repository: Repository;
  readonly resource: ResourceKind;
  /** Of the text that the client may have read. */
  digest: string;
}

export class ResourceChanges {
  readonly #files: RepositoryFiles;
  readonly #look: Look;
  readonly #ports: ChangePorts;
  readonly #end = new AbortController();
  readonly #watched = new Map<string, { readonly repository: Repository; stop(): void }>();
  /** Of which a list or a text is being read. */
  readonly #held = new Set<{ readonly root: string }>();
  /** Of the lists that the client got, by root. */
  readonly #lists = new Map<string, string>();
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #changed = new Set<string>();
  #looking: Promise<void> | undefined;

  constructor(files: RepositoryFiles, look: Look, ports: ChangePorts) {
    this.#files = files;
    this.#look = look;
    this.#ports = ports;
  }

  /**
   * Begins to watch. What changes from here on is told, if it is another list or text than the one that is noted.
   * @returns to be called when that is noted, or will not be
   */
  async hold(repository: Repository): Promise<() => void> {
    const held = { root: repository.root };
    this.#held.add(held);
    await this.#watch(repository);
    return () => {
      this.#held.delete(held);
      this.#unwatch();
    };
  }

  /** The client gets this list now, of these repositories and no others. */
  noteLists(lists: ReadonlyMap<string, readonly ResourceEntry[]>): void {
    this.#lists.clear();
    for (const [root, entries] of lists) this.#lists.set(root, digestOfList(entries));
    this.#unwatch();
  }

  /** @throws RequestError when there is no such resource */
  async subscribe(uri: string, resource: ResourceKind, repository: Repository): Promise<void> {
    if (this.#subscriptions.size >= mostSubscriptions && !this.#subscriptions.has(uri)) {
      throw invalid(
        `There are ${mostSubscriptions} subscriptions, as many as one client may have. Unsubscribe from some.`,
      );
    }
    const release = await this.hold(repository);
    try {
      const { text } = await (await this.#look(repository, this.#end.signal)).text(uri, resource);
      this.#subscriptions.set(uri, { repository, resource, digest: digestOf(text) });
    } finally {
      release();
    }
  }

  unsubscribe(uri: string): void {
    this.#subscriptions.delete(uri);
    this.#unwatch();
  }

  close(): void {
    this.#end.abort();
    this.#lists.clear();
    this.#subscriptions.clear();
    this.#held.clear();
    this.#unwatch();
  }

  async #watch(repository: Repository): Promise<void> {
    const { root } = repository;
    if (this.#watched.has(root) || this.#end.signal.aborted) return;
    const entry = { repository, stop: () => {} };
    this.#watched.set(root, entry);
    const stop = await this.#files.watch(repository, () => this.#hear(root), this.#ports.report);
    if (this.#watched.get(root) === entry) entry.stop = stop;
    else stop();
  }

  /** Nothing is watched that nobody waits for. */
  #unwatch(): void {
    const subscribed = [...this.#subscriptions.values()].map(({ repository }) => repository.root);
    const wanted = new Set([...subscribed, ...[...this.#held].map(({ root }) => root)]);
    for (const [root, { stop }] of this.#watched) {
      if (wanted.has(root) || this.#lists.has(root)) continue;
      this.#watched.delete(root);
      stop();
    }
  }

  #hear(root: string): void {
    this.#changed.add(root);
    this.#looking ??= this.#lookAtAll().finally(() => {
      this.#looking = undefined;
    });
  }

  /** What changes while it is looked at is looked at once more. */
  async #lookAtAll(): Promise<void> {
    for (const root of this.#changed) {
      this.#changed.delete(root);
      const repository = this.#watched.get(root)?.repository;
      if (repository === undefined) continue;
      await this.#lookAt(repository).catch((error: unknown) => {
        if (!this.#end.signal.aborted) this.#ports.report(`Changes in ${root} could not be read: ${String(error)}`);
      });
    }
  }

  async #lookAt(repository: Repository): Promise<void> {
    const { root } = repository;
    const before = this.#lists.get(root);
    const look = await this.#look(repository, this.#end.signal);
    if (before !== undefined) {
      const now = digestOfList(look.entries);
      // A list that was given meanwhile has its own digest.
      if (now !== before && this.#lists.get(root) === before) {
        this.#lists.set(root, now);
        this.#ports.listChanged();
      }
    }
    for (const [uri, subscription] of this.#subscriptions) {
      if (subscription.repository.root !== root) continue;
      const now = await digestNow(look, uri, subscription.resource);
      if (now === subscription.digest || this.#subscriptions.get(uri) !== subscription) continue;
      subscription.digest = now;
      this.#ports.updated(uri);
    }
  }
}

async function digestNow(look: RepositoryLook, uri: string, resource: ResourceKind): Promise<string> {
  try {
    return digestOf((await look.text(uri, resource)).text);
  } catch (error) {
    if (error instanceof RequestError) return 'gone';
    throw error;
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function digestOfList(entries: readonly ResourceEntry[]): string {
  const hash = createHash('sha256');
  for (const { uri, title, description } of entries) hash.update(`${uri}\n${title}\n${description}\n`);
  return hash.digest('base64');
}
