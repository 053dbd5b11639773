import { join } from 'node:path';

/** Where the last verification of each task is kept, below the git folder that all work trees share. */
export function keptVerificationsFolder(commonDir: string): string {
  return join(commonDir, 'agent-toolkit', 'verifications');
}
