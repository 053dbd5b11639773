/** What Codex itself makes of its configuration. */
import { dirname } from 'node:path';
import { CodexUnusable, findCodex, mcpServers } from '../../codex/locate.ts';
import { serverName } from '../../codex/server-section/server-entry.ts';

export interface Doubt {
  /** Whether Codex refused it; otherwise it could not be asked. */
  readonly isFault: boolean;
  /** A sentence for people. */
  readonly text: string;
}

export interface DoubtQuery {
  readonly env: NodeJS.ProcessEnv;
  /** The Codex that the user named. */
  readonly codexPath: string | undefined;
  /** Path of the configuration file. */
  readonly target: string;
  /** Whether our server should be in it. */
  readonly isThere: boolean;
}

/** Undefined when Codex reads the file as it is meant to be read. */
export async function doubtOfCodex({ env, codexPath, target, isThere }: DoubtQuery): Promise<Doubt | undefined> {
  const binary = await findCodex(codexPath, env);
  if (binary === undefined) {
    return { isFault: false, text: 'Codex was not found on PATH, so it was not asked whether it reads the file.' };
  }
  try {
    const servers = await mcpServers({ binary, env, cwd: dirname(target), config: [] });
    if (servers.includes(serverName) === isThere) return undefined;
    return { isFault: true, text: `\`codex mcp list\` shows ${servers.join(', ') || 'no server'}.` };
  } catch (error) {
    if (!(error instanceof CodexUnusable)) throw error;
    return { isFault: true, text: error.message };
  }
}
