/** What a rollback does in a related repository: all that the runs committed there, or nothing. Nothing is done yet. */
import { mkdir } from 'node:fs/promises';
import type { Task } from '../../backlog/task.ts';
import { redact } from '../../codex/redact.ts';
import { commitsWithLine } from '../../git/commit-log.ts';
import { type Repository, readHead } from '../../git/repository.ts';
import { changedEntries, readEntries } from '../../git/tree-entries.ts';
import { InputError } from '../input-error.ts';
import { headOf } from '../process/head-guard.ts';
import { checkRepository } from '../process/preflight.ts';
import { inWords } from '../process/related-runs.ts';
import { RunStopped } from '../process/run.ts';
import { steeringFiles } from '../process/steering.ts';
import { trailerPattern } from '../run-trailers.ts';
import { checkByHand } from './by-hand.ts';
import { appliersIn, changedFiles } from './changed-files.ts';
import { refuseOverlap } from './in-the-way.ts';
import type { PlanRequest, RollbackPlan } from './plan-rollback.ts';
import { type PushState, pushStateOf, unpushedState } from './push-state.ts';
import type { RelatedRepository } from './related-places.ts';
import type { CommitChange } from './reverse-commits.ts';
import { reverseOrRefuse } from './reverse-or-refuse.ts';
import type { RolledBack } from './rollback-message.ts';
import type { RollbackPlace } from './rollback-place.ts';
import { commitsOf, runsOf } from './runs.ts';

export type RelatedRollback = {
  readonly repository: Repository;
  readonly rolledBack: RolledBack;
  /** Where the commits are that are taken back. */
  readonly state: PushState;
} & (
  | { readonly kind: 'planned'; readonly place: RollbackPlace; readonly plan: RollbackPlan }
  /** Nothing of it can be done, or could be. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Done; without a plan before this call. */
  | { readonly kind: 'made'; readonly sha: string; readonly branch: string; readonly plan?: RollbackPlan }
);

export interface RelatedPlanRequest {
  readonly task: Task;
  /** Ids of the runs that are taken back. */
  readonly runs: readonly string[];
  /** Whether it is all runs of the task: some may have commits there alone. */
  readonly isAll: boolean;
  /** Messages of the task's own commits: what they tell is told already. */
  readonly told: ReadonlySet<string>;
  /** Where the rollback would work. */
  placeOf(at: Pick<RollbackPlace, 'repository' | 'head' | 'branch'>): RollbackPlace;
}

/** Undefined where nothing of the runs is left to take back. */
export async function planRelated(
  { repository, obstacle }: RelatedRepository,
  request: RelatedPlanRequest,
): Promise<RelatedRollback | undefined> {
  const { task } = request;
  const head = await readHead(repository);
  if (head === undefined) return undefined;
  const all = await commitsWithLine(repository, trailerPattern);
  const known = runsOf(all, task.id).filter(({ run }) => request.isAll || request.runs.includes(run));
  const open = known.filter(({ rolledBackIn }) => rolledBackIn === undefined);
  const chosen = open.length === 0 ? known : open;
  const shas = new Set(chosen.flatMap(({ commits }) => commits.map(({ sha }) => sha)));
  const commits = all.filter(({ sha }) => shas.has(sha));
  const rolledBack = { itemId: task.id, runs: chosen.map(({ run }) => run), commits };
  const [done] = known;
  if (open.length === 0) {
    const sha = done?.rolledBackIn;
    const state = sha === undefined ? undefined : await unpushedState(repository, [...shas], sha);
    if (sha === undefined || state === undefined || head.branch === undefined) return undefined;
    return { repository, rolledBack, state, kind: 'made', sha, branch: head.branch };
  }
  const one = { repository, rolledBack, state: await pushStateOf(repository, [...shas]) };
  try {
    if (obstacle !== undefined) throw new InputError(`${obstacle} Then roll back again.`);
    const branch = await checkRepository(repository);
    const place = request.placeOf({ repository, head: await headOf({ repository, branch }), branch });
    await mkdir(place.runFolder, { recursive: true });
    const own = { repository, task, head: place.head.commit, folder: place.runFolder };
    const plan = await planFiles({ ...own, commits: commitsOf(all, open, task.id) }, request.told);
    if (plan === undefined) return undefined;
    await refuseOverlap(place, plan);
    return { ...one, kind: 'planned', place, plan };
  } catch (error) {
    return { ...one, kind: 'refused', why: whyNot(error) };
  }
}

/** What keeps it from being done, for people. @throws the error itself where it is no refusal */
export function whyNot(error: unknown): string {
  if (error instanceof InputError || error instanceof RunStopped) return redact(error.message);
  throw error;
}

/** Undefined where all files are as they were before the commits. */
async function planFiles(
  { repository, task, head, commits, folder }: PlanRequest,
  told: RelatedPlanRequest['told'],
): Promise<RollbackPlan | undefined> {
  const now = await readEntries(repository, head);
  const reverting: CommitChange[] = [];
  for (const { sha, parent } of commits) {
    const changed = await changedEntries(repository, parent, sha);
    const changes = new Map([...changed].filter(([path]) => !steeringFiles.includes(path)));
    reverting.push({ sha, parent, changes });
  }
  const changes = await reverseOrRefuse(repository, folder, now, reverting);
  if (changes.size === 0) return undefined;
  const files = await changedFiles(repository, now, changes);
  const messages = commits.map(({ message }) => message).filter((message) => !told.has(message));
  const byHand = checkByHand(messages, files, await appliersIn(repository, head));
  const inPlace = byHand.map((one) => inWords(repository.root, one));
  return { task, changes, edits: [], move: undefined, checkByHand: inPlace, warnings: [] };
}
