/** What the runs of a task committed: for all of it, or for some of its criteria. Reads only. */
import { redact } from '../codex/redact.ts';
import { changesOver, type FileChange } from '../git/commit-changes.ts';
import { commitsWithLine, type LoggedCommit } from '../git/commit-log.ts';
import { type Repository, readHead } from '../git/repository.ts';
import { criteriaOf, runsOf } from '../tools/rollback/runs.ts';
import { readTrailers, trailerPattern } from '../tools/run-trailers.ts';

export interface TaskChanges {
  /** Newest first. */
  readonly commits: readonly LoggedCommit[];
  readonly files: readonly FileChange[];
  /** They were rolled back since, and no other commit of the task is left. */
  readonly isRolledBack: boolean;
}

/** @param criteria texts of criteria; all of the task when not said */
export async function changesOfTask(
  repository: Repository,
  taskId: string,
  criteria?: readonly string[],
): Promise<TaskChanges> {
  if ((await readHead(repository)) === undefined) return { commits: [], files: [], isRolledBack: false };
  const all = await commitsWithLine(repository, trailerPattern);
  const left = commitsFor(all, taskId, criteria);
  const tried = left.length === 0 && criteria === undefined ? lastRun(all, taskId) : [];
  const commits = [...left, ...tried];
  const files = commits.length === 0 ? [] : await changesOver(repository, commits);
  return { commits, files, isRolledBack: tried.length > 0 };
}

/** The changes in one of several repositories. */
export interface PlacedChanges extends Pick<TaskChanges, 'commits' | 'files'> {
  readonly repository: Repository;
}

export interface AllChanges {
  /** That with the task first; those without a commit are left out. */
  readonly places: readonly PlacedChanges[];
  readonly isRolledBack: boolean;
}

/** The same with what these runs committed in related repositories, each commit in its own. */
export async function changesInAll(
  repository: Repository,
  related: readonly Repository[],
  taskId: string,
  criteria?: readonly string[],
): Promise<AllChanges> {
  const own = await changesOfTask(repository, taskId, criteria);
  if (own.commits.length === 0) return { places: [], isRolledBack: false };
  const runs = new Set(own.commits.flatMap(({ message }) => readTrailers(message, 'Run').map(({ run }) => run)));
  const places: PlacedChanges[] = [{ repository, commits: own.commits, files: own.files }];
  for (const one of related) {
    if ((await readHead(one)) === undefined) continue;
    const all = await commitsWithLine(one, trailerPattern);
    const commits = own.isRolledBack
      ? runsOf(all, taskId).flatMap(({ run, commits: made }) => (runs.has(run) ? made : []))
      : commitsFor(all, taskId, criteria).filter(({ message }) => isOfRuns(message, runs));
    if (commits.length > 0) places.push({ repository: one, commits, files: await changesOver(one, commits) });
  }
  return { places, isRolledBack: own.isRolledBack };
}

/** Another repository may have a task of the same id, and the same related repository. */
function isOfRuns(message: string, runs: ReadonlySet<string>): boolean {
  return readTrailers(message, 'Run').some(({ run }) => runs.has(run));
}

/** What was tried last, and is not there any more where all was rolled back. */
function lastRun(commits: readonly LoggedCommit[], taskId: string): readonly LoggedCommit[] {
  return runsOf(commits, taskId)[0]?.commits ?? [];
}

/**
 * The commits of the task's runs that were not rolled back. What stands in a commit is the criterion as it was then, with
 * secrets masked; a remark may have been added since.
 * @param commits newest first
 */
export function commitsFor(
  commits: readonly LoggedCommit[],
  taskId: string,
  criteria?: readonly string[],
): LoggedCommit[] {
  const runs = runsOf(commits, taskId).filter(({ rolledBackIn }) => rolledBackIn === undefined);
  const shas = new Set(runs.flatMap((run) => run.commits.map(({ sha }) => sha)));
  const own = commits.filter(({ sha }) => shas.has(sha));
  if (criteria === undefined) return own;
  const wanted = criteria.map(redact);
  const exact = own.filter((commit) => criteriaOf(commit).some((text) => wanted.includes(text)));
  if (exact.length > 0) return exact;
  return own.filter((commit) => criteriaOf(commit).some((text) => wanted.some((now) => now.startsWith(`${text} `))));
}
