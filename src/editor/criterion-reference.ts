/** How commands name a criterion. Without the editor. */
import type { CriterionAddress } from '../backlog/task.ts';
import type { QueueNode } from './queue-nodes.ts';
import { referenceOf, type TaskReference } from './task-reference.ts';

export interface CriterionReference extends TaskReference {
  readonly file: string;
  readonly criterion: CriterionAddress;
}

/** What a command was called with, as a criterion: its row, a reference itself, or nothing of the kind. */
export function criterionReferenceOf(argument: unknown): CriterionReference | undefined {
  const reference = referenceOf(argument);
  const file = reference?.file;
  if (reference === undefined || file === undefined || typeof argument !== 'object' || argument === null) {
    return undefined;
  }
  if ('kind' in argument) {
    const node = argument as QueueNode;
    return node.kind === 'criterion' ? { ...reference, file, criterion: node.criterion.address } : undefined;
  }
  const criterion = 'criterion' in argument ? argument.criterion : undefined;
  return isAddress(criterion) ? { ...reference, file, criterion } : undefined;
}

function isAddress(value: unknown): value is CriterionAddress {
  if (typeof value !== 'object' || value === null) return false;
  const { group, ordinal, text, repeat } = value as Partial<Record<keyof CriterionAddress, unknown>>;
  const isGroup = Array.isArray(group) && group.every((heading) => typeof heading === 'string');
  return (
    isGroup && typeof ordinal === 'number' && typeof text === 'string' && (repeat === undefined || isRepeat(repeat))
  );
}

function isRepeat(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { heading, ordinal } = value as { heading?: unknown; ordinal?: unknown };
  return typeof heading === 'number' && typeof ordinal === 'number';
}
