/** What taking a task apart would write: worked out on top of the last commit. Writes nothing. */

import { newSubItem } from '../../backlog/decompose/new-sub-item.ts';
import { type Split, splitSizes, splitTask } from '../../backlog/decompose/split.ts';
import { criterionInWords } from '../../backlog/decompose/sub-task.ts';
import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import { conflictCode } from '../../backlog/parse/merge-conflict.ts';
import { findTask, lookupMessage } from '../../backlog/queue/find-task.ts';
import { buildQueue } from '../../backlog/queue/queue.ts';
import type { QueueEntry } from '../../backlog/queue/queue-entry.ts';
import { readBacklog } from '../../backlog/read/read.ts';
import { readTask, stateFilesOf } from '../../backlog/read/read-task.ts';
import type { Backlog, Task } from '../../backlog/task.ts';
import { ignoredPaths } from '../../git/ignored.ts';
import { type HeadState, type Repository, readHead } from '../../git/repository.ts';
import { readEntries } from '../../git/tree-entries.ts';
import type { ProposedSubTask } from '../../tools/contract.ts';
import { type ItemPlan, planItem } from '../../tools/create/plan-item.ts';
import { commitTexts, parentEdits, parentPlace, plannedPaths } from '../../tools/decompose/sub-task-parts.ts';
import { Draft } from '../../tools/draft/draft.ts';
import { InputError } from '../../tools/input-error.ts';
import { isLinked } from '../../tools/linked-path.ts';
import { isUnknownToGit, statusOf } from '../../tools/work-tree-status.ts';

/** A sub-task as it would be created. */
export interface PlannedSubTask extends ProposedSubTask {
  /** The id that it gets. */
  readonly item_id: string;
  /** Its file, or the folder of an item, below the root. */
  readonly location: string;
}

export interface PlannedFile {
  /** Below the root, with forward slashes. */
  readonly path: string;
  /** Git's object of what it holds now; undefined for a new file. */
  readonly before: string | undefined;
  readonly after: string;
}

export interface DecompositionPlan {
  readonly task: Task;
  readonly head: HeadState;
  readonly subTasks: readonly PlannedSubTask[];
  readonly files: readonly PlannedFile[];
  readonly draft: Draft;
  /** Of the commit. */
  readonly message: string;
  readonly warnings: readonly string[];
}

export interface PlanRequest {
  readonly repository: Repository;
  readonly itemId: string;
  /** Most criteria of one sub-task; the house's own number when not said. */
  readonly most?: number;
  /** The time that the files are to say. */
  readonly now: Date;
}

/** @throws InputError where there is nothing to split, or the files are not as they have to be, with the next step */
export async function planDecomposition({ repository, itemId, most, now }: PlanRequest): Promise<DecompositionPlan> {
  const read = await readParent(repository, itemId);
  const { task, text, backlog, entry, head } = read;
  const split = splitTask(task, text, backlog, most);
  if ('refusal' in split) throw new InputError(split.refusal);
  const plans = await planItems(read, repository, split.subTasks, now);
  const ids = plans.map(({ id }) => id);
  const entries = await readEntries(repository, head.commit);
  const draft = new Draft(repository, entries);
  try {
    for (const { path, text: content } of plans.flatMap((plan) => plan.files)) await draft.add(path, content);
    const summary = plans.at(-1)?.summary;
    if (summary?.before === undefined) await (summary && draft.add(summary.path, summary.text));
    else draft.replace(summary.path, summary.text);
    await draft.edit(parentEdits(task, ids, now));
  } catch (error) {
    if (!(error instanceof EditConflict)) throw error;
    throw new InputError(`Nothing was created. ${error.message} Mend that, then try again.`);
  }
  const ignored = await ignoredPaths(repository, plannedPaths(plans));
  if (ignored.length > 0) throw new InputError(`Nothing was created: git ignores ${ignored.join(', ')}.`);
  const files = await Promise.all(
    draft.paths.map(async (path) => ({ path, before: entries.get(path)?.object, after: await draft.text(path) })),
  );
  const subTasks = split.subTasks.map((subTask, index) => ({
    title: subTask.title,
    description: subTask.description,
    acceptance_criteria: subTask.criteria.map(criterionInWords),
    group: subTask.group ?? null,
    depends_on_previous: subTask.dependsOnPrevious,
    needs_person: subTask.needsPerson,
    item_id: plans[index]?.id ?? '',
    location: plans[index]?.location ?? '',
  }));
  const { message } = commitTexts(task.id, ids, split.subTasks);
  return { task, head, subTasks, files, draft, message, warnings: warningsOf(entry, split.handedOver) };
}

