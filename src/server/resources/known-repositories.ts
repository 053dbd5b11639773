/** The repositories of one connection: where the server was started, the client's roots, and what tools were called for. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hasBacklog } from '../../backlog/read/has-backlog.ts';
import type { Repository } from '../../git/repository.ts';
import { openRepository } from '../../tools/repository-path.ts';
import { invalid } from '../request-error.ts';

/** Of the client's roots, and of the paths that tools were called for, the last ones. */
const mostPaths = 32;

export class KnownRepositories {
  readonly #workingDirectory: string;
  /** By the path that was given; what was no repository is asked for again. */
  readonly #opened = new Map<string, Repository>();
  #roots: readonly string[] = [];
  #called: readonly string[] = [];

  constructor(workingDirectory: string) {
    this.#workingDirectory = workingDirectory;
  }

  /** @param uris the client's roots; those that are no folders of this machine are left out */
  setRoots(uris: readonly string[]): void {
    this.#roots = uris.flatMap(pathOf).slice(0, mostPaths);
  }

  /** A tool was called for it. */
  called(repoPath: string): void {
    this.#called = [...this.#called.filter((path) => path !== repoPath), repoPath].slice(-mostPaths);
  }

  /** Those that hold work, each once. */
  async all(): Promise<Repository[]> {
    const repositories = await this.opened();
    const holdWork = await Promise.all(repositories.map(({ root }) => hasBacklog(root)));
    return repositories.filter((_, index) => holdWork[index]);
  }

  /** All that are there, each once; work may come to those that hold none. */
  async opened(): Promise<Repository[]> {
    const paths = [this.#workingDirectory, ...this.#roots, ...this.#called];
    const found = await Promise.all([...new Set(paths)].map((path) => this.#open(path)));
    const byRoot = new Map(found.flatMap((one) => (one === undefined ? [] : [[one.root, one] as const])));
    return [...byRoot.values()].filter(({ root }) => existsSync(root));
  }

  /**
   * The one that is meant; without a path, the only one.
   * @throws RequestError when it is not known, or several are
   */
  async named(repoPath: string | undefined): Promise<Repository> {
    const all = await this.all();
    const [first, ...others] = all;
    if (repoPath === undefined) {
      if (first !== undefined && others.length === 0) return first;
      throw invalid(first === undefined ? nothingKnown : `Say which repository with repo_path: ${rootsOf(all)}.`);
    }
    const known = all.find(({ root }) => root === repoPath) ?? (await this.#otherPath(repoPath, all));
    if (known !== undefined) return known;
    throw invalid(
      first === undefined
        ? nothingKnown
        : `repo_path is none of the repositories that are known here: ${rootsOf(all)}. ${how}`,
    );
  }

  /** A link to a repository, or a folder in it. */
  async #otherPath(repoPath: string, all: readonly Repository[]): Promise<Repository | undefined> {
    const repository = this.#opened.get(repoPath) ?? (await openQuietly(repoPath)); // not kept: anybody can name anything
    return all.find(({ root }) => root === repository?.root);
  }

  async #open(path: string): Promise<Repository | undefined> {
    const known = this.#opened.get(path);
    if (known !== undefined) return known;
    const repository = await openQuietly(path);
    if (repository !== undefined) this.#opened.set(path, repository);
    return repository;
  }
}

/** The tools say what is wrong with a path. */
function openQuietly(path: string): Promise<Repository | undefined> {
  return openRepository(path).catch(() => undefined);
}

const how = 'Call scan_prioritize for it, or open it in the client.';
const nothingKnown = `No repository with tasks is known here. ${how}`;

function rootsOf(repositories: readonly Repository[]): string {
  return repositories.map(({ root }) => root).join(', ');
}

function pathOf(uri: string): string[] {
  try {
    return [fileURLToPath(uri)];
  } catch {
    return []; // no file: URL, or another machine's
  }
}
