/** A folder of one orchestrating Codex, for its commands' kubeconfig and caches. */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { answers } from '../../session/process-answers.ts';

/**
 * Makes it inside of git's folder, for the user's eyes alone. Those of processes that are gone are removed.
 * @param commonDir git's folder
 */
export function makeOwnFolder(commonDir: string): Promise<string> {
  return makeFolderIn(join(commonDir, 'agent-toolkit', 'orchestrators'));
}

/** The same at another place. */
export async function makeFolderIn(place: string): Promise<string> {
  await mkdir(place, { recursive: true, mode: 0o700 });
  for (const name of await readdir(place)) {
    if (!answers(Number.parseInt(name, 10))) await rm(join(place, name), { recursive: true, force: true });
  }
  return mkdtemp(join(place, `${process.pid}-`));
}