/** The sizes of sub-tasks that a person can choose from, and what their titles say beside the task's. @throws InputError as `planDecomposition` */
export async function sizesFor(repository: Repository, itemId: string) {
  const { task, text, backlog } = await readParent(repository, itemId);
  const sizes = splitSizes(task, text, backlog);
  if (sizes.length === 0) {
    const split = splitTask(task, text, backlog);
    if ('refusal' in split) throw new InputError(split.refusal);
  }
  const own = (title: string) =>
    title.startsWith(task.title) ? title.slice(task.title.length).replace(/^[: ]+/, '') : title;
  return sizes.map(({ most, split: { subTasks } }) => ({ most, titles: subTasks.map(({ title }) => own(title)) }));
}

interface Parent {
  readonly task: Task;
  /** Of the file with the criteria. */
  readonly text: string;
  readonly backlog: Backlog;
  readonly entry: QueueEntry;
  readonly head: HeadState;
}

async function readParent(repository: Repository, itemId: string): Promise<Parent> {
  const { root } = repository;
  const head = await readHead(repository);
  if (head === undefined) throw new InputError(`${root} has no commit yet. Make a first commit, then try again.`);
  const backlog = await readBacklog(root);
  const lookup = findTask(backlog, itemId);
  if (lookup.kind !== 'found') throw new InputError(lookupMessage(lookup, itemId));
  const reading = await readTask(root, lookup.task);
  if ('problem' in reading) throw new InputError(`${reading.problem.message} Mend it, then try again.`);
  const { task } = reading;
  const entry = buildQueue(backlog).entries.find((one) => one.task.file === lookup.task.file);
  if (entry === undefined) throw new InputError(`${task.id} is over (${task.file}), so there is nothing to split.`);
  const refusal = refusalOf(entry, task);
  if (refusal !== undefined) throw new InputError(refusal);
  for (const file of stateFilesOf(task)) await refuseEdited(repository, file);
  const text = reading.files.find(({ file }) => file === task.file)?.text ?? '';
  return { task, text, backlog, entry, head };
}

/** Why sub-tasks would be worked on although the task is not to be. */
function refusalOf({ reason, explanation }: QueueEntry, { id, isHumanAction, problems }: Task): string | undefined {
  if (isHumanAction) return `${id} is for a person to do, and sub-tasks would be worked on without one.`;
  const isMarked = problems.some(({ code }) => code === conflictCode);
  if (reason === 'stop' || reason === 'cycle' || isMarked) return `${id} is not taken apart. ${explanation}`;
  return undefined;
}

async function refuseEdited(repository: Repository, file: string): Promise<void> {
  if (await isLinked(repository.root, file)) {
    throw new InputError(`${file} is a symbolic link, or lies behind one. Put the file itself there, then try again.`);
  }
  const status = await statusOf(repository, file);
  if (status === '') return;
  const what = isUnknownToGit(status)
    ? 'is not in git yet. Commit it'
    : 'has edits that are not committed. Commit or revert them';
  throw new InputError(`${file} ${what}, then try again.`);
}

/** The first one waits for what its parent waits for now, each other one for that before it. */
async function planItems(
  { task, backlog, entry }: Parent,
  repository: Repository,
  subTasks: Exclude<Split, { refusal: string }>['subTasks'],
  now: Date,
): Promise<ItemPlan[]> {
  const place = await parentPlace(repository, task);
  const plans: ItemPlan[] = [];
  for (const subTask of subTasks) {
    const previous = plans.at(-1)?.id;
    const item = newSubItem(task, subTask, previous === undefined ? entry.blockedBy : [previous]);
    plans.push(await planItem({ place, item, folder: 'backlog', scanned: backlog, now, earlier: plans }));
  }
  const summary = plans.at(-1)?.summary;
  if (summary?.before !== undefined) await refuseEdited(repository, summary.path);
  return plans;
}

function warningsOf({ status, reason, blockedBy, explanation }: QueueEntry, handedOver: number): string[] {
  const held = status === 'blocked' && blockedBy.length === 0 && reason === 'status';
  return [
    ...(held ? [`The task itself is held back, and its sub-tasks are not: ${explanation}`] : []),
    ...(handedOver > 0
      ? [
          `${handedOver} of its open criteria ${handedOver === 1 ? 'is' : 'are'} in tasks already that it waits for, and in none of these.`,
        ]
      : []),
  ];
}
