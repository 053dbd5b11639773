/** What is to be written for a new item: its id, its files, and the summary that lists it. */
import { newActionFiles } from '../../backlog/create/action-files.ts';
import { type IdKind, nextId } from '../../backlog/create/ids.ts';
import { type NewFile, type NewItem, numberedPriority } from '../../backlog/create/new-item.ts';
import { slugOf } from '../../backlog/create/slug.ts';
import { newStandardFiles } from '../../backlog/create/standard-files.ts';
import type { SummaryItem } from '../../backlog/create/summary-numbers.ts';
import { addSummaryRow, idsInSummary, newSummary, summaryForms } from '../../backlog/create/summary-table.ts';
import { newTaskText } from '../../backlog/create/task-text.ts';
import { localDate } from '../../backlog/local-time.ts';
import { readRepositoryText } from '../../backlog/read/task-file.ts';
import type { Backlog } from '../../backlog/task.ts';
import { InputError } from '../input-error.ts';
import { listNames } from './list-names.ts';
import type { Place } from './place.ts';
import { usedIds } from './used-ids.ts';
import type { ChangedFile } from './write-item.ts';

export interface ItemPlan {
  readonly id: string;
  /** The item's file or folder, below the repository root. */
  readonly location: string;
  readonly files: readonly NewFile[];
  readonly summary: ChangedFile | undefined;
}

export interface PlanRequest {
  readonly place: Place;
  readonly item: NewItem;
  /** Of the gitops layout. */
  readonly folder: 'active' | 'backlog';
  readonly scanned: Backlog;
  readonly now: Date;
  /** Plans that are to be written with it, before it: their ids are taken, and their rows are in the summary. */
  readonly earlier?: readonly ItemPlan[];
}

/** Whether items of the type stand in a summary file, which all of them share. */
export function hasSummary({ layout }: Place, { type }: NewItem): boolean {
  return type === 'human_action' || layout === 'standard';
}

/** Looks for the next id and puts the files together. The caller holds the lock of creations. @throws InputError when a file that has to be edited cannot be read, or no number is left */
export async function planItem(request: PlanRequest): Promise<ItemPlan> {
  const { place, item, folder, now, earlier = [] } = request;
  const summary = hasSummary(place, item) ? await openSummary(place, item) : undefined;
  const summaryText = earlier.at(-1)?.summary?.text ?? summary?.before;
  const id = await freeId(request, summaryText);
  if (summary === undefined) {
    const location = `tasks/${folder}/${id}.md`;
    return { id, location, files: [{ path: location, text: newTaskText(item, id, folder, now) }], summary };
  }
  const { base, slug, filesOf } = forms[item.type];
  const inside = `${base}/${id}-${slugOf(item.title, slug)}`;
  const location = `${baseOf(place, item)}${inside}`;
  const row = summaryItem(item, id, inside, now);
  const form = summaryForms[item.type];
  const text = summaryText === undefined ? newSummary(form, row) : addSummaryRow(summaryText, form, row);
  return { id, location, files: filesOf(item, id, location, now), summary: { ...summary, text } };
}

const forms = {
  bug: { base: 'bugs', slug: 'bug', filesOf: newStandardFiles },
  feature: { base: 'features', slug: 'feature', filesOf: newStandardFiles },
  human_action: { base: 'human-actions', slug: 'action', filesOf: newActionFiles },
} as const;

const kinds: Readonly<Record<NewItem['type'], IdKind>> = { bug: 'BUG', feature: 'FEAT', human_action: 'ACTION' };

function baseOf(place: Place, { type }: NewItem): string {
  return type === 'human_action' ? place.actionsBase : place.base;
}

async function freeId(
  { place, item, scanned, earlier = [] }: PlanRequest,
  summary: string | undefined,
): Promise<string> {
  const kind = item.type !== 'human_action' && place.layout === 'gitops' ? 'TASK' : kinds[item.type];
  const used = [...(await usedIds(place.root, kind, scanned)), ...(summary === undefined ? [] : idsInSummary(summary))];
  const id = nextId(kind, [...used, ...earlier.map((plan) => plan.id)]);
  if (id !== undefined) return id;
  const last = used.toSorted((one, other) => other.length - one.length)[0];
  throw new InputError(`Nothing was created: no number is left after ${last}. Give that item a smaller number.`);
}

/** The summary file as it is; where there are several, the first, and where there is none, the place of a new one. */
async function openSummary(place: Place, item: NewItem): Promise<Omit<ChangedFile, 'text'>> {
  const folder = forms[item.type].base;
  const name = item.type === 'human_action' ? 'actions.md' : `${folder}.md`;
  const base = baseOf(place, item);
  const candidates = [`${base}${folder}/${name}`, `${base}${name}`];
  for (const path of candidates) {
    const within = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    if (!(await listNames(place.root, within)).includes(name)) continue;
    const reading = await readRepositoryText(place.root, path);
    if ('text' in reading) return { path, before: reading.text };
    throw new InputError(`Nothing was created: ${reading.problem.message} Mend it, then try again.`);
  }
  return { path: candidates[0] ?? name, before: undefined };
}

function summaryItem(item: NewItem, id: string, location: string, now: Date): SummaryItem {
  const isAction = item.type === 'human_action';
  return {
    id,
    title: item.title,
    priority: isAction ? item.priority : numberedPriority[item.priority],
    status: isAction ? 'pending' : 'new',
    component: item.component ?? 'unknown',
    blocks: item.blocks,
    location,
    date: localDate(now),
  };
}
