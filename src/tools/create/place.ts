/** Where in a repository new items go. */
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { bases, idOfItemName } from '../../backlog/standard/places.ts';
import type { Layout } from '../../backlog/task.ts';
import type { Repository } from '../../git/repository.ts';
import { InputError } from '../input-error.ts';
import { isThere } from '../is-there.ts';
import { lookAtPath } from '../repository-path.ts';
import { listNames } from './list-names.ts';

export interface Place {
  /** Real path of the repository, or of the folder where there is no git. */
  readonly root: string;
  readonly repository: Repository | undefined;
  readonly layout: Layout;
  /** Before the layout's own folders: nothing, or `feature-management/`. */
  readonly base: string;
  /** Before `human-actions`. */
  readonly actionsBase: string;
}

/**
 * Finds the layout: a folder `tasks` says gitops; else `bugs` or `features`, at the root or in feature-management/, say
 * standard; a repository with neither becomes gitops. Human actions stay where they are, else beside the layout.
 * @throws InputError when the path is no folder, or neither a repository nor laid out as one
 */
export async function findPlace(repoPath: string): Promise<Place> {
  const { path, repository } = await lookAtPath(repoPath);
  const root = await realpath(repository?.root ?? path);
  const isGitops = await isThere(join(root, 'tasks'));
  const standard = isGitops ? undefined : await firstOf(bases, (base) => holdsItems(root, base));
  const base = standard ?? '';
  if (repository === undefined && !isGitops && standard === undefined) {
    throw new InputError(
      `${path} is neither a git repository nor a folder with tasks/, bugs/ or features/. Name the repository's folder, or run git init there.`,
    );
  }
  const candidates = [base, ...bases.filter((one) => one !== base)];
  const actionsBase = await firstOf(candidates, (one) => isThere(join(root, `${one}human-actions`)));
  const layout = standard === undefined ? 'gitops' : 'standard';
  return { root, repository, layout, base, actionsBase: actionsBase ?? base };
}

/** Whether bugs/ or features/ is there and holds items, or nothing that says it is for something else (feature files of tests). */
async function holdsItems(root: string, base: string): Promise<boolean> {
  for (const name of ['bugs', 'features']) {
    const folder = join(root, base, name);
    if (!(await isThere(folder))) continue;
    const names = await listNames(root, `${base}${name}`);
    const isForeign = names.some((one) => !/^\.|\.md$|^(?:completed|deprecated)$/i.test(one));
    if (!isForeign || names.some((one) => idOfItemName(one) !== undefined)) return true;
  }
  return false;
}

async function firstOf<T>(items: readonly T[], test: (item: T) => Promise<boolean>): Promise<T | undefined> {
  for (const item of items) if (await test(item)) return item;
  return undefined;
}
