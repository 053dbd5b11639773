/** How the user wants to see the Task Queue: filter, order, groups. Values alone; kept with the workspace. */
import { priorityOrder } from '../backlog/queue/priority.ts';
import type { Priority } from '../backlog/task.ts';
import * as l10n from './l10n.ts';

export const sortOrders = ['queue', 'priority', 'id', 'age', 'progress'] as const;
export type SortOrder = (typeof sortOrders)[number];

export const groupings = ['state', 'priority', 'label', 'repository'] as const;
export type Grouping = (typeof groupings)[number];

/** A task has to fit each part that says something: one of the labels, one of the priorities, one of the kinds, the text. */
export interface QueueFilter {
  /** Words that id, title, labels or file hold, all of them; empty for any. */
  readonly text: string;
  readonly labels: readonly string[];
  readonly priorities: readonly Priority[];
  /** What ids begin with: TASK, BUG, FEAT. */
  readonly kinds: readonly string[];
}

export interface QueueOptions {
  readonly filter: QueueFilter;
  readonly sort: SortOrder;
  readonly grouping: Grouping;
  readonly showCompleted: boolean;
}

export const noFilter: QueueFilter = { text: '', labels: [], priorities: [], kinds: [] };
export const defaultOptions: QueueOptions = { filter: noFilter, sort: 'queue', grouping: 'state', showCompleted: true };

/** What was kept, as options; what another version kept and this one does not know is as at the first start. */
export function readOptions(kept: unknown): QueueOptions {
  const { filter, sort, grouping, showCompleted } = fieldsOf(kept);
  const { text, labels, priorities, kinds } = fieldsOf(filter);
  return {
    filter: {
      text: typeof text === 'string' ? text : '',
      labels: textsOf(labels),
      priorities: priorityOrder.filter((priority) => textsOf(priorities).includes(priority)),
      kinds: textsOf(kinds),
    },
    sort: sortOrders.find((order) => order === sort) ?? defaultOptions.sort,
    grouping: groupings.find((one) => one === grouping) ?? defaultOptions.grouping,
    showCompleted: showCompleted !== false,
  };
}

export function isFiltering({ text, labels, priorities, kinds }: QueueFilter): boolean {
  return text.trim() !== '' || labels.length + priorities.length + kinds.length > 0;
}

/** The filter in few words: `"ingress", high or critical, label web`. */
export function filterText({ text, labels, priorities, kinds }: QueueFilter): string {
  const parts = [
    text.trim() === '' ? '' : `"${text.trim()}"`,
    anyOf(priorities),
    anyOf(kinds),
    labels.length === 0 ? '' : l10n.t`label ${anyOf(labels)}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function anyOf(words: readonly string[]): string {
  return l10n.list(words, 'disjunction');
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
