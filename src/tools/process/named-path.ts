/** Whether what the agent ran or edited names a file. Pure. */
import { basename, dirname, normalize } from 'node:path/posix';
import type { CodexOutcome } from '../../codex/exec.ts';

/**
 * Folders hold files of the same name, so a word that names one in another folder does not count; one whose folder is a
 * pattern or a variable does, since it may stand for this one.
 * @param path below the root, with forward slashes
 */
export function isNamed(path: string, { commands, changedFiles }: Pick<CodexOutcome, 'commands' | 'changedFiles'>) {
  const name = basename(path);
  if (changedFiles.some((file) => mayMean(file.replaceAll('\\', '/'), path))) return true;
  return commands.some(({ command }) => {
    if (!command.includes(name)) return false;
    const words = command.split(/[\s'"`;|&()<>=:,]+/).filter((word) => word.includes(name));
    // A name with a blank or a bracket is in no word.
    return words.length === 0 || words.some((word) => mayMean(word, path));
  });
}

function mayMean(word: string, path: string): boolean {
  const at = word.lastIndexOf(basename(path));
  if (at < 0) return false;
  const folder = word.slice(0, word.lastIndexOf('/', at) + 1);
  if (folder === '' || /[*?$~{}[\]\\]/.test(folder)) return true;
  const named = segments(normalize(folder).replace(/^(?:\.\.\/)+/, ''));
  const own = segments(dirname(path));
  // A whole path, and one that leads out of the current folder, ends as this one does; another one is a part of it.
  return folder.startsWith('/') || folder.includes('../') ? endsWith(named, own) : endsWith(own, named);
}

function segments(folder: string): string[] {
  return folder.split('/').filter((name) => name !== '' && name !== '.');
}

function endsWith(all: readonly string[], end: readonly string[]): boolean {
  return end.length <= all.length && end.every((name, index) => name === all[all.length - end.length + index]);
}
