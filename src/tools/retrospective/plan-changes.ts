/** What proposals that count change, file by file, each as a whole or not at all. Nothing is changed yet. */
import { cleanLine } from '../../backlog/create/clean-text.ts';
import type { NewItem } from '../../backlog/create/new-item.ts';
import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import type { Checking } from '../../backlog/retrospective/checking.ts';
import { deprecationEdits } from '../../backlog/retrospective/edits/deprecation.ts';
import { priorityEdits } from '../../backlog/retrospective/edits/priority.ts';
import type { NewItem as NewItemProposal, Proposal, Refused } from '../../backlog/retrospective/proposal.ts';
import type { Place } from '../create/place.ts';
import { type ItemPlan, planItem } from '../create/plan-item.ts';
import type { Draft } from '../draft/draft.ts';
import { InputError } from '../input-error.ts';
import { moveAway, taskOf } from './move-away.ts';
import { planMerge } from './plan-merge.ts';
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
      const task = taskOf(request.checking, proposal.id);
      await draft.edit(priorityEdits(task, proposal.to, proposal.reason, now));
      await setRows(work, task, { priority: proposal.to });
      return { proposal, file: task.file };
    }
    case 'merge':
      return { proposal, file: await planMerge(work, request, proposal) };
    case 'deprecate': {
      const task = taskOf(request.checking, proposal.id);
      await draft.edit(deprecationEdits(task, proposal.reason, now));
      return {
        proposal,
        file: await moveAway(work, request.place, task, { folder: 'deprecated', status: 'deprecated' }),
      };
    }
  }
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
