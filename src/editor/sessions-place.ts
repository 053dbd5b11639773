/** Whether sessions were ever run on a repository. Loads nothing heavy: it is asked when a window opens. */
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoriesAround } from '../git/git-folders.ts';
import type { Repository } from '../git/repository.ts';
import { sessionsFolder } from '../session/sessions-folder.ts';

/** The repository that holds a folder, where sessions were; undefined where there was none. No git is started. */
export async function repositoryWithSessions(folder: string): Promise<Repository | undefined> {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined) return undefined;
  const [repository] = await repositoriesAround(join(real, '.git'));
  return repository !== undefined && existsSync(sessionsFolder(repository.commonDir)) ? repository : undefined;
}
