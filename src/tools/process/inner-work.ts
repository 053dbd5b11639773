/** What an attempt changes in repositories inside the work tree, whose files no commit of the outer one can hold. */
import { join } from 'node:path';
import { z } from 'zod';
import { copyObjects, type GraftedFile, graft } from '../../git/graft.ts';
import { type InnerRepository, innerRepositories, isStillThere, listingOf } from '../../git/inner-repository.ts';
import { type Repository, readHead } from '../../git/repository.ts';
import type { ChangedEntry, WorkTreeCamera } from '../../git/work-tree.ts';
import { ignoredByNewRules } from './new-rules.ts';

export const innerStateSchema = z.object({
  path: z.string(),
  /** The commit that is checked out; null where there is none yet. */
  head: z.string().nullable(),
  /** Picture of its files. */
  tree: z.string(),
  /** Paths in it that differ from its HEAD. */
  usersOwn: z.array(z.string()),
  ignored: z.array(z.string()),
});
/** How a repository was before the attempt. */
export type InnerState = z.output<typeof innerStateSchema>;

/** What became of one of them. */
export interface InnerChange {
  readonly state: InnerState;
  /** Undefined where the repository is gone. */
  readonly inner: InnerRepository | undefined;
  /** Whether files lie in the place of one that is gone; git does not see them. */
  readonly isFilled: boolean;
  /** The commit that is checked out now. */
  readonly head: string | undefined;
  /** Files that changed, or, where another commit is checked out, that differ from it. Paths are those in the repository. */
  readonly files: readonly ChangedEntry[];
}

const noMode = /^0+$/;

/** Where they are, and what was known of them. */
interface Surroundings {
  readonly outer: Repository;
  readonly camera: WorkTreeCamera;
  readonly open: readonly InnerRepository[];
  readonly states: readonly InnerState[];
  /** All paths, also of those that are not open. */
  readonly known: readonly string[];
  /** What lay in submodules that are not checked out. */
  readonly closed: ReadonlyMap<string, string>;
  /** Why changes in some of them cannot be seen. */
  readonly warnings: readonly string[];
}

export class InnerWork {
  readonly #around: Surroundings;

  private constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Takes pictures of all that there are. @param camera has taken one of the outer work tree */
  static async begin(outer: Repository, camera: WorkTreeCamera): Promise<InnerWork> {
    const known = await camera.repositories();
    const none = { outer, camera, open: [], states: [], known, closed: new Map(), warnings: [] };
    if (known.length === 0) return new InnerWork(none);
    const { open, closed, unreadable } = await innerRepositories(outer, camera);
    const states: InnerState[] = [];
    const failures = [...unreadable];
    for (const inner of open) {
      const state = await stateOf(inner).catch((error: Error) => {
        failures.push({ path: inner.path, cause: error.message.trim() });
      });
      if (state !== undefined) states.push(state);
    }
    const listing = async (path: string) => [path, await listingOf(join(outer.root, path))] as const;
    const warnings = failures.map(({ path, cause }) => `Changes in ${path} are not seen: ${cause}`);
    return new InnerWork({ ...none, open, states, closed: new Map(await Promise.all(closed.map(listing))), warnings });
  }

  /** The same for whoever comes after a kill. @param states as they were recorded */
  static async resume(outer: Repository, camera: WorkTreeCamera, states: readonly InnerState[]): Promise<InnerWork> {
    const { open } = states.length === 0 ? { open: [] } : await innerRepositories(outer, camera);
    return new InnerWork({ outer, camera, open, states, known: [], closed: new Map(), warnings: [] });
  }

  get states(): readonly InnerState[] {
    return this.#around.states;
  }

  get warnings(): readonly string[] {
    return this.#around.warnings;
  }

  /** Files in them that were not committed before, below the outer root. */
  usersOwn(): string[] {
    return this.states.flatMap(({ path, usersOwn }) => usersOwn.map((file) => `${path}/${file}`));
  }

  /** Repositories that were made since. To be asked after a picture of the outer work tree. */
  async fresh(): Promise<string[]> {
    const { camera, known } = this.#around;
    return (await camera.repositories()).filter((path) => !known.includes(path));
  }

