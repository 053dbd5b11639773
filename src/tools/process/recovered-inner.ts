/** What a killed run changed in repositories inside the work tree: kept with the rest, and put back like it. */
import type { ChangedPath } from '../../git/work-tree.ts';
import type { InnerChange } from './inner-work.ts';
import type { Recovery } from './recovered-changes.ts';

/** The files among the changes, with paths below the outer root. */
export function innerFiles(changes: readonly InnerChange[]): ChangedPath[] {
  return changes.flatMap(({ state, files }) => {
    return files.map(({ path, change, isRepository }) => ({ path: `${state.path}/${path}`, change, isRepository }));
  });
}

/** @param others paths below the outer root that changed when the run was over, or that were saved in an editor */
export function sortInner(changes: readonly InnerChange[], others: ReadonlySet<string>): Recovery {
  const putBack: ChangedPath[] = [];
  const left: ChangedPath[] = [];
  for (const change of changes) {
    const { state, head } = change;
    const own = new Set(state.usersOwn.map((path) => `${state.path}/${path}`));
    const isSameCommit = head !== undefined && head === state.head;
    for (const file of innerFiles([change])) {
      const mayBeTheirs = !isSameCommit || own.has(file.path) || others.has(file.path) || file.isRepository;
      (mayBeTheirs ? left : putBack).push(file);
    }
  }
  return { putBack, left };
}
