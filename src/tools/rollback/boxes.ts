/** Which boxes of the task open again. Pure. */
import { findCriterion } from '../../backlog/parse/criteria.ts';
import type { Criterion, CriterionAddress, Task } from '../../backlog/task.ts';

export interface Boxes {
  /** Criteria of the task as it is now, each once, in the order of the addresses. */
  readonly open: readonly Criterion[];
  /** Criteria that the file no longer holds. */
  readonly missing: readonly string[];
}

/** @param ticked criteria that the commits ticked, as the file was then */
export function boxesToOpen(task: Pick<Task, 'criteria'>, ticked: readonly CriterionAddress[]): Boxes {
  const open = new Set<Criterion>();
  const missing: string[] = [];
  for (const address of ticked) {
    const criterion = findCriterion(task.criteria, address);
    if (criterion === undefined) missing.push(address.text);
    // What somebody opened or waived since stays so.
    else if (criterion.state === 'done') open.add(criterion);
  }
  return { open: [...open], missing };
}
