/** What was pushed for an item, and whether a commit holds it. Reads only what is here: nothing is fetched. */
import { gitResult } from './git-result.ts';
import { type Repository, readUpstream } from './repository.ts';

export interface PushedWork {
  /** The newest commit of the item. */
  readonly commit: string;
  /** What the commits of the item changed, below the root. */
  readonly paths: readonly string[];
  /** Addresses of the remote of the upstream, as they are configured and as git rewrites them. */
  readonly remoteUrls: readonly string[];
  /** The branch there. */
  readonly branch: string;
}

/** Of an item with more commits than these, the newest count. */
const mostCommits = 500;

/**
 * The commits of the item (`feat(ITEM): …`) in the history of HEAD, when the upstream has them all. Undefined without any, without
 * an upstream, or where the newest is not there.
 */
export async function pushedWork(repository: Repository, itemId: string): Promise<PushedWork | undefined> {
  const upstream = await readUpstream(repository);
  if (upstream === undefined || upstream.remote === '.') return undefined;
  const search = ['--fixed-strings', `--grep=(${itemId}): `, `--max-count=${mostCommits}`];
  const shown = ['--no-show-signature', '--name-only', '--no-renames', '-z', '--format=tformat:%x1e%H'];
  const log = await gitResult(repository.root, ['log', ...search, ...shown]);
  const [newest, ...older] = log.code === 0 ? log.stdout.split('\x1e').slice(1).map(readCommit) : [];
  if (newest === undefined) return undefined;
  const { commit } = newest;
  const there = await gitResult(repository.root, ['merge-base', '--is-ancestor', commit, '@{upstream}']);
  // 128: the upstream was never fetched, so that nobody can say more than that the push succeeded.
  if (there.code === 1) return undefined;
  const paths = new Set([newest, ...older].flatMap((one) => one.paths));
  return {
    commit,
    paths: [...paths],
    remoteUrls: await addressesOf(repository, upstream.remote),
    branch: upstream.branch,
  };
}

function readCommit(entry: string): { readonly commit: string; readonly paths: readonly string[] } {
  const [commit = '', ...names] = entry.split('\0');
  // Between the hash and the names git puts a line break.
  const paths = names.map((name) => name.replace(/^\n/, '')).filter((name) => name !== '');
  return { commit: commit.trim(), paths };
}

async function addressesOf({ root }: Repository, remote: string): Promise<string[]> {
  const questions = [
    ['config', '--get-all', `remote.${remote}.url`],
    ['config', '--get-all', `remote.${remote}.pushurl`],
    ['remote', 'get-url', '--push', '--all', remote],
  ];
  const answers = await Promise.all(questions.map((question) => gitResult(root, question)));
  const lines = answers.flatMap(({ code, stdout }) => (code === 0 ? stdout.split('\n') : []));
  const known = lines.map((line) => line.trim()).filter((line) => line !== '');
  // A remote may be an address itself.
  return known.length === 0 ? [remote] : [...new Set(known)];
}

/** Whether `other` is `commit` or a descendant; unknown where this repository does not have it. */
export async function holdsCommit(
  { root }: Repository,
  commit: string,
  other: string,
): Promise<'yes' | 'no' | 'unknown'> {
  // A partial clone would fetch what it lacks.
  const noFetch = ['-c', 'protocol.allow=never'];
  const { code } = await gitResult(root, [...noFetch, 'merge-base', '--is-ancestor', commit, other]);
  if (code === 0) return 'yes';
  return code === 1 ? 'no' : 'unknown';
}

/** Whether the repository lacks commits of its own history (`git clone --depth`). */
export async function isShallow({ root }: Repository): Promise<boolean> {
  const { stdout } = await gitResult(root, ['rev-parse', '--is-shallow-repository']);
  return stdout.trim() === 'true';
}
