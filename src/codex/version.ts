/** Which version of the Codex CLI this is. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What `codex --version` says, for example `codex-cli 0.169.0`. @throws when it cannot be run, or says nothing within 20 s */
export async function codexVersion(binary: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await promisify(execFile)(binary, ['--version'], { env, timeout: 20_000, maxBuffer: 1 << 16 });
  return stdout.trim();
}

/** Whether it is older than the version that the toolkit was made for. Undefined when the text names no version. Pure. */
export function isOlderCodex(version: string, [major, minor]: readonly [number, number]): boolean | undefined {
  const found = /(\d+)\.(\d+)/.exec(version);
  if (found === null) return undefined;
  const [own, ownMinor] = [Number(found[1]), Number(found[2])];
  return own < major || (own === major && ownMinor < minor);
}
