/** Whether a task is about something that is broken, so that what it says has to work is what it has to mend. Pure. */
import type { Task } from '../../../backlog/task.ts';

const titles =
  /\b(?:fix|mend|repair|restore|recover|resolve|revive|broken|crash(?:es|ing)?|fail(?:s|ed|ing|ure)?|down|unreachable|outage|[45]\d\d)\b/i;

/** A bug, by its id or its labels, or by the words of its title. Rather too often: what is the task's is never passed over. */
export function isRepair({ id, labels, title }: Pick<Task, 'id' | 'labels' | 'title'>): boolean {
  return /^BUG-/i.test(id) || labels.some((label) => label.toLowerCase() === 'bug') || titles.test(title);
}
