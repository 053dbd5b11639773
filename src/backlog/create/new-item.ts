/** What a new item is to say, and what becomes of it: files as values. */
import type { Priority } from '../task.ts';
import type { NewCriterion } from './derived-criteria.ts';

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
  /** Criteria of another item, with nesting and checks, as they are to be written; they replace all others. */
  readonly ownCriteria?: readonly NewCriterion[];
  /** Switches verification off, as in the front matter. */
  readonly verify?: 'none';
  /** Whether a person has to do it, or to say how: no run works on it. */
  readonly forPerson?: boolean;
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
 * Whether a person has to look at an item before anybody works on it. One that reports that a session ended early would
 * otherwise be the first that the next session works on.
 */
export function isForPerson({ title, forPerson }: Pick<NewItem, 'title' | 'forPerson'>): boolean {
  return forPerson === true || /^session failure\b/i.test(title);
}
