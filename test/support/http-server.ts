/** A server over HTTP as a process of its own, and clients of the SDK that talk to it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client, type ClientOptions } from '@modelcontextprotocol/sdk/client/index.js';
import {
  StreamableHTTPClientTransport,
  type StreamableHTTPClientTransportOptions,
} from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const root = join(import.meta.dirname, '../..');
/** The command line with the real tools, and the one with fake ones. */
export const entries = { real: join(root, 'src/cli/main.ts'), fake: join(root, 'test/support/fake-cli.ts') };

export interface HttpServer {
  readonly url: URL;
  /** What it wrote to standard output. */
  readonly line: string;
  /** What clients have to send, when the server made one. */
  readonly token: string;
  stderr(): string;
  kill(signal: NodeJS.Signals): void;
  /** Waits for its end. @returns the exit code */
  exit(): Promise<number | null>;
}

export interface HttpServerOptions {
  readonly entry?: string;
  readonly flags?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** Starts it and waits until it takes requests. @throws Error with its standard error when it ends before */
export async function startHttpServer(options: HttpServerOptions = {}): Promise<HttpServer> {
  const { entry = entries.fake, flags = [], env = {}, cwd = root } = options;
  const server = spawn(process.execPath, [entry, 'serve', '--http', ...flags], {
    ...{ cwd, stdio: ['ignore', 'pipe', 'pipe'] },
    env: { ...process.env, XDG_CONFIG_HOME: '/nonexistent', ...env },
  });
  let stderr = '';
  server.stderr.on('data', (chunk) => {
    stderr += String(chunk);
  });
  const exit = once(server, 'exit').then(([code]) => code as number | null);
  const greeted = () => /Without a token|Authorization: Bearer/.test(stderr);
  const lines = createInterface({ input: server.stdout });
  const line = await Promise.race([once(lines, 'line'), exit]);
  if (!Array.isArray(line)) throw new Error(stderr);
  while (!greeted()) await once(server.stderr, 'data');
  const told = String(line[0]);
  return {
    url: new URL(told.startsWith('{') ? JSON.parse(told).url : told),
    token: env['AGENT_TOOLKIT_TOKEN'] ?? /Bearer ([\w-]{43})$/m.exec(stderr)?.[1] ?? '',
    line: told,
    stderr: () => stderr,
    kill: (signal) => void server.kill(signal),
    exit: () => exit,
  };
}

export interface HttpClient {
  readonly client: Client;
  readonly transport: StreamableHTTPClientTransport;
}

/** A client that has greeted the server. */
export async function connectClient(
  { url, token }: Pick<HttpServer, 'url' | 'token'>,
  transportOptions: StreamableHTTPClientTransportOptions = {},
  clientOptions: ClientOptions = {},
): Promise<HttpClient> {
  const client = new Client({ name: 'test', version: '1' }, clientOptions);
  const headers = { Authorization: `Bearer ${token}` };
  const transport = new StreamableHTTPClientTransport(url, { requestInit: { headers }, ...transportOptions });
  // Its type says that the id of the session may be missing, and under exactOptionalPropertyTypes that is another type.
  await client.connect(transport as Parameters<Client['connect']>[0]);
  return { client, transport };
}
