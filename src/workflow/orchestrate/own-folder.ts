/** A folder of one orchestrating Codex, for its commands' kubeconfig and caches. */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes it inside of git's folder, for the user's eyes alone. Those of processes that are gone are removed.
 * @param commonDir git's folder
 */
export async function makeOwnFolder(commonDir: string): Promise<string> {
  const place = join(commonDir, 'agent-toolkit', 'orchestrators');
  await mkdir(place, { recursive: true, mode: 0o700 });
  for (const name of await readdir(place)) {
    if (!isRunning(Number.parseInt(name, 10))) await rm(join(place, name), { recursive: true, force: true });
  }
  return mkdtemp(join(place, `${process.pid}-`));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
