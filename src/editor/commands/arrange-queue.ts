import { type QuickPickItem, window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { type Grouping, groupings, type SortOrder, sortOrders } from '../queue-options.ts';

const orders: Readonly<Record<SortOrder, Omit<QuickPickItem, 'description'>>> = {
  queue: {
    label: 'Queue Order',
    detail: 'Priority, active before backlog, number: the order in which sessions take them',
  },
  priority: { label: 'Priority', detail: 'The most urgent first, wherever it lies' },
  id: { label: 'Id', detail: 'TASK-9 before TASK-10' },
  age: { label: 'Age', detail: 'The oldest first, by `created`' },
  progress: { label: 'Progress', detail: 'The nearest to its end first' },
};

const groups: Readonly<Record<Grouping, Omit<QuickPickItem, 'description'>>> = {
  state: { label: 'State', detail: 'Running, Ready, Blocked, Backlog, Completed' },
  priority: { label: 'Priority', detail: 'Critical, High, Medium, Low' },
  label: { label: 'Label', detail: 'A task stands below each of its labels' },
  repository: { label: 'Repository', detail: 'All open tasks of a repository in one list' },
};

/** Asks for the order of the tasks in each group; what a session takes next stays as it is. */
export async function sortQueue({ choices }: EditorParts): Promise<void> {
  const sort = await pick('Sort tasks by', sortOrders, orders, choices.options.sort);
  if (sort !== undefined) await choices.choose({ sort });
}

/** Asks what the tasks are grouped by. */
export async function groupQueue({ choices }: EditorParts): Promise<void> {
  const grouping = await pick('Group tasks by', groupings, groups, choices.options.grouping);
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
    ...(name === current ? { description: 'current' } : {}),
  }));
  return (await window.showQuickPick(picks, { placeHolder }))?.name;
}
