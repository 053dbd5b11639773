/**
 * Pushes the current branch to its upstream, never forced. Where others were first: fetch, rebase our own commits beside
 * the work tree, push the result, and only then bring branch and work tree to it. Until that push has succeeded,
 * everything here is as it was; a run that is killed between the push and the last step is made good by the next one,
 * whose rebase drops what the upstream has already.
 */
import { checkForward, goForward, InTheWay } from './forward.ts';
import { gitResult, wordsOf } from './git-result.ts';
import { OtherBranch } from './head.ts';
import { IndexLocked } from './index-lock.ts';
import { type PushTarget, pushCommit } from './push.ts';
import type { PushRefusal } from './push-reply.ts';
import { rebaseAside } from './rebase-aside.ts';
import { operationInProgress, type Repository, readHead, readUpstream } from './repository.ts';
import { commitsBetween, pairRewritten, type Rewritten } from './rewritten.ts';

/** Rebases of one push: image automation pushes all the time. */
const mostRebases = 5;

/** What keeps the commits from being pushed, or, for `apart`, from being the local branch after they were. */
export type UpstreamRefusal =
  | { readonly reason: PushRefusal | 'fetch' | 'rebase' | 'index_locked' | 'apart'; readonly words: string }
  /** Somebody rewrote the upstream: commits that were there, and that our branch has, are gone. */
  | { readonly reason: 'upstream_rewritten' }
  /** `operation` is in git's word: merge, rebase … */
  | { readonly reason: 'operation'; readonly operation: string }
  /** Own merge commits, by their short ids; no rebase repeats what somebody changed in them. */
  | { readonly reason: 'merges'; readonly commits: readonly string[] }
  | { readonly reason: 'conflict'; readonly files: readonly string[]; readonly subject: string }
  | { readonly reason: 'in_the_way'; readonly files: readonly string[]; readonly words: string };

export type PushOutcome =
  /** `rewritten` is empty unless our commits had to be rebased. */
  | { readonly status: 'pushed'; readonly upstream: string; readonly rewritten: Rewritten }
  | { readonly status: 'no_upstream' }
  | {
      readonly status: 'refused';
      readonly upstream: string;
      readonly rewritten: Rewritten;
      readonly refusal: UpstreamRefusal;
    };

/** Where the fetched tip is kept; FETCH_HEAD may be written by anybody's fetch meanwhile. */
const fetchedRef = 'refs/agent-toolkit/fetched';

/**
 * Pushes HEAD. The caller holds the repository's lock. git's words in a refusal may repeat the remote's address.
 * @param branch the branch that is meant; the one that is checked out when not given
 * @throws OtherBranch where that one is not checked out; the signal's reason when aborted, and what was pushed by then is
 *   brought to the local branch first
 */
export async function pushToUpstream(
  repository: Repository,
  signal?: AbortSignal,
  branch?: string,
): Promise<PushOutcome> {
  const head = await readHead(repository);
  if (branch !== undefined && head?.branch !== branch) throw new OtherBranch(branch, head);
  const target = await readUpstream(repository, head);
  // `.` is a local branch that this one follows; moving the user's other branch is no push.
  if (head?.branch === undefined || target === undefined || target.remote === '.') return { status: 'no_upstream' };
  const upstream = `${target.remote}/${target.branch}`;
  const own: Own = { repository, target, branch: head.branch, commit: head.commit, signal };
  const { rewritten = new Map(), refusal } = await pushOrRebase(own).catch(refusalOf);
  if (refusal === undefined) return { status: 'pushed', upstream, rewritten };
  return { status: 'refused', upstream, rewritten, refusal };
}

interface Own {
  readonly repository: Repository;
  readonly target: PushTarget;
  readonly branch: string;
  readonly commit: string;
  readonly signal: AbortSignal | undefined;
}

interface Pushed {
  readonly rewritten?: Rewritten;
  readonly refusal?: UpstreamRefusal;
}

function refusalOf(error: unknown): Pushed {
  if (error instanceof InTheWay) {
    return { refusal: { reason: 'in_the_way', files: error.files, words: error.message } };
  }
  if (error instanceof IndexLocked) return { refusal: { reason: 'index_locked', words: error.message } };
  throw error;
}

