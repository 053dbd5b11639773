/** The server processes: one for each repository that runs something, started when first needed. */
import type { McpToolbox, McpToolboxOptions, ServerCommand } from '../server/mcp-toolbox.ts';
import type { ServerFacts } from '../server/server-facts.ts';
import type { Launch } from './server-launch.ts';

export type Connect = (server: ServerCommand, options: McpToolboxOptions) => Promise<McpToolbox>;

export interface ToolServersOptions {
  /** Loads the MCP client; it is heavy, so only when a server is needed. */
  connect: Connect;
  /** A line of a server's standard error. */
  stderr(line: string): void;
  /** A server has been started, and this is what it says of itself. */
  started(root: string, launch: Launch, facts: ServerFacts): void;
  /** A server ended and nobody had asked it to. */
  crashed(root: string, message: string): void;
}

interface Connection {
  /** The launch as text: a change of settings needs another server. */
  readonly key: string;
  readonly toolbox: Promise<McpToolbox>;
}

export class ToolServers {
  readonly #options: ToolServersOptions;
  readonly #connections = new Map<string, Connection>();
  /** Those that were replaced and have not ended yet. */
  readonly #retiring = new Set<McpToolbox>();

  constructor(options: ToolServersOptions) {
    this.#options = options;
  }

  /**
   * The toolbox of a repository. A server that crashed, or was started with other settings, is replaced; what runs in the old
   * one goes on there to its end.
   * @throws Error with the server's last words when it cannot be started
   */
  async toolbox(root: string, launch: Launch): Promise<McpToolbox> {
    const key = JSON.stringify(launch);
    const existing = this.#connections.get(root);
    if (existing?.key === key) return existing.toolbox;
    const connection = { key, toolbox: this.#start(launch) };
    this.#connections.set(root, connection);
    if (existing !== undefined) void this.#retire(existing);
    const toolbox = await connection.toolbox.catch((error: unknown) => {
      this.#forget(root, connection);
      throw error;
    });
    this.#options.started(root, launch, toolbox.facts);
    toolbox.onExit(({ expected, message }) => {
      this.#forget(root, connection);
      if (!expected) this.#options.crashed(root, message);
    });
    return toolbox;
  }

  /** Ends all servers; what runs in them is stopped. */
  async close(): Promise<void> {
    const connections = [...this.#connections.values()];
    this.#connections.clear();
    const retiring = [...this.#retiring].map((toolbox) => toolbox.close());
    await Promise.all([...retiring, ...connections.map((connection) => this.#close(connection))]);
  }

  async #start({ command, args, env, cwd }: Launch): Promise<McpToolbox> {
    const { stderr, connect } = this.#options;
    return connect({ command, args, env, cwd }, { stderr });
  }

  async #close(connection: Connection): Promise<void> {
    // One that could not be started has told its caller so, and there is nothing to end.
    const toolbox = await connection.toolbox.catch(() => undefined);
    await toolbox?.close();
  }

  async #retire(connection: Connection): Promise<void> {
    const toolbox = await connection.toolbox.catch(() => undefined);
    if (toolbox === undefined) return;
    this.#retiring.add(toolbox);
    toolbox.onExit(() => this.#retiring.delete(toolbox));
    await toolbox.retire();
  }

  #forget(root: string, connection: Connection): void {
    if (this.#connections.get(root) === connection) this.#connections.delete(root);
  }
}
