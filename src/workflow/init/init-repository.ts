/** Makes a repository ready to be worked on, without touching what is there. */
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { readBacklog } from '../../backlog/read/read.ts';
import { gitClient } from '../../git/client.ts';
import { commitPaths } from '../../git/commit.ts';
import { ignoredPaths } from '../../git/ignored.ts';
import { type Repository, readHead } from '../../git/repository.ts';
import { readRepositoryConfig } from '../../session/repository-config.ts';
import { stateFile } from '../../session/state.ts';
import { isClean } from '../../tools/create/commit-item.ts';
import { gitWords } from '../../tools/create/git-words.ts';
import { InputError } from '../../tools/input-error.ts';
import { createItem, lockRepository } from '../../tools/repository-lock.ts';
import { lookAtPath } from '../../tools/repository-path.ts';
import type { Settings } from '../../tools/settings.ts';
import { nextSteps } from './next-steps.ts';
import { starterFiles } from './starter-files.ts';
import { addLine, lookAtSpot, makeFile, readPlain } from './write-missing.ts';

export interface InitRequest {
  readonly repoPath: string;
  readonly settings: Settings;
  readonly dryRun: boolean;
  /** Commit exactly what was made. */
  readonly commits: boolean;
  readonly now: Date;
}

export interface InitResult {
  /** Real path of the work tree, or of the folder where there is none. */
  readonly root: string;
  readonly dry_run: boolean;
  /** Paths below the root that were made; in a dry run, that would be. */
  readonly made: readonly string[];
  /** Whether .gitignore got a line. */
  readonly ignored: boolean;
  /** Paths that were there, and stay as they are. */
  readonly kept: readonly string[];
  readonly sha: string | null;
  readonly warnings: readonly string[];
  readonly next_steps: readonly string[];
}

const ignoreFile = '.gitignore';

/** @throws InputError when there is no such folder, or a task is in work there; the signal's reason */
export async function initRepository(request: InitRequest, signal: AbortSignal): Promise<InitResult> {
  const { path, repository } = await lookAtPath(request.repoPath);
  const root = await realpath(repository?.root ?? path);
  if (repository === undefined || request.dryRun) return work(request, root, repository, signal);
  const lock = await lockRepository(repository.commonDir, createItem, signal);
  if (lock.status === 'busy') {
    const { itemId, pid } = lock.holder;
    throw new InputError(`${itemId} is in work on this repository (process ${pid}). When that has ended, try again.`);
  }
  try {
    return await work(request, root, { ...repository, root }, signal);
  } finally {
    await lock.release();
  }
}

async function work(
  request: InitRequest,
  root: string,
  repository: Repository | undefined,
  signal: AbortSignal,
): Promise<InitResult> {
  const { settings, dryRun, now } = request;
  const { context, tasksPerSession, failuresPerSession } = settings;
  const backlog = await readBacklog(root, { signal });
  const files = starterFiles({ backlog, context, tasksPerSession, failuresPerSession, now });
  const [made, kept, warnings]: [string[], string[], string[]] = [[], [], []];
  for (const file of files) {
    signal.throwIfAborted();
    const spot = await lookAtSpot(root, placeOf(file.path));
    if (typeof spot === 'object') warnings.push(spot.obstacle);
    else if (spot === 'missing' && (dryRun || (await makeFile(root, file)))) made.push(file.path);
    else kept.push(placeOf(file.path));
  }
  const ignore = await ignoreState(root, repository, dryRun, warnings);
  const mine = [...made, ...(ignore === 'added' ? [ignoreFile] : [])];
  const isTheirs =
    ignore === 'beside' ? [`${ignoreFile} had edits that are not committed, so its new line is not either.`] : [];
  const ends = !dryRun && request.commits && mine.length > 0;
  const { clusterContext } = await readRepositoryConfig(root);
  const commit = ends ? await commitMade(repository, mine, signal) : { sha: null, warnings: [] };
  return {
    root,
    dry_run: dryRun,
    made,
    ignored: ignore !== 'kept',
    kept,
    sha: commit.sha,
    warnings: [...warnings, ...(request.commits ? isTheirs : []), ...commit.warnings],
    next_steps: nextSteps({
      root,
      isGit: repository !== undefined,
      hasHead: repository !== undefined && (await readHead(repository)) !== undefined,
      uncommitted: commit.sha === null ? [...made, ...(ignore === 'kept' ? [] : [ignoreFile])] : [],
      hasContext: context !== undefined || clusterContext !== undefined,
      madeTask: made.some((path) => /\.md$/.test(path) && path.startsWith('tasks/')),
      dryRun,
    }),
  };
}

/** A folder that is there needs nothing that keeps it. */
function placeOf(path: string): string {
  return path.replace(/\/\.gitkeep$/, '');
}

/** kept: nothing to add. beside: added to a file that has edits of its own. In a dry run, what would be. */
async function ignoreState(
  root: string,
  repository: Repository | undefined,
  dryRun: boolean,
  warnings: string[],
): Promise<'kept' | 'added' | 'beside'> {
  const file = join(root, ignoreFile);
  const text = await readPlain(file);
  if (text === undefined) {
    warnings.push(`${ignoreFile} is no plain file, so ${stateFile} was not added to it.`);
    return 'kept';
  }
  if (text.split(/\r?\n/).some((line) => [stateFile, `/${stateFile}`].includes(line.trim()))) return 'kept';
  if (repository !== undefined && (await isKnownToGit(repository))) return 'kept';
  const isOwn = repository === undefined || (await isClean(repository, root, ignoreFile).catch(() => text === ''));
  if (!dryRun) await addLine(file, text, stateFile);
  return isOwn ? 'added' : 'beside';
}

/** Whether git ignores the state file by another rule, or the user has it committed. */
async function isKnownToGit(repository: Repository): Promise<boolean> {
  if ((await gitClient(repository.root).raw(['ls-files', '--', stateFile])) !== '') return true;
  return (await ignoredPaths(repository, [stateFile])).length > 0;
}

async function commitMade(
  repository: Repository | undefined,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly sha: string | null; readonly warnings: readonly string[] }> {
  const refused = (why: string) => ({ sha: null, warnings: [`Nothing was committed. ${why}`] });
  if (repository === undefined) return refused('This is no git repository.');
  if ((await readHead(repository)) === undefined)
    return refused('The repository has no commit yet; the first is yours.');
  try {
    const message = 'Agent Toolkit: tasks, configuration and workflow';
    return { sha: await commitPaths(repository, { paths, message, signal }), warnings: [] };
  } catch (error) {
    signal.throwIfAborted();
    return refused(`git says: ${gitWords((error as Error).message)}`);
  }
}
