/**
 * Unfinished work of a criterion, kept before it is put back. Each is a ref below refs/agent-toolkit/leftovers/ whose
 * commit holds the work tree after the criterion and whose parent holds it before; `git diff REF^ REF` is the work.
 */
import { gitClient } from './client.ts';
import type { Repository } from './repository.ts';

export const leftoversPrefix = 'refs/agent-toolkit/leftovers/';

export interface Leftover {
  /** Pictures of the work tree before and after. */
  readonly before: string;
  readonly after: string;
  /** Last part of the ref's name, for example `TASK-004-20260131-140500`. */
  readonly name: string;
  readonly message: string;
}

/** Work is kept also where the user has no identity yet. */
const engineIdentity = {
  GIT_AUTHOR_NAME: 'Agent Toolkit',
  GIT_AUTHOR_EMAIL: 'agent-toolkit@localhost',
  GIT_COMMITTER_NAME: 'Agent Toolkit',
  GIT_COMMITTER_EMAIL: 'agent-toolkit@localhost',
};

/** Keeps both pictures as commits on top of HEAD under a ref of its own, never an existing one, and returns its full name. */
export async function keepLeftover(repository: Repository, leftover: Leftover): Promise<string> {
  const git = gitClient(repository.root);
  const head = (await git.raw(['rev-parse', 'HEAD'])).trim();
  const commit = async (tree: string, parent: string, input: string): Promise<string> =>
    (await gitClient(repository.root, { env: engineIdentity, input }).raw(['commit-tree', tree, '-p', parent])).trim();
  const before = await commit(leftover.before, head, `Before: ${leftover.message}`);
  const after = await commit(leftover.after, before, leftover.message);
  return makeRef(repository, leftover.name, after);
}

/** Keeps one file that is in no picture, since git ignores it, as a blob; `git show REF` prints it. */
export async function keepFile(repository: Pick<Repository, 'root'>, path: string, name: string): Promise<string> {
  const blob = (await gitClient(repository.root).raw(['hash-object', '-w', '--no-filters', '--', path])).trim();
  return makeRef(repository, name, blob);
}

/** A ref of its own for an object, never an existing one. */
async function makeRef(repository: Pick<Repository, 'root'>, name: string, object: string): Promise<string> {
  const git = gitClient(repository.root, { hooks: 'off' });
  for (let attempt = 1; ; attempt += 1) {
    const ref = leftoversPrefix + name + (attempt === 1 ? '' : `-${attempt}`);
    const taken = await git.raw(['for-each-ref', '--format=%(refname)', ref]);
    if (taken.trim() !== '') continue;
    // The empty old value makes git refuse when somebody else made the ref in between.
    await git.raw(['update-ref', ref, object, '0'.repeat(object.length)]);
    return ref;
  }
}
