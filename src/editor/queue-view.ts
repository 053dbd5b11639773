import {
  type Command,
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  Uri,
} from 'vscode';
import { collapsible } from './collapsible.ts';
import { commandIds } from './ids.ts';
import * as l10n from './l10n.ts';
import type { QueueState } from './queue-entries.ts';
import { childNodes, findTask, type NoteNode, type QueueNode, rootNodes, type TaskNode } from './queue-nodes.ts';
import { queueRow, type RowClock } from './queue-rows.ts';
import { elapsedSince, type RunTimes } from './run-clock.ts';
import { readable } from './shown-text.ts';
import { makeGit } from './states/next-step.ts';
import { blockerTooltip, noteTooltip, taskTooltip } from './task-tooltip.ts';

/** The Task Queue for the editor: all that it shows comes from queue-nodes and queue-rows. */
export class QueueTree implements TreeDataProvider<QueueNode> {
  readonly #changed = new EventEmitter<QueueNode | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #state: () => QueueState;
  readonly #times: (repository: string) => RunTimes | undefined;
  /** Rows of running tasks as the editor has them: it knows a row by its object, so a change is told with the same one. */
  #running = new Map<string, TaskNode>();
  /** Those of them that have changed since the editor got them. */
  #stale = new Set<string>();

  /** @param times since when the run on a repository goes on */
  constructor(state: () => QueueState, times: (repository: string) => RunTimes | undefined) {
    this.#state = state;
    this.#times = times;
  }

  /** Has everything asked anew. */
  refresh(): void {
    this.#running = new Map();
    this.#stale = new Set();
    this.#changed.fire(undefined);
  }

  /** Has the rows of running tasks asked anew, and nothing else: runs report about once a second. */
  refreshRunning(): void {
    for (const node of this.#running.values()) {
      this.#stale.add(node.id);
      this.#changed.fire(node);
    }
  }

  getChildren(node?: QueueNode): QueueNode[] {
    const state = this.#state();
    if (node === undefined) return rootNodes(state);
    const children = childNodes(this.#current(node), state);
    for (const child of children)
      if (child.kind === 'task' && child.run !== undefined) this.#running.set(child.id, child);
    return children;
  }

  getParent(node: QueueNode): QueueNode | undefined {
    return node.parent;
  }

  getTreeItem(shown: QueueNode): TreeItem {
    const node = this.#current(shown);
    const { label, description, icon, expanded, context, spoken } = queueRow(node, this.#clock(node));
    const item = new TreeItem(label, collapsible[expanded]);
    item.id = node.id;
    item.description = description;
    item.contextValue = context;
    item.accessibilityInformation = { label: spoken };
    if (icon !== undefined) {
      item.iconPath = new ThemeIcon(icon.name, icon.color === undefined ? undefined : new ThemeColor(icon.color));
    }
    if (node.kind === 'criterion' || node.kind === 'blocker') {
      item.command = { command: commandIds.openTask, title: l10n.t('Open Task File'), arguments: [node] };
    }
    if (node.kind === 'verification') {
      item.command = { command: commandIds.showReport, title: l10n.t('Show Verification Report'), arguments: [node] };
    }
    if (node.kind === 'more') {
      item.command = { command: commandIds.showMore, title: l10n.t('Show More'), arguments: [node] };
    }
    if (node.kind === 'note') item.command = commandOf(node);
    if (node.kind === 'repository') item.resourceUri = Uri.file(node.repository.root);
    return item;
  }

  /** The hover text is made when somebody hovers. */
  resolveTreeItem(item: TreeItem, shown: QueueNode): TreeItem {
    const node = this.#current(shown);
    if (node.kind === 'task') item.tooltip = this.#taskTooltip(node);
    else if (node.kind === 'criterion') item.tooltip = readable(node.criterion.text);
    else if (node.kind === 'blocker') item.tooltip = blockerTooltip(node);
    else if (node.kind === 'note') item.tooltip = noteTooltip(node);
    return item;
  }

  #clock(node: QueueNode): RowClock | undefined {
    const times = node.kind === 'task' || node.kind === 'criterion' ? this.#times(node.repository.root) : undefined;
    return times === undefined ? undefined : { times, now: Date.now() };
  }

  #taskTooltip(node: TaskNode): MarkdownString {
    const clock = this.#clock(node);
    return new MarkdownString(taskTooltip(node, clock && elapsedSince(clock.times.taskBegan, clock.now)));
  }

  /** The node as it is now, for one that the editor keeps. */
  #current(node: QueueNode): QueueNode {
    if (node.kind !== 'task' || !this.#stale.has(node.id)) return node;
    return findTask(this.#state(), node.repository.root, node.task.file) ?? node;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function commandOf({ does }: NoteNode): Command {
  if (does === undefined) return { command: commandIds.showLog, title: l10n.t('Show Log') };
  const { title, does: action } = makeGit();
  return { title, command: action.command, arguments: [...action.args] };
}
