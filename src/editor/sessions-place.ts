/** Where the repository of a folder is, and whether sessions were ever run on it. Loads nothing heavy: it is asked when a window opens. */
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoriesAround } from '../git/git-folders.ts';
import type { Repository } from '../git/repository.ts';
import { sessionsFolder } from '../session/sessions-folder.ts';

/** The repository that holds a folder; undefined where none does. No git is started. */
export async function repositoryAt(folder: string): Promise<Repository | undefined> {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined) return undefined;
  const [repository] = await repositoriesAround(join(real, '.git'));
  return repository;
}

/** The same where sessions were; undefined where there was none. */
export async function repositoryWithSessions(folder: string): Promise<Repository | undefined> {
  const repository = await repositoryAt(folder);
  return repository !== undefined && existsSync(sessionsFolder(repository.commonDir)) ? repository : undefined;
}