  /** Folders of submodules that are not checked out, in which files have changed since. */
  async written(): Promise<string[]> {
    const paths: string[] = [];
    for (const [path, before] of this.#around.closed) {
      if ((await listingOf(join(this.#around.outer.root, path))) !== before) paths.push(path);
    }
    return paths;
  }

  /** What changed since; repositories that are as they were are left out. */
  async changes(): Promise<InnerChange[]> {
    const changes: InnerChange[] = [];
    for (const state of this.states) {
      const inner = this.#around.open.find(({ path }) => path === state.path);
      const isThere = inner !== undefined && (await isStillThere(inner));
      // One that cannot be read any more is none.
      const seen = isThere ? await changeOf(state, inner).catch(() => undefined) : undefined;
      const change = seen ?? (await this.#gone(state));
      if (change.files.length > 0 || change.head !== (state.head ?? undefined)) changes.push(change);
    }
    return changes;
  }

  async #gone(state: InnerState): Promise<InnerChange> {
    const isFilled = (await listingOf(join(this.#around.outer.root, state.path))) !== '';
    return { state, inner: undefined, head: undefined, isFilled, files: [] };
  }

  /** Both pictures of the outer work tree with the files in them that changed. */
  async graft(trees: { readonly before: string; readonly after: string }, changes: readonly InnerChange[]) {
    const changed = changes.filter(({ files }) => files.length > 0);
    if (changed.length === 0) return trees;
    const [before, after]: [GraftedFile[], GraftedFile[]] = [[], []];
    for (const { state, inner, files } of changed) {
      const contents = files.filter(({ isRepository, beforeMode }) => !isRepository && beforeMode !== '160000');
      const ids = contents.flatMap((file) => [file.before, file.after]).filter((id) => !noMode.test(id));
      if (inner !== undefined) await copyObjects(this.#around.outer, inner.alternates, [...new Set(ids)]);
      for (const file of contents) {
        const path = `${state.path}/${file.path}`;
        if (!noMode.test(file.before)) before.push({ path, mode: file.beforeMode, id: file.before });
        if (!noMode.test(file.after)) after.push({ path, mode: file.afterMode, id: file.after });
      }
    }
    const paths = changed.map(({ state }) => state.path);
    const { outer, camera } = this.#around;
    return {
      before: await graft(outer, camera.folder, trees.before, paths, before),
      after: await graft(outer, camera.folder, trees.after, paths, after),
    };
  }

  /**
   * Puts files back that were clean before, where the same commit is still checked out.
   * @param isTheirs whether a file, below the outer root, is left alone
   */
  async putBack(changes: readonly InnerChange[], isTheirs: (path: string) => boolean = () => false): Promise<void> {
    for (const { state, inner, head, files } of changes) {
      if (inner === undefined || head === undefined || head !== state.head) continue;
      const own = new Set(state.usersOwn);
      const clean = files.filter(
        ({ path, isRepository }) => !isRepository && !own.has(path) && !isTheirs(`${state.path}/${path}`),
      );
      await inner.camera.putBack(state.tree, clean);
    }
  }
}

async function stateOf({ path, repository, camera }: InnerRepository): Promise<InnerState> {
  const head = await readHead(repository);
  const tree = await camera.take();
  const differing = head === undefined ? [] : await camera.compare(head.commit, tree);
  const usersOwn = differing.map((change) => change.path);
  return { path, head: head?.commit ?? null, tree, usersOwn, ignored: await camera.ignored() };
}

async function changeOf(state: InnerState, inner: InnerRepository): Promise<InnerChange> {
  const { camera, repository } = inner;
  const head = (await readHead(repository))?.commit;
  const all = await camera.entries(state.tree, await camera.take());
  const hidden = ignoredByNewRules(all, state.ignored);
  const tree = await camera.take(hidden);
  const isMoved = head !== undefined && head !== state.head;
  const files = await camera.entries(isMoved ? head : state.tree, tree);
  const own = new Set(state.usersOwn);
  return { state, inner, head, isFilled: true, files: isMoved ? files.filter(({ path }) => !own.has(path)) : files };
}
