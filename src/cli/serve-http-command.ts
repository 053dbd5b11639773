import { redactorOf } from '../codex/secret-values.ts';
import { createToken, takeToken, tokenVariable } from '../server/http/bearer-token.ts';
import { serveHttp } from '../server/http/serve-http.ts';
import { RepositoryFiles } from '../server/resources/repository-files.ts';
import { InputError } from '../tools/input-error.ts';
import { type CliHost, isDebugging } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';

/**
 * `serve --http`: the MCP server on a port of this machine, until a signal ends it. Standard output gets its address, and
 * standard error, once, the token that was made for it.
 * @returns the exit code
 */
export async function serveHttpCommand(flags: CliFlags, host: CliHost): Promise<number> {
  const { settings, json } = await readCliOptions(flags, host);
  const given = takeToken(host.env);
  const isOpen = flags['token'] === false;
  if (isOpen && given !== undefined) {
    throw new InputError(`${tokenVariable} has a token. Unset it, or leave out --no-token.`);
  }
  const token = isOpen ? undefined : (given ?? createToken());
  const redacted = redactorOf({ ...host.env, [tokenVariable]: token });
  const tell = (text: string) => void host.stderr.write(`agent-toolkit: ${text}\n`);
  const report = (text: string) => tell(redacted(text));
  const files = new RepositoryFiles();
  return serveHttp({
    ...{ toolbox: host.createToolbox(settings, files.readers), files, limits: settings },
    port: typeof flags['http'] === 'number' ? flags['http'] : 0,
    token,
    signals: host.signals,
    report,
    trace: isDebugging(host) ? report : () => {},
    listening(url) {
      host.stdout.write(json ? `${JSON.stringify({ url, needs_token: token !== undefined })}\n` : `${url}\n`);
      tell('MCP server over HTTP, for clients on this machine alone. Ctrl-C ends it, with the calls that run.');
      tell(tokenNote(token, given));
    },
  });
}

function tokenNote(token: string | undefined, given: string | undefined): string {
  if (token === undefined) {
    return 'Without a token, every program and user of this machine can call the tools, which change files and run commands. Use it for tests only.';
  }
  if (given !== undefined) return `Clients send "Authorization: Bearer ..." with the token of ${tokenVariable}.`;
  return `Clients send this header, which holds until the server ends: Authorization: Bearer ${token}`;
}
