/** Which parts of the system an item is about. */
import type { Task } from '../task.ts';

/** Labels that say what kind of item it is, not what it is about. */
const kinds: ReadonlySet<string> = new Set([
  'bug',
  'feature',
  'task',
  'human-action',
  'human_action',
  'chore',
  'enhancement',
  'improvement',
  'refactoring',
  'urgent',
  'blocked',
  'unknown',
]);

/** Its labels but for those of kinds, in small letters. The standard layout's component is among the labels. */
export function componentsOf({ labels }: Pick<Task, 'labels'>): readonly string[] {
  return labels.map((label) => label.trim().toLowerCase()).filter((label) => label !== '' && !kinds.has(label));
}

/** Whether both are about the same part: they share one, or neither names any. */
export function shareComponent(one: Pick<Task, 'labels'>, other: Pick<Task, 'labels'>): boolean {
  const [mine, theirs] = [componentsOf(one), componentsOf(other)];
  if (mine.length === 0 && theirs.length === 0) return true;
  return mine.some((component) => theirs.includes(component));
}
