import { join } from 'node:path';

/** Where the run of a window is kept, below the git folder. */
export function keptRunFile(commonDir: string): string {
  return join(commonDir, 'agent-toolkit', 'window-run.json');
}
