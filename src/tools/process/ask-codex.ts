/** What has to be known of Codex before it is given anything to do. */
import { codexEnvironment } from '../../codex/environment.ts';
import { type CodexQuery, CodexUnusable, findCodex, mcpServers, missingLogin } from '../../codex/locate.ts';
import { codexNeeds } from '../../codex/model-provider.ts';
import { missingProviderKey } from '../../codex/provider-key.ts';
import type { Repository } from '../../git/repository.ts';
import type { Settings } from '../settings.ts';
import { allEnded } from './all-ended.ts';
import { checkPrograms } from './programs.ts';
import { NoLogin, type Run, RunStopped } from './run.ts';

export type UsableCodex = Pick<Run, 'codexBinary' | 'codexEnv'> & {
  /** Names of the MCP servers that the user has configured. */
  readonly servers: readonly string[];
};

/** Of a repository, or of a folder that is to become one. */
type Place = Pick<Repository, 'root'>;

/** Where Codex is, whether it is logged in, and which MCP servers it would start. @throws RunStopped */
export async function askCodex(
  repositories: readonly [Place, ...Place[]],
  { codexPath, codexConfig: config, profile }: Settings,
): Promise<UsableCodex> {
  const codexBinary = await findCodex(codexPath, process.env);
  if (codexBinary === undefined) {
    throw new RunStopped(
      codexPath === undefined
        ? 'The Codex CLI was not found on PATH. Install it (npm install -g @openai/codex), or name its path with --codex or the setting agentToolkit.codexPath.'
        : `The Codex CLI at ${codexPath} is not there or cannot be run. Correct --codex or the setting agentToolkit.codexPath.`,
      'codex',
    );
  }
  await checkPrograms(codexBinary, repositories);
  const configuration = { env: process.env, config, ...(profile === undefined ? {} : { profile }) };
  const codexEnv = codexEnvironment(process.env, await codexNeeds(configuration));
  const query: CodexQuery = { ...configuration, binary: codexBinary, env: codexEnv, cwd: repositories[0].root };
  try {
    const [login, servers, key] = await allEnded([
      missingLogin(query),
      mcpServers(query),
      missingProviderKey(configuration),
    ]);
    if (login !== undefined) {
      throw new NoLogin(`Codex is not logged in (${login}). Run \`codex login\`, or set CODEX_API_KEY.`);
    }
    if (key === undefined) return { codexBinary, codexEnv, servers };
    throw new RunStopped(
      `The model provider ${key.provider} takes its key from ${key.variable}, which is not set. Set that variable, then try again.`,
      'codex',
    );
  } catch (error) {
    throw error instanceof CodexUnusable ? new RunStopped(error.message, 'codex') : error;
  }
}
