/** The life of a server over HTTP: it ends on a signal, and takes its calls and connections with it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { createSharedToolbox } from '../../tools/shared/shared-toolbox.ts';
import type { Toolbox } from '../../tools/toolbox.ts';
import type { McpServerOptions } from '../mcp-server.ts';
import { type End, onProcessEnd, stopLimitMs } from '../process-end.ts';
import { RepositoryFiles } from '../resources/repository-files.ts';
import { RunningCalls } from '../running-calls.ts';
import { type Access, endpoint, refusalOf } from './access.ts';
import { refuse } from './answer.ts';
import { mostBytes } from './http-session.ts';
import { HttpSessions } from './http-sessions.ts';
import { listen, loopback } from './listen.ts';

/** Connections at the same time; more are closed at once. */
const mostConnections = 1_000;
const tidyEveryMs = 60_000;
/** How long connections have to take what was sent before the end. */
const lingerMs = 2_000;

export interface ServeHttpOptions extends Pick<McpServerOptions, 'files' | 'limits'> {
  readonly toolbox: Toolbox;
  /** 0 for one that the system chooses. */
  readonly port: number;
  /** What clients have to send; undefined where nobody needs to. */
  readonly token: string | undefined;
  /** Where signals and errors that nobody caught arrive: the process. */
  readonly signals: NodeJS.EventEmitter;
  /** Called once, when clients can connect. */
  listening(url: string): void;
  /** For people who run the server: standard error. */
  report(text: string): void;
  /** Each request and what was wrong with it, for people who look for a fault. No header is among it. */
  trace(text: string): void;
}

/**
 * Serves until a signal says that it is enough. Then all calls are aborted and waited for.
 * @returns the exit code: 0, or 1 after an error that nobody caught, or calls that would not end
 * @throws InputError when the port cannot be opened
 */
export async function serveHttp(options: ServeHttpOptions): Promise<number> {
  const { files = new RepositoryFiles(), token, report } = options;
  const calls = new RunningCalls();
  const sessions = new HttpSessions({ ...options, toolbox: createSharedToolbox(options.toolbox), calls, files });
  const server = createServer();
  server.maxConnections = mostConnections;
  const port = await listen(server, options.port);
  const end = new Promise<End>((resolve) => onProcessEnd(options.signals, resolve));
  answerRequests(server, sessions, { port, token }, options);
  const timer = setInterval(() => sessions.tidy(), tidyEveryMs);
  options.listening(`http://${loopback}:${port}${endpoint}`);
  const { reason, failed } = await end;
  clearInterval(timer);
  if (failed) report(reason);
  files.close();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const ended = await calls.stop(reason, stopLimitMs);
  if (!ended)
    report(`Some calls did not end within ${stopLimitMs / 1000} seconds; the processes of Codex end with this one.`);
  await setImmediate(); // the answers of the calls are written
  await closeAll(server, sessions, closed, ended);
  return failed || !ended ? 1 : 0;
}

function answerRequests(server: Server, sessions: HttpSessions, access: Access, options: ServeHttpOptions): void {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { host, origin, authorization } = request.headers;
    const refusal = refusalOf({ target: request.url ?? '', host, origin, authorization }, access);
    if (refusal !== undefined) return refuse(response, refusal.status, refusal.message, refusal.headers);
    if (!server.listening) return refuse(response, 503, 'The server is ending.', { Connection: 'close' });
    // Refused here, what is left of the body is read and dropped, and the connection stays good.
    if (Number(request.headers['content-length']) > mostBytes) {
      return refuse(response, 413, `The message is larger than ${mostBytes} bytes.`);
    }
    await sessions.handle(request, response);
  };
  server.on('request', (request, response) => {
    const start = performance.now();
    response.once('close', () => {
      const path = request.url?.split('?')[0];
      options.trace(`${request.method} ${path} ${response.statusCode} ${Math.round(performance.now() - start)} ms`);
    });
    answer(request, response).catch((error: unknown) => {
      options.report(`A request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      refuse(response, 500, 'The server failed on this request. Its standard error says why.');
    });
  });
}

async function closeAll(server: Server, sessions: HttpSessions, closed: Promise<void>, ended: boolean): Promise<void> {
  const sessionsEnded = sessions.end();
  if (ended) await sessionsEnded;
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), lingerMs);
  await closed;
  clearTimeout(timer);
}
