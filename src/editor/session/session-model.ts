/** What the Session view shows, read from what sessions keep below the git folder. Starts no process. Without the editor. */
import { type FSWatcher, watch } from 'node:fs';
import { sessionsFolder } from '../../session/sessions-folder.ts';
import type { RepositoryFolder } from '../queue-source.ts';
import { repositoryWithSessions } from '../sessions-place.ts';
import { rowsOf, type SideBranch } from '../sides/side-branch.ts';
import type { SideNode } from '../sides/side-node.ts';
import type { SideModel } from '../sides/side-tree.ts';
import { KeptRecords } from './kept-records.ts';
import type { SessionFacts, SessionTerms } from './session-facts.ts';
import { sessionTree } from './session-tree.ts';

export interface SessionModelParts {
  folders(): readonly RepositoryFolder[];
  /** What runs on a repository, and since when. */
  run(root: string): Pick<SessionFacts, 'run' | 'times'>;
  terms(root: string): Promise<SessionTerms | undefined>;
  /** A record was written. */
  changed(): void;
  failed(error: unknown): void;
}

/** Sessions that are shown at once, and each time that more are asked for. */
const pageSize = 10;

export class SessionModel implements SideModel {
  readonly #parts: SessionModelParts;
  readonly #records = new KeptRecords();
  readonly #watchers = new Map<string, FSWatcher>();
  #facts: readonly SessionFacts[] = [];
  #below = new Map<string, readonly SideNode[]>();
  #most = pageSize;
  #isWatching = false;

  constructor(parts: SessionModelParts) {
    this.#parts = parts;
  }

  async children(node?: SideNode): Promise<readonly SideNode[]> {
    if (node !== undefined) return this.#below.get(node.id) ?? [];
    this.#facts = await Promise.all(this.#parts.folders().map((folder) => this.#read(folder)));
    const tree = sessionTree(this.#facts, Date.now());
    this.#below = new Map();
    this.#keep(tree);
    return tree.map((branch) => branch.node);
  }

  tooltip(): undefined {
    return undefined;
  }

  /** All rows as they are now, without reading anything. */
  rows(): SideNode[] {
    this.#facts = this.#facts.map(({ run: _run, times: _times, ...facts }) => ({
      ...facts,
      ...this.#parts.run(facts.repository.root),
    }));
    return rowsOf(sessionTree(this.#facts, Date.now()));
  }

  showMore(): void {
    this.#most += pageSize;
  }

  /** Whether records are followed: while the view is seen. */
  follow(isSeen: boolean): void {
    this.#isWatching = isSeen;
    if (isSeen) return;
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  dispose(): void {
    this.follow(false);
  }

  async #read(repository: RepositoryFolder): Promise<SessionFacts> {
    const { root } = repository;
    const [found, terms] = await Promise.all([repositoryWithSessions(root), this.#parts.terms(root)]);
    const known = { repository, ...this.#parts.run(root), ...(terms === undefined ? {} : { terms }) };
    if (found === undefined) return { ...known, past: [], more: 0 };
    this.#watch(sessionsFolder(found.commonDir));
    const { records, more } = await this.#records.page(found.commonDir, this.#most);
    const [last] = records;
    if (last === undefined || last.ended_at !== null) return { ...known, past: records, more };
    return { ...known, open: last, past: records.slice(1), more };
  }

  #watch(folder: string): void {
    if (!this.#isWatching || this.#watchers.has(folder)) return;
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name === null || name.endsWith('.json')) this.#parts.changed();
      });
      watcher.on('error', this.#parts.failed);
      this.#watchers.set(folder, watcher);
    } catch (error) {
      // The system may have no watcher left: what is shown is then as it was when the view was opened.
      this.#parts.failed(error);
    }
  }

  #keep(branches: readonly SideBranch[]): void {
    for (const { node, below } of branches) {
      this.#below.set(
        node.id,
        below.map((branch) => branch.node),
      );
      this.#keep(below);
    }
  }
}
