/** What proposals that count change, file by file, each as a whole or not at all. Nothing is changed yet. */
import { basename } from 'node:path';
import { cleanLine } from '../../backlog/create/clean-text.ts';
import type { NewItem } from '../../backlog/create/new-item.ts';
import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import { parseTask } from '../../backlog/parse/parse.ts';
import type { Checking } from '../../backlog/retrospective/checking.ts';
import { deprecationEdits } from '../../backlog/retrospective/edits/deprecation.ts';
import {
  carriedCriteria,
  holdsAll,
  type MergeParts,
  sourceEdits,
  targetEdits,
} from '../../backlog/retrospective/edits/merge.ts';
import { priorityEdits } from '../../backlog/retrospective/edits/priority.ts';
import { openItem } from '../../backlog/retrospective/facts.ts';
import type { Merge, NewItem as NewItemProposal, Proposal, Refused } from '../../backlog/retrospective/proposal.ts';
import { parseItem } from '../../backlog/standard/item.ts';
import { unitOf } from '../../backlog/standard/item-path.ts';
import { type ItemFileName, itemFileNames } from '../../backlog/standard/places.ts';
import type { Task } from '../../backlog/task.ts';
import { idKey } from '../../backlog/task-id.ts';
import type { Place } from '../create/place.ts';
import { type ItemPlan, planItem } from '../create/plan-item.ts';
import { endedPlaceOf } from '../ended-place.ts';
import { InputError } from '../input-error.ts';
import type { Draft } from './draft.ts';
import type { Applied } from './report-facts.ts';
import { type SummaryPlace, setRows } from './summary-changes.ts';

export interface PlanRequest {
  readonly place: Place;
  readonly checking: Checking;
  readonly draft: Draft;
  readonly edited: ReadonlySet<string>;
  readonly now: Date;
}

export interface ChangePlan {
  readonly applied: readonly (Applied & { readonly file: string })[];
  /** What counts and cannot be written all the same. */
  readonly refused: readonly Refused[];
  readonly warnings: readonly string[];
}

/** Items are opened first, then changed, so that each file is edited in its old place. */
const order = ['create', 'priority', 'merge', 'deprecate'] as const;

/** Works the changes out in the draft. The caller holds the lock of creations, or changes nothing at all. */
export async function planChanges(request: PlanRequest, proposals: readonly Proposal[]): Promise<ChangePlan> {
  const applied: (Applied & { readonly file: string })[] = [];
  const refused: Refused[] = [];
  const work: SummaryPlace = { ...request, warnings: [] };
  const opened: ItemPlan[] = [];
  for (const kind of order) {
    for (const proposal of proposals) {
      if (proposal.kind !== kind) continue;
      try {
        applied.push(await request.draft.whole(() => planOne(work, request, proposal, opened)));
      } catch (error) {
        if (!(error instanceof EditConflict) && !(error instanceof InputError)) throw error;
        refused.push({ proposal, why: error.message });
      }
    }
  }
  return { applied, refused, warnings: work.warnings };
}

async function planOne(
  work: SummaryPlace,
  request: PlanRequest,
  proposal: Applied['proposal'],
  opened: ItemPlan[],
): Promise<Applied & { readonly file: string }> {
  const { draft, now } = request;
  switch (proposal.kind) {
    case 'create': {
      const plan = await planNew(request, proposal, opened);
      opened.push(plan);
      return { proposal, itemId: plan.id, file: plan.location };
    }
    case 'priority': {
      const task = taskOf(request, proposal.id);
      await draft.edit(priorityEdits(task, proposal.to, proposal.reason, now));
      await setRows(work, task, { priority: proposal.to });
      return { proposal, file: task.file };
    }
    case 'merge':
      return { proposal, file: await planMerge(work, request, proposal) };
    case 'deprecate': {
      const task = taskOf(request, proposal.id);
      await draft.edit(deprecationEdits(task, proposal.reason, now));
      return { proposal, file: await moveAway(work, request, task, 'deprecated', 'deprecated') };
    }
  }
}

