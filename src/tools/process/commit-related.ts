/**
 * Related repositories are committed before the one with the task: no box is ticked without its work. All commits of a
 * criterion are written down before the first is made, so that a kill in between can be made good.
 */
import { endSentence } from '../../codex/codex-error.ts';
import { redact } from '../../codex/redact.ts';
import { commitPaths } from '../../git/commit.ts';
import { ChangedSinceJudged, CommitStands, HiddenFromGit, HookInterfered } from '../../git/commit-errors.ts';
import { HeadMoved } from '../../git/head.ts';
import type { FileChange } from '../edit-files.ts';
import { criterionCommit } from './hook-review.ts';
import { inPlace } from './related-runs.ts';
import { type PlacedCriterion, RunStopped } from './run.ts';
import type { PlannedCommit } from './run-record.ts';
import type { RepositoryWork, Works } from './works.ts';

/** What a criterion changed in one repository. */
export interface ChangedRepository {
  readonly one: RepositoryWork;
  readonly paths: readonly string[];
  /** The work tree as it was judged, and scanned for secrets: what is committed has to be in it. */
  readonly tree: string;
}

export interface CriterionCommits {
  readonly works: Works;
  readonly changes: readonly ChangedRepository[];
  readonly placed: PlacedCriterion;
  readonly subject: string;
  readonly message: string;
}

/**
 * Commits what was changed in related repositories, through their own hooks; commits that are made go into the report.
 * @param edits what the engine is about to write into the repository with the task
 * @throws RunStopped when git or a hook refuses; the signal's reason when cancelled
 */
export async function commitRelated(
  { works, changes, placed, subject, message }: CriterionCommits,
  edits: readonly FileChange[],
): Promise<void> {
  const related = changes.filter(({ one, paths }) => one.run.place !== undefined && paths.length > 0);
  if (related.length === 0) return;
  const { run } = works.tasks;
  const planned = changes.filter(({ one }) => one === works.tasks).map((own) => plan(own, message, edits));
  await run.record.plan([...related.map((change) => plan(change, message, [])), ...planned]);
  for (const { one, paths, tree } of related) {
    const { repository, context, place } = one.run;
    const judged = { tree, paths };
    const common = await criterionCommit(one.run);
    const request = { paths, message, judged, on: one.head, ...common, signal: context.signal };
    const made = (sha: string) => {
      works.markCommitted(one);
      run.report.commits.push({ sha, subject, criterion: placed.criterion.text, repository: repository.root });
    };
    const refuse = (error: Error) => {
      if (error instanceof CommitStands && error.commit !== undefined) made(error.commit);
      context.signal.throwIfAborted();
      throw new RunStopped(refusalOf(error), 'git');
    };
    made(await inPlace(place, () => commitPaths(repository, request).catch(refuse)));
  }
}

function plan({ one, paths, tree }: ChangedRepository, message: string, edits: readonly FileChange[]): PlannedCommit {
  const { root } = one.run.repository;
  const { commit, branch } = one.head;
  return {
    root,
    head: commit,
    ...(branch === undefined ? {} : { branch }),
    tree,
    paths: [...paths],
    edits: [...edits],
    message,
  };
}

/** Errors that say all of it. */
const ownErrors = [ChangedSinceJudged, CommitStands, HeadMoved, HiddenFromGit, HookInterfered];

/** Why a commit was not made, for people, with the next step. @param next what to do again once the cause is mended */
export function refusalOf(error: Error, next = 'run again'): string {
  const words = redact(error.message.trim());
  if (ownErrors.some((kind) => error instanceof kind)) return words;
  return `git refused the commit: ${endSentence(words)} Mend the cause, then ${next}.`;
}

/** What to say of commits in related repositories when the one with the task could not follow; empty where there are none. */
export function committedAlone({ report }: RepositoryWork['run'], before: number): string {
  const alone = report.commits.slice(before).map(({ sha, repository }) => `${sha.slice(0, 8)} in ${repository}`);
  if (alone.length === 0) return '';
  const [is, stays] = alone.length === 1 ? ['is', 'stays'] : ['are', 'stay'];
  return ` What ${is} committed elsewhere for it ${stays} (${alone.join(', ')}); the criterion is open until the task's own commit is made.`;
}
