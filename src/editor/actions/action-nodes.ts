/** The Human Actions view as values: what waits for a person, most urgent first, its steps, and what it frees. Pure. */
import { actionState } from '../../backlog/parse/action-report.ts';
import { priorityRank } from '../../backlog/queue/priority.ts';
import type { Criterion, Priority } from '../../backlog/task.ts';
import { sideContexts } from '../ids.ts';
import * as l10n from '../l10n.ts';
import type { ActionEntry, RepositoryQueue } from '../queue-entries.ts';
import { plainText } from '../queue-rows.ts';
import { type SideIcon, type SideNode, sideNode } from '../sides/side-node.ts';
import type { ActionCheck } from './action-checks.ts';
import { type HeldTask, heldTasks, listed } from './freed-tasks.ts';

/** An action with the repository that it waits in. */
export interface WaitingAction {
  readonly repository: RepositoryQueue;
  readonly action: ActionEntry;
}

const icons: Record<Priority, SideIcon> = {
  critical: { name: 'flame', color: 'notificationsErrorIcon.foreground' },
  high: { name: 'arrow-up', color: 'notificationsWarningIcon.foreground' },
  medium: { name: 'person' },
  low: { name: 'arrow-down' },
};

/** In each repository the order is that of the queue's model, which `agent-toolkit actions` has; they are merged by priority. */
export function waitingActions(repositories: readonly RepositoryQueue[]): WaitingAction[] {
  return repositories
    .flatMap((repository) => repository.actions.map((action) => ({ repository, action })))
    .toSorted((one, other) => priorityRank(one.action.priority) - priorityRank(other.action.priority));
}

/** A row for each action. @param isAlone whether there is only one repository, which then is not named */
export function actionNode({ repository, action }: WaitingAction, isAlone: boolean): SideNode {
  const { id, title, priority, status, file, blocks, until } = action;
  const state = actionState(status);
  const begun = state === 'in_progress' ? [l10n.t('begun')] : state === 'blocked' ? [l10n.t('blocked')] : [];
  const frees = blocks.length === 0 ? [] : [l10n.t`frees ${listed(blocks)}`];
  const itself = until === undefined ? [] : [l10n.t('clears itself')];
  const facts = [...begun, ...frees, ...(title === id ? [] : [id]), ...itself, ...(isAlone ? [] : [repository.name])];
  return sideNode({
    ...{ id: nodeId(repository, action), label: title, description: [priority, ...facts].join(' · ') },
    ...{ icon: icons[priority], expanded: 'collapsed', context: sideContexts.action },
    spoken: [title, l10n.t`${priority} priority`, ...facts].join(', '),
    ...{ repository: repository.root, itemId: id, file },
    opens: { command: 'openInstructions', title: l10n.t('Open Instructions') },
  });
}

/** The boxes of an action, with the file that they stand in. */
export interface ActionSteps {
  readonly file: string;
  readonly steps: readonly Criterion[];
}

/** Below an action: its steps, what it frees, when it clears itself. */
export function actionDetails(
  { repository, action }: WaitingAction,
  { file, steps }: ActionSteps,
  check: ActionCheck | undefined,
): SideNode[] {
  const parent = nodeId(repository, action);
  const held = heldTasks(repository, action);
  return [
    ...flat(steps).map((step): SideNode => {
      const isOpen = step.state === 'open';
      const label = plainText(step.text);
      return sideNode({
        ...{ id: `${parent}|${step.address.group.join(' › ')}|${step.address.ordinal}|${step.line}`, label },
        icon: isOpen ? { name: 'circle-large-outline' } : { name: 'pass', color: 'testing.iconPassed' },
        context: isOpen ? sideContexts.openStep : sideContexts.doneStep,
        spoken: `${label}, ${isOpen ? l10n.t('open') : l10n.t('done')}`,
        ...{ repository: repository.root, itemId: action.id, file, line: step.line, criterion: step.address },
        opens: { command: 'openInstructions', title: l10n.t('Open Instructions') },
      });
    }),
    ...held.map((one) => heldNode(parent, repository, one)),
    ...untilNodes(parent, action, check),
  ];
}

function heldNode(parent: string, { root }: RepositoryQueue, { id, task, others }: HeldTask): SideNode {
  const then =
    task === undefined
      ? l10n.t('not in the queue')
      : others.length === 0
        ? ''
        : l10n.t`waits for ${listed(others)}, too`;
  const description = [task?.title ?? '', then].filter((part) => part !== '').join(' · ');
  const node = { id: `${parent}|frees ${id}`, label: l10n.t`Frees ${id}`, description, icon: { name: 'unlock' } };
  if (task === undefined) return sideNode(node);
  const opens = { command: 'openTask', title: l10n.t('Open Task File') } as const;
  return sideNode({ ...node, ...{ repository: root, itemId: id, file: task.file }, opens, context: sideContexts.held });
}

function untilNodes(parent: string, { until }: ActionEntry, check: ActionCheck | undefined): SideNode[] {
  if (until === undefined) return [];
  const id = `${parent}|until`;
  if (until === '') {
    const description = l10n.t('until in its file says nothing that can be asked');
    return [sideNode({ id, label: l10n.t('Does not clear itself'), description, icon: { name: 'warning' } })];
  }
  const description = check === undefined ? '' : l10n.t`not yet at ${check.at}: ${check.why}`;
  const hint = [l10n.t`Clears itself when ${until}.`, description].filter((line) => line !== '').join('\n');
  const icon = { name: 'sync' };
  return [
    sideNode({ id, label: l10n.t`Clears itself when ${until}`, description, hint, icon, context: sideContexts.until }),
  ];
}

/** Those below others count by themselves. */
export function flat(steps: readonly Criterion[]): Criterion[] {
  return steps.flatMap((step) => (step.children.length === 0 ? [step] : flat(step.children)));
}

function nodeId({ root }: RepositoryQueue, { id, file }: ActionEntry): string {
  return `${root}|${file}|${id}`;
}
