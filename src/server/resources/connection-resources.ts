/** The resources of one connection: listed, read, completed, and told when they change. Loaded when a client first asks. */
import type {
  CompleteRequest,
  CompleteResult,
  ListResourcesResult,
  ReadResourceResult,
} from '@modelcontextprotocol/sdk/types.js';
import { Folders } from '../../backlog/read/folders.ts';
import type { Repository } from '../../git/repository.ts';
import type { Toolbox } from '../../tools/toolbox.ts';
import { invalid, notFound } from '../request-error.ts';
import { type AskRoots, ClientRoots } from './client-roots.ts';
import { completionsFor } from './completions.ts';
import { KnownRepositories } from './known-repositories.ts';
import { type Page, pageOf } from './page.ts';
import type { RepositoryFiles } from './repository-files.ts';
import { asResource, RepositoryLook } from './repository-look.ts';
import { type ChangePorts, ResourceChanges } from './resource-changes.ts';
import type { ResourceEntry } from './resource-entries.ts';
import { type ResourceAddress, readUri } from './resource-uri.ts';

export interface ConnectionOptions extends ChangePorts {
  readonly toolbox: Toolbox;
  readonly files: RepositoryFiles;
  readonly workingDirectory: string;
}

type Listed = ResourceEntry & { readonly root: string };

export class ConnectionResources {
  readonly #options: ConnectionOptions;
  readonly #known: KnownRepositories;
  /** What folders hold is listed again only where it changed. */
  readonly #folders = new Map<string, Folders>();
  readonly #changes: ResourceChanges;
  readonly #roots: ClientRoots;
  /** The repositories of the list that the client got, or was told to be there. */
  #announced: string | undefined;
  /** The list whose first page the client got; the other pages are of the same one. */
  #listed: readonly Listed[] | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#known = new KnownRepositories(options.workingDirectory);
    this.#roots = new ClientRoots((uris) => this.#known.setRoots(uris), options.report);
    const listChanged = () => {
      this.#listed = undefined;
      options.listChanged();
    };
    const look = (repository: Repository, signal: AbortSignal) => this.#look(repository, signal);
    this.#changes = new ResourceChanges(options.files, look, { ...options, listChanged });
  }

  /** What is known of the client's roots counts until it says that they are others. */
  meet(ask: AskRoots): Promise<void> {
    return this.#roots.meet(ask);
  }

  /** The client's roots are others now. */
  async rootsChanged(ask: AskRoots): Promise<void> {
    await this.#roots.renew(ask);
    await this.#lookAtRepositories();
  }

  /** A tool worked in this repository. */
  async called(repoPath: string): Promise<void> {
    this.#known.called(repoPath);
    await this.#lookAtRepositories();
  }

  async repositories(): Promise<Repository[]> {
    return this.#known.all();
  }

  async list(cursor: string | undefined, signal: AbortSignal): Promise<ListResourcesResult> {
    const all = (cursor === undefined ? undefined : this.#listed) ?? (await this.#listAll(signal));
    const page: Page<Listed> | undefined = pageOf(all, cursor);
    if (page === undefined) throw invalid('The cursor is none of this server. Begin again without one.');
    const { entries, nextCursor } = page;
    this.#listed = nextCursor === undefined ? undefined : all;
    const resources = entries.map(({ root, ...entry }) => asResource(entry, root));
    return { resources, ...(nextCursor === undefined ? {} : { nextCursor }) };
  }

  async read(uri: string, signal: AbortSignal): Promise<ReadResourceResult> {
    const { resource, repoPath } = addressOf(uri);
    const repository = await this.#known.named(repoPath);
    const look = await this.#look(repository, signal);
    return { contents: [{ uri, ...(await look.text(uri, resource)) }] };
  }

  async subscribe(uri: string): Promise<void> {
    const { resource, repoPath } = addressOf(uri);
    await this.#changes.subscribe(uri, resource, await this.#known.named(repoPath));
  }

  unsubscribe(uri: string): void {
    this.#changes.unsubscribe(uri);
  }

  complete(params: CompleteRequest['params'], signal: AbortSignal): Promise<CompleteResult> {
    const { readers } = this.#options.files;
    return completionsFor(params, this.#known, ({ root }) => readers.read(root, { signal }));
  }

  close(): void {
    this.#listed = undefined;
    this.#changes.close();
  }

  async #look(repository: Repository, signal: AbortSignal): Promise<RepositoryLook> {
    const { toolbox, files } = this.#options;
    const { root } = repository;
    const backlog = await files.readers.read(root, { signal });
    const folders = this.#folders.get(root) ?? new Folders(root);
    this.#folders.set(root, folders);
    folders.begin();
    return new RepositoryLook({ repository, backlog, folders, toolbox, signal });
  }

  async #listAll(signal: AbortSignal): Promise<Listed[]> {
    const repositories = await this.#known.opened();
    // First watched, then read: what changes in between is told.
    const releases = await Promise.all(repositories.map((repository) => this.#changes.hold(repository)));
    const lists = new Map<string, readonly ResourceEntry[]>();
    try {
      for (const repository of repositories) {
        const entries = await this.#entriesOf(repository, signal);
        if (entries !== undefined) lists.set(repository.root, entries);
      }
      this.#announced = rootsOf(await this.#known.all());
      this.#changes.noteLists(lists);
    } finally {
      for (const release of releases) release();
    }
    return [...lists].flatMap(([root, entries]) => entries.map((entry) => ({ ...entry, root })));
  }

  /** A repository that cannot be read leaves the others to be listed. @throws the signal's reason */
  async #entriesOf(repository: Repository, signal: AbortSignal): Promise<readonly ResourceEntry[] | undefined> {
    try {
      return (await this.#look(repository, signal)).entries;
    } catch (error) {
      signal.throwIfAborted();
      this.#options.report(`${repository.root} could not be read, and is not listed: ${String(error)}`);
      return undefined;
    }
  }

  /** Other repositories make another list; that is told once to whoever has got one. */
  async #lookAtRepositories(): Promise<void> {
    if (this.#announced === undefined) return;
    const roots = rootsOf(await this.#known.all());
    if (roots === this.#announced) return;
    this.#announced = roots;
    this.#listed = undefined;
    this.#options.listChanged();
  }
}

function rootsOf(repositories: readonly Repository[]): string {
  const roots = repositories.map(({ root }) => root);
  return JSON.stringify(roots.toSorted());
}

function addressOf(uri: string): ResourceAddress {
  const address = readUri(uri);
  if (address === undefined) throw notFound(uri, `${uri} is no address of a resource. List the resources for them.`);
  return address;
}
