/** Where the user's Codex configuration is. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface ConfigurationQuery {
  readonly env: NodeJS.ProcessEnv;
  /** `-c KEY=VALUE` of the user, in order. */
  readonly config: readonly string[];
  readonly profile?: string;
}

/** The texts of the user's configuration files, the profile's first. What cannot be read is left to Codex to report. */
export async function configurationFiles({ env, profile }: ConfigurationQuery): Promise<string[]> {
  const home = env['CODEX_HOME'] || join(env['HOME'] || homedir(), '.codex');
  // Codex takes plain names only; nothing else becomes part of a path.
  const hasProfile = profile !== undefined && /^[\w.-]+$/.test(profile);
  const files = [...(hasProfile ? [`${profile}.config.toml`] : []), 'config.toml'];
  return Promise.all(files.map((file) => readFile(join(home, file), 'utf8').catch(() => '')));
}
