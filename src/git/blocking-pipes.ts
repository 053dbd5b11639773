/** A git that waits for ever, since a named pipe stands where it reads a file of its own. */
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { PictureFailed } from './picture-failed.ts';

/** How long git may work before somebody looks for pipes, and between two looks; in milliseconds. */
const patienceMs = 3_000;

/**
 * Runs git, and ends it where it waits for a pipe in the work tree.
 * @throws PictureFailed naming the pipes; whatever `git` throws
 */
export async function unlessBlocked<T>(root: string, git: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let pipes: readonly string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const watch = () => {
    timer = setTimeout(async () => {
      pipes = await pipesThatGitReads(root);
      if (pipes.length > 0) controller.abort();
      else if (timer !== undefined) watch();
    }, patienceMs);
  };
  watch();
  try {
    return await git(controller.signal);
  } catch (error) {
    if (pipes.length === 0) throw error;
    const is = pipes.length === 1 ? 'is a named pipe' : 'are named pipes';
    throw new PictureFailed(root, `error: ${pipes.join(', ')} ${is}, for which git waits for ever`);
  } finally {
    clearTimeout(timer);
    timer = undefined;
  }
}

/** Rules of git in any folder, and all in git folders of repositories inside. */
async function pipesThatGitReads(root: string): Promise<string[]> {
  const found: string[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const isInner = relative(root, folder).split(sep).includes('.git');
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && path !== join(root, '.git')) folders.push(path);
      const isRead = isInner || entry.name === '.gitignore' || entry.name === '.gitattributes';
      if (entry.isFIFO() && isRead) found.push(relative(root, path).split(sep).join('/'));
    }
  }
  return found;
}
