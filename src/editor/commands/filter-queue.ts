import { type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { byText } from '../../backlog/queue/order.ts';
import { priorityOrder } from '../../backlog/queue/priority.ts';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import type { QueueFilter } from '../queue-options.ts';
import { kindOf } from '../queue-selection.ts';
import { withoutIcons } from '../shown-text.ts';

interface FilterPick extends QuickPickItem {
  readonly part?: 'priorities' | 'kinds' | 'labels';
  /** As it stands in the files. */
  readonly value?: string;
}

/** Asks which priorities, kinds and labels are shown: what has a check mark; with none of a sort, all of it. */
export async function filterQueue({ source, choices }: EditorParts): Promise<void> {
  await source.whenLoaded();
  const tasks = source.queues.flatMap((queue) => queue.tasks);
  const { filter } = choices.options;
  const values = {
    priorities: counted(
      tasks.map(({ priority }) => priority),
      priorityOrder,
    ),
    kinds: counted(tasks.map(kindOf), filter.kinds),
    labels: counted(
      tasks.flatMap(({ labels }) => [...new Set(labels)]),
      filter.labels,
    ),
  };
  const section = (title: string, part: NonNullable<FilterPick['part']>): FilterPick[] => [
    { label: title, kind: QuickPickItemKind.Separator },
    ...values[part].map(({ value, count }) => ({
      ...{
        label: withoutIcons(value),
        value,
        description: count === 1 ? l10n.t('1 task') : l10n.t`${l10n.number(count)} tasks`,
        part,
      },
      picked: (filter[part] as readonly string[]).includes(value),
    })),
  ];
  const picks = [
    ...section(l10n.t('priority'), 'priorities'),
    ...section(l10n.t('kind'), 'kinds'),
    ...section(l10n.t('label'), 'labels'),
  ];
  const placeHolder = l10n.t(
    'Show tasks with one of the checked priorities, kinds and labels; nothing checked shows all',
  );
  const chosen = await window.showQuickPick(picks, { placeHolder, canPickMany: true, matchOnDescription: false });
  if (chosen === undefined) return;
  const labelsOf = (wanted: FilterPick['part']) =>
    chosen.flatMap(({ part, value }) => (part === wanted && value !== undefined ? [value] : []));
  const priorities = priorityOrder.filter((priority) => labelsOf('priorities').includes(priority));
  const next: QueueFilter = { ...filter, priorities, kinds: labelsOf('kinds'), labels: labelsOf('labels') };
  await choices.choose({ filter: next });
}

/** Asks for words that id, title, labels or file have to hold. @param given the words, from a key binding */
export async function filterQueueByText({ choices }: EditorParts, given: unknown): Promise<void> {
  const { filter } = choices.options;
  const prompt = l10n.t('Words that id, title, labels or file hold, all of them. Empty shows all tasks.');
  const ask = () => window.showInputBox({ title: l10n.t('Filter Task Queue by Text'), prompt, value: filter.text });
  const text = typeof given === 'string' ? given : await ask();
  if (text !== undefined) await choices.choose({ filter: { ...filter, text: text.trim() } });
}

/** Values with how many tasks have them; those that are chosen are there even where no task has them any more. */
function counted(
  values: readonly string[],
  chosen: readonly string[],
): { readonly value: string; readonly count: number }[] {
  const counts = new Map(chosen.map((value) => [value, 0]));
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const all = [...counts].map(([value, count]) => ({ value, count }));
  return chosen === priorityOrder ? all : all.toSorted((one, other) => byText(one.value, other.value));
}
