/**
 * A run that was killed between the commits of one criterion: a related repository has its part, and the box is open.
 * What was proven and written down is committed then, as it was to be, so that all repositories are after the criterion.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { redact } from '../../codex/redact.ts';
import { gitClient } from '../../git/client.ts';
import { commitPaths } from '../../git/commit.ts';
import { operationInProgress, type Repository, readHead } from '../../git/repository.ts';
import { WorkTreeCamera } from '../../git/work-tree.ts';
import { writeFiles } from '../edit-files.ts';
import type { PlannedCommit } from './run-record.ts';

/** A repository in which a commit was planned; undefined where it is gone. */
export interface PlannedPlace {
  readonly plan: PlannedCommit;
  readonly repository: Repository | undefined;
  /** Where the camera's index may lie. */
  readonly folder: string;
}

export type Finished =
  /** No commit was made, so there is none to be made good. */
  | { readonly status: 'none' }
  /** All are made; `made` are those that were missing. */
  | { readonly status: 'finished'; readonly made: readonly string[] }
  /** `there` are commits that stay, `why` is what kept the others from being made. */
  | { readonly status: 'unfinished'; readonly there: readonly string[]; readonly why: string };

/** Makes the commits that are missing, where one at least is there and all the rest is as it was judged. @throws the signal's reason */
export async function finishCommits(places: readonly PlannedPlace[], signal: AbortSignal): Promise<Finished> {
  const there: string[] = [];
  const missing: PlannedPlace[] = [];
  for (const place of places) {
    const commit = await madeCommit(place);
    if (commit === undefined) missing.push(place);
    else there.push(`${commit.slice(0, 8)} in ${place.plan.root}`);
  }
  if (there.length === 0) return { status: 'none' };
  for (const place of missing) {
    const why = await obstacle(place);
    if (why !== undefined) return { status: 'unfinished', there, why };
  }
  const made: string[] = [];
  for (const { plan, repository } of missing) {
    if (repository === undefined) continue;
    try {
      made.push(`${(await commit(plan, repository, signal)).slice(0, 8)} in ${plan.root}`);
    } catch (error) {
      signal.throwIfAborted();
      const why = `the commit in ${plan.root} was refused: ${redact((error as Error).message.trim())}`;
      return { status: 'unfinished', there: [...there, ...made], why };
    }
  }
  return { status: 'finished', made };
}

/** The commit, by its subject where it should be, else by HEAD holding the paths as they were judged: a hook may mend either. */
async function madeCommit({ plan, repository, folder }: PlannedPlace): Promise<string | undefined> {
  if (repository === undefined) return undefined;
  const head = await readHead(repository);
  if (head === undefined || head.commit === plan.head) return undefined;
  const range = ['--reverse', '--first-parent', '--no-show-signature', '--format=%H %s', `${plan.head}..HEAD`];
  const log = await gitClient(repository.root)
    .raw(['log', ...range])
    .catch(() => ''); // the commit below it is gone: history was rewritten
  const [first = ''] = log.split('\n');
  const [subject] = plan.message.split('\n');
  if (first.slice(first.indexOf(' ') + 1) === subject) return first.slice(0, first.indexOf(' '));
  const differing = await new WorkTreeCamera(repository, folder).compare(plan.tree, head.commit);
  const differs = plan.paths.some((path) => differing.some((changed) => changed.path === path));
  return plan.paths.length === 0 || differs ? undefined : head.commit;
}

/** Why the commit cannot be made as it was planned. */
async function obstacle({ plan, repository, folder }: PlannedPlace): Promise<string | undefined> {
  if (repository === undefined) return `there is no repository at ${plan.root} any more`;
  const operation = operationInProgress(repository);
  if (operation !== undefined) return `a ${operation} is in progress in ${plan.root}`;
  const now = await readHead(repository);
  if (now?.commit !== plan.head) return `HEAD moved since in ${plan.root}`;
  if (plan.branch !== undefined && plan.branch !== now.branch) return `another branch is checked out in ${plan.root}`;
  const camera = new WorkTreeCamera(repository, folder);
  const changed = new Set((await camera.compare(plan.tree, await camera.take())).map(({ path }) => path));
  const edited = plan.edits.map(({ file }) => file);
  const differing = plan.paths.filter((path) => changed.has(path) && !edited.includes(path));
  for (const edit of plan.edits) if ((await editState(repository, edit)) === 'other') differing.push(edit.file);
  return differing.length === 0 ? undefined : `${differing.join(', ')} changed since in ${plan.root}`;
}

async function editState(
  { root }: Repository,
  { file, before, after }: PlannedCommit['edits'][number],
): Promise<'before' | 'after' | 'other'> {
  const text = await readFile(join(root, file), 'utf8').catch(() => undefined);
  if (text === after) return 'after';
  return text === before ? 'before' : 'other';
}

async function commit(plan: PlannedCommit, repository: Repository, signal: AbortSignal): Promise<string> {
  const left: PlannedCommit['edits'] = [];
  for (const edit of plan.edits) if ((await editState(repository, edit)) === 'before') left.push(edit);
  await writeFiles(repository.root, left);
  const edited = plan.edits.map(({ file }) => file);
  const judged = { tree: plan.tree, paths: plan.paths.filter((path) => !edited.includes(path)) };
  const now = await readHead(repository);
  const branch = plan.branch ?? now?.branch;
  return commitPaths(repository, {
    on: { commit: plan.head, branch },
    paths: [...new Set([...plan.paths, ...edited])],
    message: plan.message,
    judged,
    signal,
  });
}
