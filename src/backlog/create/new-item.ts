/** What a new item is to say, and what becomes of it: files as values. */
import type { Priority } from '../task.ts';

export type ItemType = 'bug' | 'feature' | 'human_action';

/** A new item, checked and cleaned: `title`, `component`, `labels` and `criteria` are one line each. */
export interface NewItem {
  readonly type: ItemType;
  readonly title: string;
  /** Markdown as a person wrote it; made safe by whatever writes it into a file. */
  readonly description: string;
  /** Undefined where nobody knows. */
  readonly component?: string;
  readonly priority: Priority;
  /** Besides the type and the component. */
  readonly labels: readonly string[];
  /** Ids that the item waits for. */
  readonly dependsOn: readonly string[];
  /** Ids that wait for the item. */
  readonly blocks: readonly string[];
  /** Replace the criteria that the description gives; empty: they are taken from it. */
  readonly criteria: readonly string[];
}

/** A file that is to be made: its path below the repository root, with forward slashes. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** The words of the standard layout for priorities. */
export const numberedPriority: Readonly<Record<Priority, string>> = {
  critical: 'P0',
  high: 'P1',
  medium: 'P2',
  low: 'P3',
};

/** Labels of an item: its type, its component, then the others; none twice. */
export function labelsOf({ type, component, labels }: NewItem): string[] {
  const all = [type, ...(component === undefined ? [] : [component]), ...labels];
  const keys = all.map((label) => label.toLowerCase());
  return all.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

/**
 * Whether an item reports that a session ended early. That is for a person to look at: as any other item it would be
 * the first that the next session works on.
 */
export function isSessionFailure({ title }: NewItem): boolean {
  return /^session failure\b/i.test(title);
}
