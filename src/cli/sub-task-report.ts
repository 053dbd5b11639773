import type { ProposedSubTask } from '../tools/contract.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** How many criteria of a sub-task are named. */
const shownCriteria = 3;

/** What a task can be taken apart into, or was, with the next step; nothing where there is nothing to say. */
export function subTaskLines(subTasks: readonly ProposedSubTask[], itemId: string, style: Style): string[] {
  if (subTasks.length === 0) return [];
  const isCreated = subTasks.every(({ item_id: id }) => id !== null);
  const heading = isCreated ? `Sub-tasks, which ${printable(itemId)} waits for` : 'Proposed sub-tasks';
  const lines = subTasks.flatMap((subTask, index) => linesOf(subTask, index, style));
  const hint = `  A run with --decompose create that ends like this one creates them, and ${printable(itemId)} waits for them.`;
  return ['', style('bold', heading), ...lines, ...(isCreated ? [] : [style('dim', hint)])];
}

function linesOf(subTask: ProposedSubTask, index: number, style: Style): string[] {
  const {
    title,
    acceptance_criteria: criteria,
    item_id: id,
    depends_on_previous: waits,
    needs_person: person,
  } = subTask;
  const notes = [...(person ? ['a person has to split it'] : []), ...(waits ? ['after the one before'] : [])];
  const note = notes.length === 0 ? '' : `  ${style('dim', notes.join(', '))}`;
  const more = criteria.length - shownCriteria;
  return [
    `  ${id === null ? `${index + 1}.` : printable(id)} ${printable(title)}${note}`,
    ...criteria.slice(0, shownCriteria).map((text) => `     - ${printable(text)}`),
    ...(more > 0 ? [style('dim', `     and ${more} more`)] : []),
  ];
}
