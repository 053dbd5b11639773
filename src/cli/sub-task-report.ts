import type { ProposedSubTask } from '../tools/contract.ts';
import { printable } from './printable.ts';
import { hanging } from './report-lines.ts';
import type { Style } from './style.ts';

/** How many criteria of a sub-task are named. */
const shownCriteria = 3;

/** What a task can be taken apart into, or was, with the next step; nothing where there is nothing to say. */
export function subTaskLines(subTasks: readonly ProposedSubTask[], itemId: string, style: Style): string[] {
  if (subTasks.length === 0) return [];
  const isCreated = subTasks.every(({ item_id: id }) => id !== null);
  const heading = isCreated ? `Sub-tasks, which ${printable(itemId)} waits for` : 'Proposed sub-tasks';
  const lines = listedSubTasks(subTasks, style);
  const hint = `  A run with --decompose create that ends like this one creates them, and ${printable(itemId)} waits for them.`;
  return ['', style('bold', heading), ...lines, ...(isCreated ? [] : [style('dim', hint)])];
}

/** Each with its first criteria, by its id, or by its number where it has none yet. */
export function listedSubTasks(subTasks: readonly ProposedSubTask[], style: Style): string[] {
  return subTasks.flatMap((subTask, index) => linesOf(subTask, index, style));
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
  const note = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  const more = criteria.length - shownCriteria;
  const first = `  ${id === null ? `${index + 1}.` : printable(id)} `;
  return [
    ...hanging(first, 5, title + note, style),
    ...criteria.slice(0, shownCriteria).flatMap((text) => hanging('     - ', 7, text, style)),
    ...(more > 0 ? [style('dim', `     and ${more} more`)] : []),
  ];
}
