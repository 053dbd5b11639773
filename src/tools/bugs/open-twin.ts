/** The open item that a root cause has already. */
import { join } from 'node:path';
import type { NewItem } from '../../backlog/create/new-item.ts';
import { isEnded } from '../../backlog/queue/status-words.ts';
import { namesIn, readRepositoryText } from '../../backlog/read/task-file.ts';
import { unitOf } from '../../backlog/standard/item-path.ts';
import { itemFilesAmong } from '../../backlog/standard/places.ts';
import type { Backlog, Task } from '../../backlog/task.ts';
import { inParallel } from '../../cluster/in-parallel.ts';
import type { Cause } from '../contract.ts';
import { similarItems } from '../create/similar-items.ts';
import { causeKeysIn } from './cause-key.ts';

export interface Twin {
  readonly task: Task;
  /** Whether it holds the key of the cause; else it only says the same. */
  readonly hasKey: boolean;
}

/** Files that are read at once. */
const atOnce = 16;

/** An open item with all that it says. */
export interface OpenItem {
  readonly task: Task;
  readonly text: string;
}

/** Reads all open items but the task whose verification asks: that is never its own bug. */
export async function readOpenItems(root: string, verified: Task, { tasks }: Backlog): Promise<OpenItem[]> {
  const open = tasks.filter((task) => !isEnded(task) && task.file !== verified.file);
  return inParallel(open, atOnce, async (task) => ({ task, text: await textOf(root, task) }));
}

/**
 * The open item that holds the key of the cause; else the open bug that says the same, names the object and holds no key:
 * one with another key is that of another cause.
 */
export async function openTwin(
  root: string,
  cause: Cause,
  item: NewItem,
  open: readonly OpenItem[],
): Promise<Twin | undefined> {
  const keyed = open.find(({ text }) => causeKeysIn(text).includes(cause.key));
  if (keyed !== undefined) return { task: keyed.task, hasKey: true };
  const name = /[^/\s]*$/.exec(cause.object)?.[0].toLowerCase() ?? '';
  const unkeyed = open.filter(
    ({ task, text }) => isBug(task) && causeKeysIn(text).length === 0 && text.toLowerCase().includes(name),
  );
  const tasks = unkeyed.map(({ task }) => task);
  const [best] = await similarItems(root, item, { tasks, humanActions: [], problems: [] });
  const twin = tasks.find(({ file }) => file === best?.file);
  return twin === undefined ? undefined : { task: twin, hasKey: false };
}

function isBug({ id, labels }: Task): boolean {
  return /^BUG/i.test(id) || labels.some((label) => label.toLowerCase() === 'bug');
}

/** All that an item says; what cannot be read says nothing. */
async function textOf(root: string, task: Task): Promise<string> {
  const unit = unitOf(task);
  const files =
    task.layout === 'gitops'
      ? [task.file]
      : itemFilesAmong(await namesIn(join(root, unit)).catch(() => [])).map((name) => `${unit}/${name}`);
  const readings = await Promise.all(files.map((file) => readRepositoryText(root, file)));
  return readings.map((reading) => ('text' in reading ? reading.text : '')).join('\n');
}
