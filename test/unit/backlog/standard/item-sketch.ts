/** Items of the standard layout for tests: only what a test is about has to be said. */
import { type ItemReading, parseItem } from '../../../../src/backlog/standard/item.ts';
import type { ItemFileName } from '../../../../src/backlog/standard/places.ts';
import type { Criterion, Folder, Task } from '../../../../src/backlog/task.ts';

export interface ItemSketch {
  readonly path?: string;
  readonly folder?: Folder;
  /** Fields of the JSON file beside those of a complete one; a text is the whole file, `null` leaves it away. */
  readonly report?: Readonly<Record<string, unknown>> | string | null;
  readonly prompt?: string;
  readonly tasks?: string;
  readonly plan?: string;
}

const complete = { bug_id: 'BUG-007', title: 'Logins time out', status: 'new', priority: 'P1' };

/** What the folder of such an item is read as. */
export function readItem({ path, folder, report = {}, prompt, tasks, plan }: ItemSketch): ItemReading {
  const texts = new Map<ItemFileName, string>();
  const json = typeof report === 'string' ? report : JSON.stringify({ ...complete, ...report }, undefined, 2);
  if (report !== null) texts.set('bug_report.json', json);
  if (prompt !== undefined) texts.set('PROMPT.md', prompt);
  if (plan !== undefined) texts.set('PLAN.md', plan);
  if (tasks !== undefined) texts.set('TASKS.md', tasks);
  return parseItem({ path: path ?? 'bugs/BUG-007-logins-time-out', folder: folder ?? 'active', texts });
}

/** The task of such an item; an open box in TASKS.md when no markdown is given. */
export function item(sketch: ItemSketch): Task {
  const hasMarkdown = sketch.prompt !== undefined || sketch.tasks !== undefined;
  const { task } = readItem(hasMarkdown ? sketch : { ...sketch, tasks: '- [ ] Do it\n' });
  if (task === undefined) throw new Error('The folder holds no item');
  return task;
}

/** Problems as `file:line code`, without the folder. */
export function problemsOf({ problems }: Pick<Task, 'problems'>): string[] {
  return problems.map(({ file, range, code }) => `${file.slice(file.lastIndexOf('/') + 1)}:${range.start + 1} ${code}`);
}

/** Each criterion as `group / text: state`, children indented below their parents. */
export function outline(criteria: readonly Criterion[], depth = 0): string[] {
  return criteria.flatMap(({ address, text, state, children }) => [
    `${'  '.repeat(depth)}${[...address.group, text].join(' / ')}: ${state}`,
    ...outline(children, depth + 1),
  ]);
}
