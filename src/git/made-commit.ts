/** What git made of a commit that was asked for, and taking it back where it is not what was judged. */
import { gitClient } from './client.ts';
import type { CommitRequest } from './commit-request.ts';
import type { Repository } from './repository.ts';

export interface MadeCommit {
  readonly commit: string;
  readonly parent: string | undefined;
  /**
   * Judged paths that git read anew right before the commit, and that had changed: it stages what it commits. What a hook
   * mends is staged for the commit alone, so that is not among them.
   */
  readonly unjudged: readonly string[];
  /** Paths that are staged still. */
  readonly staged: readonly string[];
}

/** Looks at HEAD and the index right after a commit. */
export async function readMade(repository: Repository, request: CommitRequest): Promise<MadeCommit> {
  const [[commit = '', parent], unjudged, staged] = await Promise.all([
    headAndParent(repository),
    unjudgedPaths(repository, request),
    stagedPaths(repository, 'HEAD', request.paths),
  ]);
  return { commit, parent, unjudged, staged };
}

/** Judged paths of which the index holds something else. */
export async function unjudgedPaths(repository: Repository, { judged }: CommitRequest): Promise<string[]> {
  return judged === undefined ? [] : stagedPaths(repository, judged.tree, judged.paths);
}

/** Those of the paths of which the index holds something else than a tree. The user's own edits, which are not staged, do not count. */
async function stagedPaths(repository: Repository, tree: string, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  const options = ['--cached', '-r', '-z', '--no-renames', '--name-only'];
  const differing = new Set((await gitClient(repository.root).raw(['diff-index', ...options, tree])).split('\0'));
  return paths.filter((path) => differing.has(path));
}

/** Makes HEAD what it was before the commit; index and work tree stay as they are. @throws git's words when HEAD moved on */
export async function takeBack(repository: Repository, commit: string, before: string): Promise<void> {
  const reason = 'agent-toolkit: files changed while they were committed';
  await gitClient(repository.root, { hooks: 'off' }).raw(['update-ref', '-m', reason, 'HEAD', before, commit]);
}

/** Whether HEAD is the commit that was to be made on top of `before`. */
export async function isMadeOn(repository: Repository, before: string | undefined, message: string): Promise<boolean> {
  if (before === undefined) return false;
  const format = ['--max-count=1', '--no-show-signature', '--format=%P%x00%s'];
  const log = await gitClient(repository.root)
    .raw(['log', ...format])
    .catch(() => ''); // then nothing is known to be made
  const [parent, subject] = log.trim().split('\0');
  return parent === before && subject === message.split('\n', 1)[0];
}

async function headAndParent(repository: Repository): Promise<string[]> {
  const line = await gitClient(repository.root).raw(['rev-list', '--parents', '--max-count=1', 'HEAD']);
  return line.trim().split(' ');
}
