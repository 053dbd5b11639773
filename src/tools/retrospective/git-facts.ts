/** What git tells about the files of the backlog, and about the parts of the repository. Reads only. */
import type { GoneFolder } from '../../backlog/retrospective/facts.ts';
import { gitClient } from '../../git/client.ts';
import type { Repository } from '../../git/repository.ts';

/** Commits that are looked through for what was deleted. */
const mostDeletions = 2_000;

/** Time of the last commit of each path that is, or was, below the folders, in milliseconds since 1970. */
export async function lastChanges(
  repository: Repository,
  folders: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  if (folders.length === 0) return times;
  const options = ['--no-renames', '--name-only', '-z', '--no-show-signature', '--format=%x01%ct'];
  const output = await quietGit(repository).raw(['log', ...options, 'HEAD', '--', ...folders]);
  let at = 0;
  for (const token of tokensOf(output)) {
    if (token.startsWith('\u0001')) at = Number(token.slice(1)) * 1000;
    else if (!times.has(token)) times.set(token, at);
  }
  return times;
}

/** Paths that differ from the last commit, new ones included; a repository inside ends without a slash. */
export async function editedPaths(repository: Repository): Promise<ReadonlySet<string>> {
  const options = ['--porcelain', '-z', '--no-renames', '--untracked-files=all', '--ignore-submodules=dirty'];
  const entries = (await quietGit(repository).raw(['status', ...options])).split('\0');
  return new Set(entries.filter((entry) => entry !== '').map((entry) => entry.slice('XY '.length).replace(/\/$/, '')));
}

/** The folders that lost files, by their names in small letters: the last commit that did it, and where the files went. */
export async function goneFolders(repository: Repository): Promise<ReadonlyMap<string, GoneFolder>> {
  const options = ['--find-renames', '--diff-filter=DR', '--name-status', '-z', '--no-show-signature'];
  const output = await quietGit(repository).raw([
    'log',
    `--max-count=${mostDeletions}`,
    ...options,
    '--format=%x01%h',
    'HEAD',
    '--',
  ]);
  const gone = new Map<string, GoneFolder>();
  let commit = '';
  const tokens = tokensOf(output).values();
  const next = () => tokens.next().value ?? '';
  for (const token of tokens) {
    if (token.startsWith('\u0001')) commit = token.slice(1);
    if (!/^[DR]\d*$/.test(token)) continue;
    const from = next();
    const to = token.startsWith('R') ? next() : undefined;
    for (const name of folderNames(from)) note(gone, name, commit, to);
  }
  return gone;
}

/** The latest commit counts; a file of it that moved tells where the folder went. */
function note(gone: Map<string, GoneFolder>, name: string, commit: string, to: string | undefined): void {
  const known = gone.get(name);
  if (known !== undefined && known.commit !== commit) return;
  const place = to?.slice(0, Math.max(0, to.lastIndexOf('/')));
  if (known?.movedTo !== undefined) return;
  gone.set(name, place === undefined || place === '' ? { commit } : { commit, movedTo: place });
}

/** Names of folders and files, without what follows the first dot of a file, in small letters. */
export function partNames(paths: Iterable<string>): Set<string> {
  const names = new Set<string>();
  for (const path of paths) {
    for (const name of folderNames(path)) names.add(name);
    const file = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    names.add(file.split('.')[0] ?? file);
  }
  return names;
}

function folderNames(path: string): string[] {
  return path.toLowerCase().split('/').slice(0, -1);
}

/** Where work items are, which name parts without being any. */
const notes = [
  '*.md',
  'bugs',
  'features',
  'feature-management',
  'completed',
  'deprecated',
  'human-actions',
  'agent_runs',
];

/** Whether a word stands in any tracked file that is no text for people, small letters or capitals. */
export async function isMentioned({ root }: Repository, word: string): Promise<boolean> {
  const env = { GIT_LITERAL_PATHSPECS: '0' };
  const search = [
    'grep',
    '-q',
    '-I',
    '-i',
    '-w',
    '-F',
    '-e',
    word,
    'HEAD',
    '--',
    '.',
    ...notes.map((path) => `:(exclude)${path}`),
  ];
  return gitClient(root, { env, hooks: 'off' })
    .raw(search)
    .then(
      () => true,
      () => false,
    );
}

/** Asking must not write: git would put what it learned about file times into the index. */
function quietGit({ root }: Repository) {
  return gitClient(root, { env: { GIT_OPTIONAL_LOCKS: '0' }, hooks: 'off' });
}

function tokensOf(output: string): string[] {
  return output
    .split('\0')
    .map((token) => token.replace(/^\n+/, ''))
    .filter((token) => token !== '');
}
