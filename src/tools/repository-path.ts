/** The repository that a caller names by a path. */
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { findRepository, type Repository } from '../git/repository.ts';
import { InputError, NoRepository } from './input-error.ts';

/**
 * The repository whose work tree holds the path; its root is a real path.
 * @throws InputError when the path is no folder, is not in a git work tree, or git cannot be asked
 */
export async function openRepository(repoPath: string): Promise<Repository> {
  const { path, repository } = await lookAtPath(repoPath);
  if (repository !== undefined) return { ...repository, root: await realpath(repository.root) };
  throw new NoRepository(
    `${path} is not in a git repository with a work tree. Run git init there first, or name another folder.`,
  );
}

/** The absolute path and the repository that holds it, if any does. @throws InputError when it is no folder, or git cannot be asked */
export async function lookAtPath(
  repoPath: string,
): Promise<{ readonly path: string; readonly repository: Repository | undefined }> {
  const path = resolve(repoPath);
  if (repoPath.includes('\0')) {
    throw new InputError("The repository path holds a NUL character. Name the repository's folder without it.");
  }
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
    const why = error.code ?? error.message;
    if (isAbsolute(repoPath))
      throw new InputError(`There is no folder ${path} (${why}). Name the repository's folder.`);
    throw new InputError(
      `There is no folder ${JSON.stringify(repoPath)} in ${process.cwd()}, where relative paths begin (${why}). Name the repository's folder by its absolute path.`,
    );
  });
  if (!stats.isDirectory()) throw new InputError(`${path} is a file. Name the repository's folder.`);
  return { path, repository: await askGit(path) };
}

async function askGit(path: string): Promise<Repository | undefined> {
  try {
    return await findRepository(path);
  } catch (error) {
    const { message } = error as Error;
    if (/ENOENT/.test(message)) throw new InputError('git was not found on PATH. Install git, then try again.');
    if (/dubious ownership|safe\.directory/.test(message)) {
      throw new InputError(`git does not trust ${path}, since another user owns it. ${message.trim()}`);
    }
    throw error;
  }
}