async function pushOrRebase(own: Own): Promise<Pushed> {
  const { repository, target, commit, signal } = own;
  const first = await pushCommit(repository, commit, target, signal);
  if (first.kind === 'pushed') return {};
  if (first.kind !== 'behind') return { refusal: { reason: first.kind, words: first.words } };
  let { words } = first;
  try {
    for (let rebases = 0; rebases < mostRebases; rebases += 1) {
      const round = await rebaseAndPush(own);
      if (!('behind' in round)) return round;
      words = round.behind;
    }
  } finally {
    await gitResult(repository.root, ['update-ref', '-d', fetchedRef]);
  }
  return { refusal: { reason: 'behind', words } };
}

/** One round; `behind` are git's words when others were first again. */
async function rebaseAndPush(own: Own): Promise<Pushed | { readonly behind: string }> {
  const { repository, target, branch, commit, signal } = own;
  const operation = operationInProgress(repository);
  if (operation !== undefined) return { refusal: { reason: 'operation', operation } };
  const fetched = await fetchTip(own);
  if ('refusal' in fetched) return fetched;
  const { tip } = fetched;
  const inTheirs = await mergeBase(own, tip);
  if (await wasRewritten(own, inTheirs)) return { refusal: { reason: 'upstream_rewritten' } };
  const merges = await ask(repository, ['rev-list', '--merges', '--abbrev-commit', `${tip}..${commit}`]);
  if (merges !== '') return { refusal: { reason: 'merges', commits: merges.split('\n') } };
  const rebased = await rebaseAside(repository, commit, tip, signal);
  if (rebased.status === 'conflict') return { refusal: { ...rebased, reason: 'conflict' } };
  if (rebased.status === 'failed') return { refusal: { reason: 'rebase', words: rebased.words } };
  const way = { branch, from: commit, to: rebased.commit };
  await checkForward(repository, way);
  const rewritten = pairRewritten(
    await commitsBetween(repository, tip, commit),
    await commitsBetween(repository, tip, rebased.commit),
    inTheirs === undefined ? [] : await commitsBetween(repository, inTheirs, tip),
  );
  // Nothing is left to push where the upstream has it all: an earlier run was killed after its push.
  if (rebased.commit !== tip) {
    const reply = await pushCommit(repository, rebased.commit, target, signal);
    if (reply.kind === 'behind') return { behind: reply.words };
    if (reply.kind !== 'pushed') return { refusal: { reason: reply.kind, words: reply.words } };
  }
  try {
    await goForward(repository, way, `agent-toolkit: rebased onto ${target.remote}/${target.branch}`);
  } catch (error) {
    // Pushed it is; whatever this is, it was no obstacle a moment ago.
    return { rewritten, refusal: { reason: 'apart', words: (error as Error).message } };
  }
  return { rewritten };
}

async function fetchTip({
  repository,
  target,
  signal,
}: Own): Promise<{ readonly tip: string } | { refusal: UpstreamRefusal }> {
  // The `+` moves a ref of ours, here; the remote is only read. git updates the remote-tracking branch along with it.
  const refspec = `+refs/heads/${target.branch}:${fetchedRef}`;
  const options = ['--quiet', '--no-tags', '--no-recurse-submodules'];
  const fetched = await gitResult(repository.root, ['fetch', ...options, target.remote, refspec], signal);
  if (fetched.code !== 0) return { refusal: { reason: 'fetch', words: wordsOf(fetched.code, fetched.stderr) } };
  return { tip: await ask(repository, ['rev-parse', '--verify', `${fetchedRef}^{commit}`]) };
}

async function mergeBase({ repository, commit }: Own, tip: string): Promise<string | undefined> {
  const { code, stdout } = await gitResult(repository.root, ['merge-base', tip, commit]);
  return code === 0 ? stdout.trim() : undefined;
}

/**
 * Whether our branch holds commits that the upstream once had and has no more; a rebase would bring them back. The
 * remote-tracking branch's reflog knows. Without a common commit it is another history altogether.
 */
async function wasRewritten({ repository, commit }: Own, base: string | undefined): Promise<boolean> {
  if (base === undefined) return true;
  const fork = await gitResult(repository.root, ['merge-base', '--fork-point', '@{upstream}', commit]);
  return fork.code === 0 && fork.stdout.trim() !== base;
}

async function ask(repository: Repository, args: readonly string[]): Promise<string> {
  const result = await gitResult(repository.root, args);
  if (result.code !== 0) throw new Error(wordsOf(result.code, result.stderr));
  return result.stdout.trim();
}
