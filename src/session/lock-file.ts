import { join } from 'node:path';

/** The lock's place; `commonDir` is the git folder that all worktrees share. The lock without a name is that of runs. */
export function lockFile(commonDir: string, name = 'lock'): string {
  return join(commonDir, 'agent-toolkit', name);
}
