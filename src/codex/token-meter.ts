/** Counts the tokens of one Codex process while it works: Codex reports its telemetry to this process, and to nobody else. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Exporter } from './own-exporter.ts';
import { type TokenCount, tokensIn } from './telemetry.ts';

export interface TokenMeter {
  /** KEY=VALUE for Codex's `-c`. */
  readonly config: readonly string[];
  /** What its environment needs besides, so that no proxy comes between. */
  readonly env: NodeJS.ProcessEnv;
  used(): TokenCount;
  close(): Promise<void>;
}

/** How long spans wait to be exported together, in milliseconds: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
const spanDelay = 'OTEL_BSP_SCHEDULE_DELAY';

/** An export holds what commands printed; one that is larger than this is not counted. In bytes. */
const largestExport = 64 * 1024 * 1024;

/**
 * Listens on a port of 127.0.0.1 until it is closed.
 * @param exporter which telemetry it asks for
 * @param counted called whenever more was used
 */
export async function startTokenMeter(
  env: NodeJS.ProcessEnv,
  exporter: Exporter,
  counted: (used: TokenCount) => void,
): Promise<TokenMeter> {
  // No other process of this machine is asked to count here.
  const path = `/${randomUUID()}`;
  let used: TokenCount = { input: 0, output: 0 };
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request).catch(() => ''); // Codex was ended in the middle of it
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    if (request.url !== path) return;
    const { input, output } = tokensIn(body);
    if (input + output === 0) return;
    used = { input: used.input + input, output: used.output + output };
    counted(used);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}${path}`;
  const direct = [env['NO_PROXY'], env['no_proxy'], '127.0.0.1'].filter(Boolean).join(',');
  return {
    config: [`otel.${exporter}={otlp-http={endpoint="${endpoint}",protocol="json"}}`],
    env: { NO_PROXY: direct, no_proxy: direct, ...(exporter === 'trace_exporter' ? { [spanDelay]: '1000' } : {}) },
    used: () => used,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= largestExport) chunks.push(chunk as Buffer);
  }
  return size > largestExport ? '' : Buffer.concat(chunks).toString('utf8');
}
