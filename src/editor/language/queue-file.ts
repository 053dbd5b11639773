/** Which files of a repository belong to its queue, by their path. Without the editor. */
import { type WorkPlace, workPlaceOf } from '../../backlog/read/edited-work.ts';
import { itemPathOf } from '../../backlog/standard/item-path.ts';
import { actionTables, bases, summaryTables } from '../../backlog/standard/places.ts';

/**
 * task, item: what criteria are read from, and the JSON file beside them. action: files of a human action. table: lists of
 * items or actions. text: other words about the work, such as reports and notes in the folder of an item.
 */
export type QueueFile = WorkPlace | { readonly kind: 'action' | 'table' | 'text' };

/** What a file is to the queue; undefined for all that has nothing to do with it. @param file below the root, with forward slashes */
export function queueFileOf(file: string): QueueFile | undefined {
  const work = workPlaceOf(file);
  if (work !== undefined) return work;
  if (actionTables.includes(file) || summaryTables.includes(file)) return { kind: 'table' };
  if (bases.some((base) => file.startsWith(`${base}human-actions/`))) return { kind: 'action' };
  const isText = /^tasks\/.+\.md$|^docs\/(?:retrospectives|reports)\/[^/]+\.md$/i.test(file);
  return isText || itemPathOf(file) !== undefined ? { kind: 'text' } : undefined;
}

/** Patterns of the editor that hold all such files, and some more. */
export const queueFilePatterns = [
  '**/tasks/**/*.md',
  '**/human-actions/**/*.{md,json}',
  '**/{bugs,features,completed,deprecated}/**/*.{md,json}',
  '**/{bugs,features,actions}.md',
  '**/docs/{retrospectives,reports}/*.md',
] as const;
