/** The priorities and their order. */
import type { Priority } from '../task.ts';

/** From the most urgent to the least. */
export const priorityOrder: readonly Priority[] = ['critical', 'high', 'medium', 'low'];

const priorityRanks: Readonly<Record<Priority, number>> = { critical: 0, high: 1, medium: 2, low: 3 };

/** 0 for critical to 3 for low. */
export function priorityRank(priority: Priority): number {
  return priorityRanks[priority];
}
