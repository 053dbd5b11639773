import { createHash } from 'node:crypto';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Place } from './place.ts';

/**
 * The folder that holds the lock of creations: git's own, which all worktrees share; without git, one of the user's in
 * the system's temporary folder, named after the path.
 */
export function creationFolder({ repository, root }: Pick<Place, 'repository' | 'root'>): string {
  if (repository !== undefined) return repository.commonDir;
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return join(tmpdir(), `agent-toolkit-${userInfo().uid}`, name);
}
