import { type QuickPickItem, window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import { type Grouping, groupings, type SortOrder, sortOrders } from '../queue-options.ts';

const orders = (): Readonly<Record<SortOrder, Omit<QuickPickItem, 'description'>>> => ({
  queue: {
    label: l10n.t('Queue Order'),
    detail: l10n.t('Priority, active before backlog, number: the order in which sessions take them'),
  },
  priority: { label: l10n.t('Priority'), detail: l10n.t('The most urgent first, wherever it lies') },
  id: { label: l10n.t('Id'), detail: l10n.t('TASK-9 before TASK-10') },
  age: { label: l10n.t('Age'), detail: l10n.t('The oldest first, by `created`') },
  progress: { label: l10n.t('Progress'), detail: l10n.t('The nearest to its end first') },
});

const groups = (): Readonly<Record<Grouping, Omit<QuickPickItem, 'description'>>> => ({
  state: { label: l10n.t('State'), detail: l10n.t('Running, Ready, Blocked, Backlog, Completed') },
  priority: { label: l10n.t('Priority'), detail: l10n.t('Critical, High, Medium, Low') },
  label: { label: l10n.t('Label'), detail: l10n.t('A task stands below each of its labels') },
  repository: { label: l10n.t('Repository'), detail: l10n.t('All open tasks of a repository in one list') },
});

/** Asks for the order of the tasks in each group; what a session takes next stays as it is. */
export async function sortQueue({ choices }: EditorParts): Promise<void> {
  const sort = await pick(l10n.t('Sort tasks by'), sortOrders, orders(), choices.options.sort);
  if (sort !== undefined) await choices.choose({ sort });
}

/** Asks what the tasks are grouped by. */
export async function groupQueue({ choices }: EditorParts): Promise<void> {
  const grouping = await pick(l10n.t('Group tasks by'), groupings, groups(), choices.options.grouping);
  if (grouping !== undefined) await choices.choose({ grouping });
}

async function pick<Name extends string>(
  placeHolder: string,
  names: readonly Name[],
  items: Readonly<Record<Name, QuickPickItem>>,
  current: Name,
): Promise<Name | undefined> {
  const picks = names.map((name) => ({
    ...items[name],
    name,
    ...(name === current ? { description: l10n.t('current') } : {}),
  }));
  return (await window.showQuickPick(picks, { placeHolder }))?.name;
}
