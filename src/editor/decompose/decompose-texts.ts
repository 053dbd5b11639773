/** What is said while a task is taken apart, as values. */
import { mostCriteria } from '../../backlog/decompose/sections.ts';
import type { Decomposed } from '../../workflow/decompose/decompose-task.ts';
import * as l10n from '../l10n.ts';
import { withoutIcons } from '../shown-text.ts';

/** A size of sub-tasks that a person can choose, with what comes of it. */
export interface SizeChoice {
  readonly most: number;
  readonly titles: readonly string[];
}

export interface SizePick {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly most: number;
}

export function sizePicks(sizes: readonly SizeChoice[]): SizePick[] {
  return sizes.map(({ most, titles }) => ({
    label: l10n.t`$(list-tree) ${titles.length} Sub-Tasks`,
    description: ruleOf(most),
    detail: withoutIcons(titles.join(' · ')),
    most,
  }));
}

function ruleOf(most: number): string {
  // Where nobody says otherwise: that choice is named after its rule.
  if (most === mostCriteria) return l10n.t`by heading, at most ${most} criteria each`;
  return most === 1 ? l10n.t('one for each open criterion') : l10n.t`at most ${most} criteria each`;
}

type Told = Pick<Decomposed, 'item_id' | 'sub_tasks' | 'warnings'>;

/** Asks whether what is shown is to be created. */
export function previewText({ item_id: id, sub_tasks: subTasks, warnings }: Told): string {
  const ids = l10n.list(subTasks.map((one) => one.item_id));
  const what = l10n.t`${id} would wait for ${ids}, each after the one before. Nothing is written yet.`;
  return [what, ...warnings].join(' ');
}

/** Says what was created. */
export function createdText({
  item_id: id,
  sub_tasks: subTasks,
  warnings,
  committed,
}: Told & Pick<Decomposed, 'committed'>): string {
  const ids = l10n.list(subTasks.map((one) => one.item_id));
  const what =
    committed === null
      ? l10n.t`${id} waits for ${ids} now. Nothing was committed.`
      : l10n.t`${id} waits for ${ids} now (commit ${committed.slice(0, 8)}).`;
  const person = subTasks.find((one) => one.needs_person);
  const asks = person === undefined ? [] : [l10n.t`${person.item_id} needs a person, who splits its criterion.`];
  return [what, ...asks, ...warnings].join(' ');
}
