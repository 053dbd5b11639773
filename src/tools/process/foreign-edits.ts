/** Edits of backlog files that were made while the agent worked, and not by it. */
import { basename } from 'node:path';
import { itemPathOf } from '../../backlog/standard/item-path.ts';
import { summaryTables } from '../../backlog/standard/places.ts';
import { idsIn } from '../../backlog/task-id.ts';
import type { CodexOutcome } from '../../codex/exec.ts';
import { taskFolderOf } from './task-file-guard.ts';

/** The paths among those that changed which are backlog files, and which nothing that the agent ran or edited names. */
export function foreignAmong(
  paths: readonly string[],
  { commands, changedFiles }: Pick<CodexOutcome, 'commands' | 'changedFiles'>,
): string[] {
  const told = toldBy({ commands, changedFiles });
  const words = told.split(/[\s'"`;|&()<>=:,]+/);
  return paths.filter((path) => {
    if (taskFolderOf(path) !== undefined) return !told.includes(basename(path)) && !told.includes('tasks');
    if (summaryTables.includes(path)) return !told.includes(basename(path));
    const item = itemPathOf(path);
    return item?.name !== undefined && !namesItem(words, path, item.path);
  });
}

/** The paths, of whatever kind, that nothing the agent ran or edited names; those that `foreignAmong` tells are among them. */
export function unnamedAmong(
  paths: readonly string[],
  outcome: Pick<CodexOutcome, 'commands' | 'changedFiles'>,
): string[] {
  const told = toldBy(outcome);
  const foreign = new Set(foreignAmong(paths, outcome));
  return paths.filter((path) => foreign.has(path) || !told.includes(basename(path)));
}

/**
 * Files of all items have the same names, so a word that names another item's folder does not count; one without any
 * id does, since it may stand for all of them: `bugs/*`.
 */
function namesItem(words: readonly string[], path: string, folder: string): boolean {
  const place = folder.slice(0, folder.lastIndexOf('/'));
  return words.some((word) => {
    if (word.includes(basename(folder))) return true;
    return idsIn(word).length === 0 && (word.includes(basename(path)) || word.split('/').includes(basename(place)));
  });
}

function toldBy({ commands, changedFiles }: Pick<CodexOutcome, 'commands' | 'changedFiles'>): string {
  return [...commands.map(({ command }) => command), ...changedFiles].join('\n');
}
