/** What git and its hooks made of a commit that was asked for, and taking it back where that is something else. */
import { gitClient } from './client.ts';
import type { CommitRequest } from './commit-request.ts';
import type { Repository } from './repository.ts';

export interface MadeCommit {
  readonly commit: string;
  /** What is on top of it is of a hook that runs after a commit. */
  readonly head: string;
  /**
   * Judged paths that git read anew right before the commit, and that had changed: it stages what it commits. What a hook
   * mends is staged for the commit alone, so that is not among them.
   */
  readonly unjudged: readonly string[];
  /** Paths that are staged still: a hook mended them, or took them out. */
  readonly staged: readonly string[];
  /** All paths that are not as they were before. */
  readonly changed: ReadonlySet<string>;
}

/** Looks at HEAD and the index right after a commit on top of `before`; undefined where HEAD is not on top of that. */
export async function readMade(
  repository: Repository,
  request: CommitRequest,
  before: string,
): Promise<MadeCommit | undefined> {
  const [made, unjudged, staged] = await Promise.all([
    oneCommit(repository, before).then((one) => one ?? severalCommits(repository, before)),
    unjudgedPaths(repository, request),
    // Nobody else takes out of a commit, or mends in it, what was staged for it.
    request.hooks === 'none' ? [] : stagedPaths(repository, 'HEAD', request.paths),
  ]);
  return made === undefined ? undefined : { ...made, unjudged, staged };
}

type OnTop = Pick<MadeCommit, 'commit' | 'head' | 'changed'>;

/** HEAD, where it is the only commit on top of `before` and no merge: told by one git. */
async function oneCommit(repository: Repository, before: string): Promise<OnTop | undefined> {
  const options = ['-r', '-z', '--no-renames', '--name-only', '--pretty=tformat:%H %P'];
  const output = await gitClient(repository.root).raw(['diff-tree', ...options, 'HEAD', '--']);
  const [ids = '', ...paths] = output.replace('\0\n', '\0').split('\0');
  const [head = '', ...parents] = ids.split(' ');
  if (parents.join(' ') !== before) return undefined;
  return { commit: head, head, changed: new Set(paths.filter((path) => path !== '')) };
}

/** A hook that runs after a commit may commit as well. */
async function severalCommits(repository: Repository, before: string): Promise<OnTop | undefined> {
  const [chain, changed] = await Promise.all([commitsOnTop(repository, before), changedPaths(repository, before)]);
  const [commit] = chain;
  const head = chain.at(-1);
  return commit === undefined || head === undefined ? undefined : { commit, head, changed };
}

/** Judged paths of which the index holds something else. */
export async function unjudgedPaths(repository: Repository, { judged }: CommitRequest): Promise<string[]> {
  return judged === undefined ? [] : stagedPaths(repository, judged.tree, judged.paths);
}

/** Those of the paths of which the index holds something else than a tree. The user's own edits, which are not staged, do not count. */
async function stagedPaths(repository: Repository, tree: string, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  const options = ['--cached', '-r', '-z', '--no-renames', '--name-only'];
  const differing = new Set((await gitClient(repository.root).raw(['diff-index', ...options, tree, '--'])).split('\0'));
  return paths.filter((path) => differing.has(path));
}

async function changedPaths(repository: Repository, before: string): Promise<ReadonlySet<string>> {
  const options = ['-r', '-z', '--no-renames', '--name-only'];
  const names = await gitClient(repository.root).raw(['diff-tree', ...options, before, 'HEAD', '--']);
  return new Set(names.split('\0').filter((path) => path !== ''));
}

/**
 * Paths that differ from HEAD, new ones included: nobody's but the user's, where they are not to be committed. Nothing is
 * run in repositories inside.
 */
export async function editedPaths(repository: Repository): Promise<ReadonlySet<string>> {
  const options = ['--porcelain', '-z', '--no-renames', '--untracked-files=all', '--ignore-submodules=dirty'];
  const git = gitClient(repository.root, { hooks: 'off' });
  const entries = (await git.raw(['--no-optional-locks', 'status', ...options])).split('\0');
  return new Set(entries.filter((entry) => entry !== '').map((entry) => entry.slice('XY '.length).replace(/\/$/, '')));
}

/** Makes HEAD what it was before the commit; index and work tree stay as they are. @throws git's words when HEAD moved on */
export async function takeBack(repository: Repository, commit: string, before: string): Promise<void> {
  const reason = 'agent-toolkit: not what was to be committed';
  await gitClient(repository.root, { hooks: 'off' }).raw(['update-ref', '-m', reason, 'HEAD', before, commit]);
}

/** Whether the first commit on top of `before` is the one that was to be made. */
export async function isMadeOn(repository: Repository, before: string | undefined, message: string): Promise<boolean> {
  if (before === undefined) return false;
  const [commit] = await commitsOnTop(repository, before);
  if (commit === undefined) return false;
  const format = ['--max-count=1', '--no-show-signature', '--format=%s'];
  const subject = await gitClient(repository.root).raw(['log', ...format, commit]);
  return subject.trim() === message.split('\n', 1)[0];
}

/** Commits from the one on top of `before` to HEAD; none where HEAD is not on top of it. */
async function commitsOnTop(repository: Repository, before: string): Promise<string[]> {
  const options = ['--parents', '--first-parent', '--reverse'];
  const output = await gitClient(repository.root)
    .raw(['rev-list', ...options, `${before}..HEAD`])
    .catch(() => ''); // then nothing is known to be made
  const lines = output.split('\n').filter((line) => line !== '');
  if (lines[0]?.split(' ')[1] !== before) return [];
  return lines.map((line) => line.split(' ')[0] ?? '');
}
