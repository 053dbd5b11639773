/** The life of a server on standard input and output: it ends when its client does, and takes its calls with it. */
import type { Readable, Writable } from 'node:stream';
import { createSharedToolbox } from '../tools/shared/shared-toolbox.ts';
import type { Toolbox } from '../tools/toolbox.ts';
import { createMcpServer, type McpServerOptions } from './mcp-server.ts';
import { type End, onProcessEnd, stopLimitMs } from './process-end.ts';
import { RepositoryFiles } from './resources/repository-files.ts';
import { RunningCalls } from './running-calls.ts';
import { StdioTransport } from './stdio-transport.ts';

export interface ServeOptions extends Pick<McpServerOptions, 'files' | 'limits'> {
  readonly toolbox: Toolbox;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Where signals and errors that nobody caught arrive: the process. */
  readonly signals: NodeJS.EventEmitter;
}

/**
 * Serves until standard input ends, the reader of standard output goes away, or a signal says so. Then all calls are
 * aborted and waited for.
 * @returns the exit code: 0, or 1 after an error that nobody caught, a client that broke the protocol, or calls that would not end
 */
export async function serve(options: ServeOptions): Promise<number> {
  const report = (text: string) => void options.stderr.write(`agent-toolkit: ${text}\n`);
  const calls = new RunningCalls();
  const { files = new RepositoryFiles(), limits } = options;
  const toolbox = createSharedToolbox(options.toolbox);
  const server = createMcpServer({ toolbox, calls, files, report, ...(limits === undefined ? {} : { limits }) });
  server.server.onerror = (error) => report(`Protocol error: ${error.message.slice(0, 1000)}`);
  const end = waitForEnd(options, server.server);
  await server.connect(new StdioTransport(options.stdin, options.stdout));
  const { reason, failed } = await end;
  if (failed) report(reason);
  files.close();
  const ended = await calls.stop(reason, stopLimitMs);
  if (!ended)
    report(`Some calls did not end within ${stopLimitMs / 1000} seconds; the processes of Codex end with this one.`);
  await flush(options.stdout);
  return failed || !ended ? 1 : 0;
}

function waitForEnd(options: ServeOptions, protocol: { onclose?: () => void }): Promise<End> {
  const { stdin, stdout, signals } = options;
  return new Promise((resolve) => {
    const stop = (reason: string, failed = false) => resolve({ reason, failed });
    stdin.once('end', () => stop('The client closed the connection.'));
    stdin.once('close', () => stop('The client closed the connection.'));
    stdin.once('error', (error) => stop(`Standard input failed: ${error.message}`));
    // EPIPE: the client is gone. The listener stays, since every later write fails too.
    stdout.on('error', (error) => stop(`The client no longer reads: ${error.message}`));
    protocol.onclose = () => stop('The connection was closed: the client broke the protocol.', true);
    onProcessEnd(signals, resolve);
  });
}

/** Waits until what was written has left, unless nobody reads any more. */
async function flush(stdout: Writable): Promise<void> {
  if (!stdout.writable) return;
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 2_000).unref();
    stdout.write('', () => resolve());
  });
}
