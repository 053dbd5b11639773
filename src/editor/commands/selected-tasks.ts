import type { EditorParts } from '../editor-parts.ts';
import type { ChosenTask } from '../task-picks.ts';
import { findReferenced, referenceOf } from '../task-reference.ts';
import { chooseTask, type TaskPurpose } from './choose-task.ts';

/**
 * The tasks that a command is for: the selected rows where that of its menu is among them, each task once and in the order of the queue;
 * else the one of the row, or the one picked. Empty when nothing was.
 */
export async function selectedTasks(
  parts: EditorParts,
  argument: unknown,
  selected: unknown,
  purpose: TaskPurpose,
): Promise<readonly ChosenTask[]> {
  const several = severalOf(parts, selected);
  if (several.length > 1) return several;
  const chosen = several[0] ?? (await chooseTask(parts, argument, purpose));
  return chosen === undefined ? [] : [chosen];
}

/** The tasks among the rows that the editor hands over, each once, in the order of the queue. */
export function severalOf({ source }: Pick<EditorParts, 'source'>, selected: unknown): readonly ChosenTask[] {
  if (!Array.isArray(selected)) return [];
  const references = selected.map(referenceOf).filter((reference) => reference !== undefined);
  const chosen = new Map<string, ChosenTask>();
  for (const reference of references) {
    const task = findReferenced(source, reference);
    const key = `${reference.repository}\n${task?.file}`;
    if (task !== undefined) chosen.set(key, { task, reference: { ...reference, file: task.file } });
  }
  const places = new Map(
    source.queues.flatMap(({ root, tasks }) => tasks.map(({ file }) => `${root}\n${file}`)).map((key, at) => [key, at]),
  );
  return [...chosen]
    .toSorted(([one], [other]) => (places.get(one) ?? 0) - (places.get(other) ?? 0))
    .map(([, task]) => task);
}
