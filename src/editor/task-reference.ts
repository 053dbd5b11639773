/** How commands name a task, and how the task is found in the queue. */
import { isAbsolute, join, relative, sep } from 'node:path';
import type { TaskEntry } from './queue-entries.ts';
import type { QueueNode } from './queue-nodes.ts';
import type { QueueSource } from './queue-source.ts';

/** A task by its id; by its file where one id stands in two files. */
export interface TaskReference {
  readonly repository: string;
  readonly itemId: string;
  /** Path below the root, with forward slashes. */
  readonly file?: string;
  /** Line to show, 0-based. */
  readonly line?: number;
}

/** What a command was called with, as a reference: a row, a reference itself, or nothing of the kind. */
export function referenceOf(argument: unknown): TaskReference | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  if ('kind' in argument) return referenceOfNode(argument as QueueNode);
  if (!('repository' in argument) || !('itemId' in argument)) return undefined;
  const { repository, itemId } = argument;
  if (typeof repository !== 'string' || typeof itemId !== 'string') return undefined;
  const file = 'file' in argument && typeof argument.file === 'string' ? argument.file : undefined;
  return { repository, itemId, ...(file === undefined ? {} : { file }) };
}

function referenceOfNode(node: QueueNode): TaskReference | undefined {
  const repository = node.repository.root;
  switch (node.kind) {
    case 'task':
      return { repository, itemId: node.task.id, file: node.task.file };
    case 'section':
      return referenceOfNode(node.parent);
    case 'criterion':
      return { repository, itemId: node.task.task.id, file: node.task.task.file, line: node.criterion.line };
    case 'blocker':
      return { repository, itemId: node.blocker };
    case 'verification':
      return referenceOfNode(node.parent);
    default:
      return undefined;
  }
}

/** The task that a reference means; an open one before an archived one of the same id. */
export function findReferenced(source: QueueSource, reference: TaskReference): TaskEntry | undefined {
  const tasks = (source.queue(reference.repository)?.tasks ?? []).filter(({ id }) => id === reference.itemId);
  return (
    tasks.find(({ file }) => file === reference.file) ?? tasks.find(({ state }) => state !== 'completed') ?? tasks[0]
  );
}

/** The task whose file has this path. */
export function taskOfFile(
  source: QueueSource,
  path: string,
): { readonly task: TaskEntry; readonly reference: TaskReference } | undefined {
  for (const { root } of source.folders) {
    const below = relative(root, path);
    if (below.startsWith('..') || isAbsolute(below)) continue;
    const task = source.task(root, below.split(sep).join('/'));
    if (task !== undefined) return { task, reference: { repository: root, itemId: task.id, file: task.file } };
  }
  return undefined;
}

export function pathOf(reference: TaskReference, task: TaskEntry): string {
  return join(reference.repository, task.file);
}
