/** A request to the session that runs on a repository: a file below its git folder, which any process of the user's may write. */
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** How often a session looks, in milliseconds. */
const everyMs = 300;

/** Asks the session to stop. One that does not run is asked nothing: it clears the request when it begins. */
export async function requestStop(commonDir: string): Promise<void> {
  const file = requestFile(commonDir);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${new Date().toISOString()}\n`);
}

/** Takes a request back, and one that came too late for an earlier session. */
export async function clearStopRequest(commonDir: string): Promise<void> {
  await rm(requestFile(commonDir), { force: true });
}

/** Calls back once, when somebody asks. @returns ends the watch */
export function watchStopRequest(commonDir: string, onStop: () => void): () => void {
  const file = requestFile(commonDir);
  const timer = setInterval(async () => {
    const isThere = await stat(file).then(
      () => true,
      () => false,
    );
    if (!isThere) return;
    clearInterval(timer);
    onStop();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

function requestFile(commonDir: string): string {
  return join(commonDir, 'agent-toolkit', 'session-stop');
}
