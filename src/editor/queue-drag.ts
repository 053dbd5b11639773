import { type DataTransfer, DataTransferItem, type TreeDragAndDropController, Uri, window } from 'vscode';
import { queueViewId } from './ids.ts';
import * as l10n from './l10n.ts';
import { type MoveTarget, targetOf } from './queue-move.ts';
import type { GroupNode, QueueNode } from './queue-nodes.ts';
import { referenceOf, type TaskReference } from './task-reference.ts';

const mimeType = `application/vnd.code.tree.${queueViewId.toLowerCase()}`;

export type DropTasks = (references: readonly TaskReference[], target: MoveTarget) => Promise<void>;

/** Dragging tasks to another group changes their status or priority; dragging them into an editor opens their files. */
export class QueueDrag implements TreeDragAndDropController<QueueNode> {
  readonly dragMimeTypes = [mimeType, 'text/uri-list'];
  readonly dropMimeTypes = [mimeType];
  readonly #move: DropTasks;

  constructor(move: DropTasks) {
    this.#move = move;
  }

  handleDrag(nodes: readonly QueueNode[], data: DataTransfer): void {
    const tasks = nodes.filter((node) => node.kind === 'task');
    if (tasks.length === 0) return;
    data.set(mimeType, new DataTransferItem(tasks));
    const files = tasks.map(({ repository, task }) => Uri.joinPath(Uri.file(repository.root), task.file).toString());
    data.set('text/uri-list', new DataTransferItem(files.join('\r\n')));
  }

  async handleDrop(node: QueueNode | undefined, data: DataTransfer): Promise<void> {
    const dragged: unknown = data.get(mimeType)?.value;
    const group = node === undefined ? undefined : groupAbove(node);
    if (group === undefined || !Array.isArray(dragged)) return;
    const references = dragged.map(referenceOf).filter((reference) => reference !== undefined);
    const foreign = references.filter(({ repository }) => repository !== group.repository.root);
    if (foreign.length > 0) {
      const ids = foreign.map(({ itemId }) => itemId).join(', ');
      await window.showWarningMessage(l10n.t`${ids} cannot be moved to another repository (${group.repository.name}).`);
      return;
    }
    await this.#move(references, targetOf(group.group));
  }
}

function groupAbove(node: QueueNode): GroupNode | undefined {
  if (node.kind === 'group') return node;
  return node.parent === undefined ? undefined : groupAbove(node.parent);
}
