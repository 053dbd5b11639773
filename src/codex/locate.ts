/** Finds the Codex CLI and asks it what it knows of the user's login and servers. */
import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { endSentence, errorWords } from './codex-error.ts';
import { isExecutable } from './executable.ts';
import { effectiveModelProvider } from './model-provider.ts';
import { behindLauncher } from './native.ts';
import { untrustedProject } from './project-trust.ts';
import { redact } from './redact.ts';

const run = promisify(execFile);
const limit = { timeout: 20_000, maxBuffer: 4 << 20 } as const;

/**
 * The binary that the settings name, or `codex`: a path is taken as it is, a bare name is looked up on PATH. Of npm's
 * launcher it is the program behind it. Undefined when there is no such file, or it cannot be run.
 */
export async function findCodex(named: string | undefined, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const name = named ?? 'codex';
  if (/[\\/]/.test(name)) return (await isExecutable(name)) ? behindLauncher(name) : undefined;
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`, name] : [name];
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    for (const candidate of names) {
      const file = join(folder || '.', candidate);
      if (await isExecutable(file)) return behindLauncher(file);
    }
  }
  return undefined;
}

export interface CodexQuery {
  readonly binary: string;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly config: readonly string[];
  /** The profile that runs will use; only its model provider matters here. */
  readonly profile?: string;
}

/** Codex cannot be asked, mostly for a broken configuration. The message says why, in its words, and what to do. */
export class CodexUnusable extends Error {
  override name = 'CodexUnusable';
}

/**
 * Whether Codex can reach a model: a login, CODEX_API_KEY, or a model provider of the user's own, which brings its key
 * along. Undefined when it can; else what Codex said.
 * @throws CodexUnusable when `codex login status` fails for another reason than a missing login
 */
export async function missingLogin(query: CodexQuery): Promise<string | undefined> {
  if (query.env['CODEX_API_KEY']) return undefined;
  const provider = await effectiveModelProvider(query);
  if (provider !== undefined && provider !== 'openai') return undefined;
  const answer = await ask(query, ['login', 'status']);
  if (answer.error === undefined) return undefined;
  const said = /^.*\bnot logged in\b.*$/im.exec(`${answer.stderr}\n${answer.stdout}`)?.[0];
  if (said !== undefined) return said.trim();
  throw unusable('codex login status', answer);
}

/**
 * Names of the MCP servers of the user's configuration; those that could start another run are switched off while Codex works.
 * @throws CodexUnusable when Codex cannot tell, for example for a broken config.toml
 */
export async function mcpServers(query: CodexQuery): Promise<string[]> {
  const answer = await ask(query, ['mcp', 'list', '--json']);
  if (answer.error !== undefined) throw unusable('codex mcp list', answer);
  const servers = serversSchema.safeParse(parseJson(answer.stdout));
  if (!servers.success) {
    throw new CodexUnusable(
      'The answer of `codex mcp list --json` was not understood. Correct the version of Codex (0.169 is known to work), then run again.',
    );
  }
  return servers.data.map(({ name }) => name);
}

const serversSchema = z.array(z.looseObject({ name: z.string() }));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schema then says that it is no list
  }
}

interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  /** Undefined when Codex exited with 0. */
  readonly error: string | undefined;
}

async function ask(query: CodexQuery, args: readonly string[]): Promise<Answer> {
  try {
    const options = { ...limit, env: query.env, cwd: query.cwd };
    const config = [...query.config, await untrustedProject(query.cwd)].flatMap((entry) => ['-c', entry]);
    return { ...(await run(query.binary, [...args, ...config], options)), error: undefined };
  } catch (error) {
    const failed = error as { stdout?: string; stderr?: string; killed?: boolean; message: string };
    const cause = failed.killed ? `no answer within ${limit.timeout / 1000} s` : failed.message;
    return { stdout: failed.stdout ?? '', stderr: failed.stderr ?? '', error: cause };
  }
}

function unusable(command: string, answer: Answer): CodexUnusable {
  const cause = redact(errorWords(answer.stderr) || errorWords(answer.error ?? ''));
  const subject = /config/i.test(cause) || /not found$/.test(cause) ? 'its configuration' : 'that';
  return new CodexUnusable(
    `Codex cannot be used (\`${command}\` failed): ${endSentence(cause)} Correct ${subject}, then run again.`,
  );
}
