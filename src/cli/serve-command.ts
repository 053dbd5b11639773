import { InputError } from '../tools/input-error.ts';
import { recordCalls } from '../workflow/orchestrate/record-calls.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';

/** `serve`: the MCP server on standard input and output, until the client is gone, or on a port. @returns the exit code */
export async function serveCommand(flags: CliFlags, host: CliHost): Promise<number> {
  if (flags['http'] !== undefined) return (await import('./serve-http-command.ts')).serveHttpCommand(flags, host);
  if (flags['token'] === false) throw new InputError('Only --http has a token that could be left out by --no-token.');
  const { settings } = await readCliOptions(flags, host);
  const { serve } = await import('../server/serve.ts'); // the MCP SDK is large, and no other command needs it
  const { RepositoryFiles } = await import('../server/resources/repository-files.ts');
  const { stdin, stdout, stderr, signals } = host;
  if (stdin.isTTY)
    stderr.write('agent-toolkit: MCP server on standard input and output, for a client to talk to. Ctrl-C ends it.\n');
  const files = new RepositoryFiles();
  const report = (text: string) => void stderr.write(`agent-toolkit: ${text}\n`);
  const toolbox = recordCalls(host.createToolbox(settings, files.readers), host.env, report);
  return serve({ toolbox, files, limits: settings, stdin, stdout, stderr, signals });
}
