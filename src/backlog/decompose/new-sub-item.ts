/** A proposed sub-task as a new item of the parent's layout. */
import { cleanLine } from '../create/clean-text.ts';
import type { NewCriterion } from '../create/derived-criteria.ts';
import type { ItemType, NewItem } from '../create/new-item.ts';
import { writtenText } from '../edit/criterion-lines.ts';
import type { Task } from '../task.ts';
import type { SubCriterion, SubTask } from './sub-task.ts';

/**
 * The item has the parent's priority and labels (they decide when it is pushed), and its `verify: none`. A longer `verify`
 * names what is there only once all parts are done, so it stays with the parent, which is verified at the end.
 * @param before ids that it waits for: the sub-task before it, or what its parent waits for
 * @throws EditConflict for a criterion without a text
 */
export function newSubItem(parent: Task, subTask: SubTask, before: readonly string[]): NewItem {
  const { title, description, criteria, needsPerson } = subTask;
  return {
    type: typeOf(parent),
    title: cleanLine(title),
    description,
    priority: parent.priority,
    labels: parent.labels.map(cleanLine).filter((label) => label !== ''),
    dependsOn: before,
    blocks: [],
    criteria: [],
    ownCriteria: nested(criteria, 0),
    ...(parent.verify === 'none' ? { verify: 'none' as const } : {}),
    ...(needsPerson ? { forPerson: true } : {}),
  };
}

function typeOf({ id, labels }: Task): ItemType {
  if (/^BUG-/i.test(id)) return 'bug';
  return !/^FEAT-/i.test(id) && labels.some((label) => label.toLowerCase() === 'bug') ? 'bug' : 'feature';
}

/** Criteria below the boxes that they stood under; neighbours of one box share it again. */
function nested(criteria: readonly SubCriterion[], depth: number): NewCriterion[] {
  const made: { above: string | undefined; inside: SubCriterion[] }[] = [];
  for (const criterion of criteria) {
    const above = criterion.above[depth];
    const last = made.at(-1);
    if (last !== undefined && above !== undefined && last.above === above) last.inside.push(criterion);
    else made.push({ above, inside: [criterion] });
  }
  return made.flatMap(({ above, inside }): NewCriterion[] => {
    if (above !== undefined) return [{ text: writtenText(above), group: [], children: nested(inside, depth + 1) }];
    return inside.map(({ text, checks }) => ({ text: writtenText(text), group: [], children: [], checks }));
  });
}
