/** Commits of exactly the paths that are named; whatever else is staged or changed stays as it is. */
import { randomUUID } from 'node:crypto';
import { lstat, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gitClient } from './client.ts';
import { ChangedSinceJudged, CommitStands, HiddenFromGit, HookInterfered } from './commit-errors.ts';
import { faultOf } from './commit-fault.ts';
import type { CommitRequest } from './commit-request.ts';
import { gitResult } from './git-result.ts';
import { HeadMoved, headInWords, isSameHead } from './head.ts';
import { IndexLocked, whenIndexIsFree } from './index-lock.ts';
import { editedPaths, isMadeOn, readMade, takeBack, unjudgedPaths } from './made-commit.ts';
import { pathList } from './path-list.ts';
import { operationInProgress, type Repository, readHead } from './repository.ts';

const fromInput = ['--pathspec-from-file=-', '--pathspec-file-nul'];

/** Without the process that looks whether there is something to tidy up. */
const untidied = ['-c', 'maintenance.auto=false', '-c', 'gc.auto=0'];

/** How long a commit may go on after it was cancelled, in milliseconds. */
const patienceMs = 10_000;

/**
 * Commits the work tree's content of the paths, new and deleted ones included, through the user's own hooks, signing
 * and identity. On any error but `CommitStands` nothing is committed, and the paths are not staged.
 * @param graceMs how long it may go on after it was cancelled; then git is ended, and the hooks with it
 * @returns the commit id
 * @throws git's own words when git or a hook refuses; HiddenFromGit; HeadMoved where HEAD is not where it has to be; ChangedSinceJudged, also
 *   where git itself read something else than was judged; HookInterfered, CommitStands
 */
export async function commitPaths(
  repository: Repository,
  request: CommitRequest,
  graceMs = patienceMs,
): Promise<string> {
  const input = pathList(await withoutFolders(repository.root, request.paths));
  const messageFile = join(repository.commonDir, 'agent-toolkit', `message-${randomUUID()}`);
  const pathsFile = `${messageFile}-paths`;
  const unstage = () => unstagePaths(repository, request.paths);
  const operation = operationInProgress(repository);
  if (operation !== undefined) throw new Error(`A ${operation} is in progress; no commit can be made of single files.`);
  await mkdir(dirname(messageFile), { recursive: true });
  await writeFile(messageFile, request.message);
  await writeFile(pathsFile, input);
  let before: string | undefined;
  let edited: ReadonlySet<string> | 'unknown' = 'unknown';
  try {
    // Unlike `git add` this takes paths that are gone from work tree and index alike; a file may be where a folder was.
    // Entries that it is to look away from it would take out of the index.
    const options = ['--add', '--remove', '--replace', '--ignore-skip-worktree-entries', '-z', '--stdin'];
    const stage = ['update-index', ...options];
    const asked = readHead(repository);
    asked.catch(() => {}); // told below, when nothing is being staged any more
    await whenIndexIsFree(repository, () => gitClient(repository.root, { input }).raw(stage));
    const now = await asked;
    if (request.on !== undefined && !isSameHead(request.on, now)) throw new HeadMoved(request.on, now);
    if (now === undefined) throw new Error('The repository has no commit yet.');
    before = now.commit;
    const looked = request.hooks === 'none' ? 'unknown' : editedPaths(repository);
    [edited] = await Promise.all([looked, checkJudged(repository, request)]);
    const paths = [`--pathspec-from-file=${pathsFile}`, '--pathspec-file-nul'];
    const commitOptions = ['--only', '--quiet', `--file=${messageFile}`, '--cleanup=whitespace', ...paths];
    const signal = withGrace(request.signal, graceMs);
    const command = [...(request.tidy === 'later' ? untidied : []), 'commit', ...commitOptions];
    await whenIndexIsFree(repository, () => runCommit(repository, command, signal));
  } catch (error) {
    // A hook that runs after the commit may have been cut off: what is committed is committed.
    if (!(await isMadeOn(repository, before, request.message))) {
      // While the index is locked, nothing can be unstaged either; as a rule nothing was staged.
      if (!(error instanceof IndexLocked)) await unstage();
      throw error;
    }
  } finally {
    for (const file of [messageFile, pathsFile]) await rm(file, { force: true });
  }
  return keepOrTakeBack(repository, request, before, edited).catch(async (error: Error) => {
    throw (await standing(repository, before, error)) ?? error;
  });
}

/** In the user's language, in which hooks may have to say something. @throws git's own words when it fails */
async function runCommit(repository: Repository, command: readonly string[], signal?: AbortSignal): Promise<void> {
  const { code, stdout, stderr } = await gitResult(repository.root, command, signal, {});
  if (code !== 0) {
    throw new Error((stderr + stdout).trim() || `git ended with exit code ${code ?? 'none'} and without a word.`);
  }
}

