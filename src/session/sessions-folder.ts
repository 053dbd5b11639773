import { join } from 'node:path';

/** Where the records of sessions are, below the git folder that all work trees share. */
export function sessionsFolder(commonDir: string): string {
  return join(commonDir, 'agent-toolkit', 'sessions');
}
