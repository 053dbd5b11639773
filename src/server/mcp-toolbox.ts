/** A Toolbox whose tools run in a server process, over MCP. The caller cannot tell it from one in this process. */
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { Toolbox } from '../tools/toolbox.ts';
import { McpSession } from './mcp-session.ts';
import type { ServerEnd } from './server-end.ts';
import type { ServerFacts } from './server-facts.ts';

export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** The server's environment; this process's own when not set. */
  readonly env?: Readonly<NodeJS.ProcessEnv>;
  readonly cwd?: string;
}

export interface McpToolboxOptions {
  /** Told each line that the server writes to standard error. */
  stderr?(line: string): void;
  /** How long a stopped call may take to end its processes before the server itself is ended. Default 30 s. */
  readonly stopLimitMs?: number;
}

/** Calls reject with `ServerGone` when the server ends under them, and with `ServerLacks` when it does not know what is asked. */
export interface McpToolbox extends Toolbox {
  readonly facts: ServerFacts;
  /** Ends the server when what runs in it has ended by itself. */
  retire(): Promise<void>;
  /** Stops what runs, waits until its processes have ended, and ends the server. */
  close(): Promise<void>;
  /** Tells once that the server has ended, asked for or not; at once if it already has. Returns how to stop listening. */
  onExit(listener: (end: ServerEnd) => void): () => void;
}

/**
 * Starts the server process and greets it.
 * @throws Error with the server's last words when it cannot be started or does not speak MCP
 */
export async function connectMcpToolbox(server: ServerCommand, options: McpToolboxOptions = {}): Promise<McpToolbox> {
  const { command, args, env = process.env, cwd } = server;
  const transport = new StdioClientTransport({
    command,
    args: [...args],
    env: Object.fromEntries(
      Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
    stderr: 'pipe',
    ...(cwd === undefined ? {} : { cwd }),
  });
  const session = new McpSession(transport, { stopLimitMs: 30_000, ...options });
  await session.connect(command);
  return {
    scan_prioritize: (input, context) => session.call('scan_prioritize', input, context),
    process_bug: (input, context) => session.call('process_bug', input, context),
    run_tests: (input, context) => session.call('run_tests', input, context),
    create_work_item: (input, context) => session.call('create_work_item', input, context),
    run_retrospective: (input, context) => session.call('run_retrospective', input, context),
    facts: session.facts,
    retire: () => session.retire(),
    close: () => session.close(),
    onExit: (listener) => session.ended.on(listener),
  };
}