/** @returns the commit, where git and its hooks made what was asked for. @throws as `commitPaths` */
async function keepOrTakeBack(
  repository: Repository,
  request: CommitRequest,
  before: string | undefined,
  edited: ReadonlySet<string> | 'unknown',
): Promise<string> {
  const made = before === undefined ? undefined : await readMade(repository, request, before);
  if (before === undefined || made === undefined) throw await lostCommit(repository, before);
  const { commit, head } = made;
  const fault = await faultOf(made, request, before, edited);
  const unstage = () => whenIndexIsFree(repository, () => unstagePaths(repository, request.paths)).catch(() => {});
  if (fault === undefined) {
    // A hook that stages what it mended leaves the reverse of it staged. Whether there is a commit is all that is told.
    if (made.staged.length > 0) await unstage();
    return commit;
  }
  if (head !== commit) {
    const stays = `The commit ${commit.slice(0, 10)} stays, since a hook committed more on top of it; nothing was pushed`;
    throw new CommitStands(commit, `${fault.message} ${stays}. Look at them (git log ${before.slice(0, 10)}..).`);
  }
  await takeBack(repository, commit, before);
  await unstage();
  if (fault instanceof ChangedSinceJudged) throw fault;
  throw new HookInterfered(`${fault.message} The commit was taken back, and nothing was pushed.`);
}

/** What git made and could not be looked at, or taken back, stays; undefined where that is told already, or nothing is made. */
async function standing(
  repository: Repository,
  before: string | undefined,
  error: Error,
): Promise<CommitStands | undefined> {
  if ([CommitStands, HookInterfered, ChangedSinceJudged].some((told) => error instanceof told)) return undefined;
  const now = await readHead(repository);
  if (now === undefined || now.commit === before) return undefined;
  const commit = now.commit.slice(0, 10);
  return new CommitStands(
    now.commit,
    `git committed (${commit}) and could not be asked what: ${error.message.trim()} The commit stays, and nothing was pushed. ` +
      `Look at it (git show ${commit}), then run again.`,
  );
}

async function lostCommit(repository: Repository, before: string | undefined): Promise<Error> {
  const now = await readHead(repository);
  if (now?.commit === before) return new Error('git said that it committed, and made no commit.');
  return new CommitStands(
    undefined,
    `git committed, and HEAD is somewhere else now (${headInWords(now)}), where a hook or somebody moved it. Nothing was put ` +
      'back or pushed. Look for the commit (git reflog), then run again.',
  );
}

/** What is staged is what was judged. @throws ChangedSinceJudged, HiddenFromGit */
async function checkJudged(repository: Repository, request: CommitRequest): Promise<void> {
  const changed = await unjudgedPaths(repository, request);
  if (changed.length === 0) return;
  const hidden = await hiddenPaths(repository);
  const looked = changed.filter((path) => hidden.has(path));
  throw looked.length > 0 ? new HiddenFromGit(looked) : new ChangedSinceJudged(changed);
}

/** Paths that git is told to look away from: a small letter or S stands before them. */
async function hiddenPaths({ root }: Repository): Promise<ReadonlySet<string>> {
  const entries = (await gitClient(root).raw(['ls-files', '-v', '-z'])).split('\0');
  return new Set(entries.filter((entry) => /^[a-zS]/.test(entry)).map((entry) => entry.slice('H '.length)));
}

/**
 * The paths without a file that is a folder now: git adds what is in it, and would take the folder for a repository. And without
 * files of a folder that is a link now, which git refuses to look behind; the link takes their place.
 */
async function withoutFolders(root: string, paths: readonly string[]): Promise<string[]> {
  const folders = new Set(paths.flatMap(foldersOf));
  const [folderNow, linkNow] = [new Set<string>(), new Set<string>()];
  for (const path of paths) {
    if (!folders.has(path)) continue;
    const entry = await lstat(join(root, path)).catch(() => undefined);
    if (entry?.isDirectory() === true) folderNow.add(path);
    if (entry?.isSymbolicLink() === true) linkNow.add(path);
  }
  return paths.filter((path) => !folderNow.has(path) && !foldersOf(path).some((folder) => linkNow.has(folder)));
}

function foldersOf(path: string): string[] {
  const found: string[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) found.push(path.slice(0, end));
  return found;
}

/** Makes the index hold of these paths what HEAD holds; the work tree stays as it is. */
export async function unstagePaths(repository: Repository, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  await gitClient(repository.root, { input: pathList(paths) }).raw(['reset', '--quiet', ...fromInput]);
}

/** A signal that aborts some time after the given one. */
function withGrace(signal: AbortSignal | undefined, graceMs: number): AbortSignal | undefined {
  if (signal === undefined) return undefined;
  const controller = new AbortController();
  const abort = () => setTimeout(() => controller.abort(signal.reason), graceMs).unref();
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return controller.signal;
}
