/** Finds the Codex CLI and asks it what it knows of the user's login and servers. */
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const limit = { timeout: 20_000, maxBuffer: 4 << 20 } as const;

/** The path from the settings when it can be run, else the first `codex` on PATH; undefined when there is none. */
export async function findCodex(path: string | undefined, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (path !== undefined) return (await isExecutable(path)) ? path : undefined;
  const names = process.platform === 'win32' ? ['codex.exe', 'codex.cmd'] : ['codex'];
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      const file = join(folder || '.', name);
      if (await isExecutable(file)) return file;
    }
  }
  return undefined;
}

export interface CodexQuery {
  readonly binary: string;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly config: readonly string[];
}

/**
 * Whether Codex can reach a model: a login, CODEX_API_KEY, or a model provider of the user's own, which brings its key
 * along. Undefined when it can; else what Codex said.
 */
export async function missingLogin(query: CodexQuery): Promise<string | undefined> {
  if (query.env['CODEX_API_KEY']) return undefined;
  if (query.config.some((entry) => entry.startsWith('model_provider='))) return undefined;
  try {
    await run(query.binary, ['login', 'status', ...configArguments(query)], {
      ...limit,
      env: query.env,
      cwd: query.cwd,
    });
    return undefined;
  } catch (error) {
    const { stderr, stdout, message } = error as { stderr?: string; stdout?: string; message: string };
    return (stderr || stdout || message).trim();
  }
}

/** Whether the user's configuration has an MCP server of this name; it is then switched off while a criterion runs. */
export async function hasMcpServer(query: CodexQuery, name: string): Promise<boolean> {
  const args = ['mcp', 'list', '--json', ...configArguments(query)];
  const { stdout } = await run(query.binary, args, { ...limit, env: query.env, cwd: query.cwd });
  return z
    .array(z.looseObject({ name: z.string() }))
    .parse(JSON.parse(stdout))
    .some((server) => server.name === name);
}

function configArguments(query: CodexQuery): string[] {
  return query.config.flatMap((entry) => ['-c', entry]);
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
