/** Related repositories as .agent-config.json proposes them. A proposal gives nothing: the user has to agree to it. */
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, resolve, win32 } from 'node:path';
import { isBelow } from '../../git/is-below.ts';
import { findRepository, type Repository } from '../../git/repository.ts';

export interface Proposals {
  /** In their order, each once; roots are real paths. */
  readonly repositories: readonly Repository[];
  /** What is left out and why, one sentence each. */
  readonly faults: readonly string[];
}

/**
 * Reads the value of `related_repos`: paths from the root of the repository to the roots of other git work trees, which
 * neither lie in this one nor hold it, nor share its git folder.
 */
export async function readProposals(repository: Repository, value: unknown): Promise<Proposals> {
  if (value === undefined) return { repositories: [], faults: [] };
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'string')) {
    return { repositories: [], faults: [fault('is no list of relative paths')] };
  }
  const tasks = { ...repository, commonDir: await realpath(repository.commonDir) };
  const repositories: Repository[] = [];
  const faults: string[] = [];
  for (const path of value as readonly string[]) {
    const found = isRelative(path) ? await workTreeAt(resolve(repository.root, path)) : 'is no relative path';
    const why = typeof found === 'string' ? found : conflict(found, tasks, repositories);
    if (why !== undefined) faults.push(fault(`"${path}" ${why}`));
    else if (typeof found !== 'string' && !repositories.some(({ root }) => root === found.root))
      repositories.push(found);
  }
  return { repositories, faults };
}

function fault(what: string): string {
  return `.agent-config.json: related_repos ${what}; left out.`;
}

function isRelative(path: string): boolean {
  return path !== '' && !path.includes('\0') && !path.startsWith('~') && !isAbsolute(path) && !win32.isAbsolute(path);
}

/** The work tree whose root the path is; else why it is none. */
async function workTreeAt(path: string): Promise<Repository | string> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory() !== true) return `is no folder (${path})`;
  try {
    const root = await realpath(path);
    const repository = await findRepository(root);
    if (repository === undefined) return `is no git work tree (${root})`;
    const top = await realpath(repository.root);
    const commonDir = await realpath(repository.commonDir);
    return top === root ? { ...repository, root, commonDir } : `is not the root of its work tree, which is ${top}`;
  } catch (error) {
    return `cannot be asked (${(error as Error).message.trim()})`;
  }
}

function conflict(found: Repository, tasks: Repository, others: readonly Repository[]): string | undefined {
  if (found.root === tasks.root) return 'is this repository itself';
  if (found.commonDir === tasks.commonDir) return 'is a work tree of this repository';
  if (isBelow(tasks.root, found.root)) return 'lies inside this repository';
  if (isBelow(found.root, tasks.root)) return 'holds this repository';
  for (const other of others.filter(({ root }) => root !== found.root)) {
    if (found.commonDir === other.commonDir) return `is a work tree of ${other.root}`;
    if (isBelow(other.root, found.root) || isBelow(found.root, other.root)) return `overlaps with ${other.root}`;
  }
  return undefined;
}
