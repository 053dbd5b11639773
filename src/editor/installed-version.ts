/** Whether Codex starts the server of another version of this extension: an update leaves the old folder, until it is removed. Pure. */
import { basename, dirname } from 'node:path';

/**
 * @param installed path of the script that Codex starts
 * @param own path of the same script of this version, `…/becker.agent-toolkit-0.2.0/dist/cli.js`
 */
export function isOtherVersion(installed: string, own: string): boolean {
  const [there, here] = [folderOf(installed), folderOf(own)];
  const name = (folder: string) => /^(.+?)-\d[\w.+-]*$/.exec(folder)?.[1];
  return there !== here && name(there) !== undefined && name(there) === name(here);
}

/** Name of the extension's folder. */
function folderOf(script: string): string {
  return basename(dirname(dirname(script)));
}