function taskOf({ checking }: PlanRequest, id: string): Task {
  const task = openItem(checking.backlog, id);
  if (task === undefined) throw new EditConflict(`No open item holds ${id}.`, id);
  return task;
}

/** @returns the file of the item in its new place */
async function moveAway(
  work: SummaryPlace,
  { draft, place }: PlanRequest,
  task: Task,
  folder: 'completed' | 'deprecated',
  status: string,
): Promise<string> {
  const from = unitOf(task);
  const to = `${await endedPlaceOf(place.root, task, folder)}/${basename(from)}`;
  await draft.move(from, to);
  await setRows(work, task, { status, from, to });
  return to + task.file.slice(from.length);
}

async function planMerge(work: SummaryPlace, request: PlanRequest, { source, target, reason }: Merge): Promise<string> {
  const { draft, checking, now } = request;
  const [from, into] = [taskOf(request, source), taskOf(request, target)];
  // Another merge into the same item may have been planned before.
  const current = await readAgain(draft, into);
  const parts: MergeParts = {
    ...{
      source: from,
      target: { ...into, criteria: current.criteria, dependencies: current.dependencies },
      reason,
      now,
    },
    sourceText: await draft.text(from.file),
    waitsFor: furtherWaits(checking, from, current),
  };
  await draft.edit(targetEdits(parts));
  if (!holdsAll(current, await readAgain(draft, into), carriedCriteria(from, current))) {
    const why = `The criteria of ${from.id} would not read back from ${into.file}; merge them by hand.`;
    throw new EditConflict(why, into.file);
  }
  await draft.edit(sourceEdits(parts));
  return moveAway(work, request, from, 'completed', 'merged');
}

/** The item as the draft has it. */
async function readAgain(draft: Draft, task: Task): Promise<Task> {
  if (task.layout === 'gitops') return parseTask(await draft.text(task.file), task.file, task.folder);
  const path = unitOf(task);
  const names = itemFileNames.filter((name) => draft.has(`${path}/${name}`));
  const texts = new Map<ItemFileName, string>();
  for (const name of names) texts.set(name, await draft.text(`${path}/${name}`));
  const { task: read } = parseItem({ path, folder: task.folder, texts });
  if (read === undefined) throw new EditConflict(`${path} would no longer hold ${task.id}.`, path);
  return read;
}

/** What is still to be done before the source, and is not named by the target. */
function furtherWaits({ queue }: Checking, source: Task, target: Task): string[] {
  const named = new Set(
    target.dependencies.filter(({ direction }) => direction === 'upstream').map(({ id }) => idKey(id)),
  );
  const waits = queue.entries.find(({ task }) => task === source)?.waits ?? [];
  const open = waits.filter(({ state }) => state === 'open' || state === 'action').map(({ id }) => id);
  return open.filter((id) => !named.has(idKey(id)) && idKey(id) !== idKey(target.id));
}

async function planNew(
  { place, checking, draft, edited, now }: PlanRequest,
  proposal: NewItemProposal,
  earlier: readonly ItemPlan[],
): Promise<ItemPlan> {
  const component = cleanLine(proposal.component);
  const item: NewItem = {
    ...{
      type: 'bug',
      title: cleanLine(proposal.title),
      description: proposal.description,
      priority: proposal.priority,
    },
    ...(component === '' || component.toLowerCase() === 'unknown' ? {} : { component }),
    ...{ labels: [], dependsOn: [], blocks: [], criteria: proposal.criteria.map(cleanLine) },
  };
  const plan = await planItem({ place, item, folder: 'backlog', scanned: checking.backlog, now, earlier });
  const { summary } = plan;
  if (summary !== undefined && edited.has(summary.path)) {
    throw new EditConflict(`${summary.path} has edits that are not committed.`, summary.path);
  }
  for (const { path, text } of plan.files) await draft.add(path, text);
  if (summary !== undefined) draft.replace(summary.path, summary.text);
  return plan;
}
