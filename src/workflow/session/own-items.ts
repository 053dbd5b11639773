/** Items that a session creates: each once, also when it was killed between the files and their commit. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isUnfinished } from '../../backlog/queue/human-work.ts';
import { readBacklog } from '../../backlog/read/read.ts';
import { folderOf } from '../../backlog/standard/item-path.ts';
import { actionTables, summaryTables } from '../../backlog/standard/places.ts';
import type { HumanAction, Task } from '../../backlog/task.ts';
import { gitClient } from '../../git/client.ts';
import { type Repository, readHead } from '../../git/repository.ts';
import { readOpenItems } from '../../tools/bugs/open-twin.ts';
import { commitItem } from '../../tools/create/commit-item.ts';
import { isThere } from '../../tools/is-there.ts';
import { statusOf } from '../../tools/work-tree-status.ts';

/** The open item with a line of ours in its text, other than the task itself. */
export async function itemWithMark(root: string, task: Task, mark: string): Promise<Task | undefined> {
  const items = await readOpenItems(root, task, await readBacklog(root));
  return items.find(({ text }) => text.split(/\r?\n/).some((line) => line.trim() === mark))?.task;
}

export interface OpenAction {
  readonly action: HumanAction;
  /** Its folder, below the root; undefined where it stands in a table alone. */
  readonly folder: string | undefined;
  /** All that its folder says. */
  readonly text: string;
}

/** The human actions of this title that are not done, the newest first. */
export async function openActionsOf(root: string, title: string): Promise<OpenAction[]> {
  const { humanActions } = await readBacklog(root);
  const same = humanActions.filter((action) => action.title === title && isUnfinished(action));
  const found = same.map(async (action) => {
    const folder = basename(action.file) === 'action_report.json' ? folderOf(action.file) : undefined;
    const text =
      folder === undefined ? '' : await readFile(join(root, folder, 'INSTRUCTIONS.md'), 'utf8').catch(() => '');
    return { action, folder, text };
  });
  return (await Promise.all(found)).toReversed();
}

/** Commits the files of an item of ours that a killed session did not commit any more. @returns warnings */
export async function commitLeftItem(
  repository: Repository,
  unit: string,
  id: string,
  message: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const fresh = await changedBelow(repository, unit);
  if (fresh.length === 0) return [];
  const tables: string[] = [];
  for (const file of [...actionTables, ...summaryTables]) {
    if ((await isThere(join(repository.root, file))) && (await addsOnly(repository, file, id))) tables.push(file);
  }
  const { warnings } = await commitItem({
    root: repository.root,
    repository,
    branch: (await readHead(repository))?.branch,
    paths: [...fresh, ...tables],
    message,
    signal,
  });
  return warnings;
}

async function changedBelow(repository: Repository, unit: string): Promise<string[]> {
  const entries = (await statusOf(repository, unit))
    .split('\0')
    .filter((entry) => entry !== '' && !entry.startsWith('!!'));
  return entries.map((entry) => entry.slice(3));
}

/** Whether nothing differs from the last commit but the row of this item. */
async function addsOnly(repository: Repository, file: string, id: string): Promise<boolean> {
  if ((await statusOf(repository, file)) === '') return false;
  const diff = await gitClient(repository.root).raw(['diff', '--no-ext-diff', '--unified=0', 'HEAD', '--', file]);
  const changed = diff.split('\n').filter((line) => /^[+-](?![+-]{2} )/.test(line));
  return changed.every((line) => line.startsWith('+') && line.includes(id));
}
