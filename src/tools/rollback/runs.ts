/** The runs of a task, from the commits that say which run they are of. Pure. */
import { idKey } from '../../backlog/task-id.ts';
import type { LoggedCommit } from '../../git/commit-log.ts';
import { InputError } from '../input-error.ts';
import { readTrailers } from '../run-trailers.ts';

export interface RunCommits {
  readonly run: string;
  /** Newest first. */
  readonly commits: readonly LoggedCommit[];
  /** The commit that rolled the run back, where one did. */
  readonly rolledBackIn: string | undefined;
}

/** Which runs are meant. */
export type Selection =
  | { readonly kind: 'last' }
  | { readonly kind: 'all' }
  /** The beginning of a run's id is enough where it is no other's. */
  | { readonly kind: 'run'; readonly run: string }
  /** The run that made a commit. */
  | { readonly kind: 'commit'; readonly sha: string };

/** The runs of the task that made commits, the last one first. @param commits newest first */
export function runsOf(commits: readonly LoggedCommit[], taskId: string): RunCommits[] {
  const runs = new Map<string, LoggedCommit[]>();
  const rolledBack = new Map<string, string>();
  const own = (message: string, key: 'Run' | 'Rolled-Back-Run') =>
    readTrailers(message, key).filter((trailer) => idKey(trailer.taskId) === idKey(taskId));
  for (const commit of commits) {
    for (const { run } of own(commit.message, 'Run')) runs.set(run, [...(runs.get(run) ?? []), commit]);
    for (const { run } of own(commit.message, 'Rolled-Back-Run')) rolledBack.set(run, commit.sha);
  }
  return Array.from(runs, ([run, made]) => ({ run, commits: made, rolledBackIn: rolledBack.get(run) }));
}

/** The runs that are meant were rolled back before. */
export class AlreadyRolledBack extends InputError {
  readonly runs: readonly RunCommits[];
  /** The last commit that rolled one of them back. */
  readonly rolledBackIn: string;

  constructor(message: string, runs: readonly RunCommits[], rolledBackIn: string) {
    super(message);
    this.runs = runs;
    this.rolledBackIn = rolledBackIn;
  }
}

/** @throws InputError when there is no such run; AlreadyRolledBack. Both name the runs that are left */
export function chooseRuns(runs: readonly RunCommits[], selection: Selection, taskId: string): readonly RunCommits[] {
  const [last] = runs;
  if (last === undefined) {
    throw new InputError(`No commit of this branch was made by a run on ${taskId}, so there is nothing to roll back.`);
  }
  const left = runs.filter(({ rolledBackIn }) => rolledBackIn === undefined);
  if (selection.kind === 'all') {
    if (left.length > 0) return left;
    const message = `All runs on ${taskId} were rolled back already, the last one in ${short(last.rolledBackIn)}.`;
    throw new AlreadyRolledBack(message, runs, last.rolledBackIn ?? '');
  }
  const found = runs.filter((run) => isMeant(run, selection, last));
  const [one] = found;
  if (one === undefined) throw new InputError(`No run on ${taskId} is ${nameOf(selection)}. ${choiceOf(left)}`);
  if (found.length > 1)
    throw new InputError(`Several runs on ${taskId} begin with ${nameOf(selection)}: name more of it.`);
  if (one.rolledBackIn === undefined) return [one];
  const which = selection.kind === 'last' ? 'The last run' : 'That run';
  const message = `${which} on ${taskId} (${short(one.run)}) was rolled back already, in ${short(one.rolledBackIn)}.`;
  throw new AlreadyRolledBack(`${message} ${choiceOf(left)}`, [one], one.rolledBackIn);
}

function isMeant({ run, commits }: RunCommits, selection: Selection, last: RunCommits): boolean {
  if (selection.kind === 'run') return run.startsWith(selection.run.toLowerCase());
  if (selection.kind === 'commit') return commits.some(({ sha }) => sha === selection.sha);
  return run === last.run;
}

function nameOf(selection: Selection): string {
  return selection.kind === 'run' ? selection.run : selection.kind === 'commit' ? short(selection.sha) : 'the last';
}

function choiceOf(left: readonly RunCommits[]): string {
  if (left.length === 0) return 'There is no other run to roll back.';
  const names = left.slice(0, 5).map(({ run, commits }) => `--run ${short(run)} (${count(commits.length)})`);
  return `To roll back another one, name it: ${names.join(', ')}.`;
}

function count(commits: number): string {
  return commits === 1 ? '1 commit' : `${commits} commits`;
}

/** The beginning of an id of a commit or run, as people write it. */
export function short(id: string | undefined): string {
  return (id ?? '').slice(0, 8);
}

/**
 * The commits of the runs, newest first, each once.
 * @throws InputError for one that was squashed from the work of others too, and for one whose parent is not here
 */
export function commitsOf(
  all: readonly LoggedCommit[],
  runs: readonly RunCommits[],
  taskId: string,
): readonly (LoggedCommit & { readonly parent: string })[] {
  const shas = new Set(runs.flatMap(({ commits }) => commits.map(({ sha }) => sha)));
  const chosen = new Set(runs.map(({ run }) => run));
  return all.flatMap((commit) => {
    if (!shas.has(commit.sha)) return [];
    const others = readTrailers(commit.message, 'Run').some(
      (trailer) => idKey(trailer.taskId) !== idKey(taskId) || !chosen.has(trailer.run),
    );
    if (others) {
      throw new InputError(
        `${short(commit.sha)} holds the work of several runs (it was squashed), so it cannot be rolled back as one of ` +
          `them. Look at it (git show ${short(commit.sha)}) and revert what has to go by hand.`,
      );
    }
    const [parent, ...more] = commit.parents;
    if (parent !== undefined && more.length === 0) return [{ ...commit, parent }];
    const why =
      parent === undefined ? 'has no parent here; the history is cut off (git fetch --unshallow)' : 'is a merge';
    throw new InputError(`${short(commit.sha)} ${why}, so what it changed is not known. Nothing was rolled back.`);
  });
}

/** The criteria that a commit's message names, in full: one, or all that were squashed into it. */
export function criteriaOf({ message }: Pick<LoggedCommit, 'message'>): string[] {
  return Array.from(message.matchAll(/^Criterion: (.*?)\r?$/gm), ([, text = '']) => text);
}

/** What a commit did, for people: its criteria, or its subject where it names none. */
export function deedsOf(commit: Pick<LoggedCommit, 'message'>): string[] {
  const criteria = criteriaOf(commit);
  return criteria.length === 0 ? [subjectOf(commit)] : criteria;
}

/** The first line of a commit's message. */
export function subjectOf({ message }: Pick<LoggedCommit, 'message'>): string {
  return message.split(/\r?\n/, 1)[0] ?? '';
}
