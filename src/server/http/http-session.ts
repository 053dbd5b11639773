/** One client over HTTP: an MCP server of its own, and what was sent to it. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createMcpServer, type McpServerOptions } from '../mcp-server.ts';
import { refuse, replay } from './answer.ts';
import type { Presence } from './away.ts';
import { EventMemory } from './event-memory.ts';
import { HttpTransport } from './http-transport.ts';
import { SessionCalls } from './session-calls.ts';

/** The largest message of a client, in bytes. */
export const mostBytes = 4 * 1024 * 1024;
/** How soon a client whose stream broke should come back, in milliseconds. */
const retryMs = 1_000;
/** The SDK's name for the stream of what belongs to no request. */
const standaloneStream = '_GET_stream';

export interface HttpSessionOptions extends McpServerOptions {
  /** What went wrong between client and server, for people who look for it. */
  trace(text: string): void;
  /** The client has greeted, and the session its id. */
  begun(id: string, session: HttpSession): void;
  ended(id: string): void;
}

export class HttpSession {
  readonly #calls: SessionCalls;
  readonly #events = new EventMemory();
  readonly #transport: HttpTransport;
  /** What is being answered, with the bytes that were on their way when it was last looked at. */
  readonly #open = new Map<ServerResponse, number>();
  #last = performance.now();

  private constructor(options: HttpSessionOptions) {
    this.#calls = new SessionCalls(options.calls);
    this.#transport = new HttpTransport({
      sessionIdGenerator: randomUUID,
      eventStore: this.#events,
      retryInterval: retryMs,
      maxRequestBodySize: mostBytes,
      onsessioninitialized: (id) => options.begun(id, this),
      // The answer to DELETE says that nothing of the session runs any more.
      onsessionclosed: () => this.end(),
    });
  }

  /** A session that waits for its client's greeting. */
  static async create(options: HttpSessionOptions): Promise<HttpSession> {
    const session = new HttpSession(options);
    const { server } = createMcpServer({ ...options, calls: session.#calls });
    server.onerror = (error) => options.trace(`Protocol error: ${error.message.slice(0, 1000)}`);
    server.onclose = () => {
      const { sessionId } = session.#transport;
      if (sessionId !== undefined) options.ended(sessionId);
    };
    await server.connect(session.#transport);
    return session;
  }

  get presence(): Presence {
    return { open: this.#open.size, running: this.#calls.running, awayMs: performance.now() - this.#last };
  }

  /** Answers one request. A stream that breaks ends no call: what is sent meanwhile can be asked for later. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#open.set(response, 0);
    response.once('close', () => {
      this.#open.delete(response);
      this.#last = performance.now();
    });
    if (!this.#replay(request, response)) await this.#transport.handleRequest(request, response);
  }

  /**
   * Cuts the connections whose client took nothing since the last time, although something waits for it: what is sent to a
   * client that stands still would fill the memory. One that goes on takes its stream up again.
   */
  cutStuck(): void {
    for (const [response, before] of this.#open) {
      const sent = response.socket?.bytesWritten ?? 0;
      if (response.writableLength > 0 && sent === before) response.destroy();
      else this.#open.set(response, sent);
    }
  }

  /** Cancels the session's calls, waits until nothing of them runs, and ends its streams. */
  async end(): Promise<void> {
    await this.#transport.close();
    await this.#calls.stop();
  }

  /**
   * Where no call runs, or it was cancelled, nothing more comes on the stream of one. The SDK would keep it open, and the client would wait.
   * @returns whether the request is answered
   */
  #replay({ method, headers }: IncomingMessage, response: ServerResponse): boolean {
    const last = headers['last-event-id'];
    if (method !== 'GET' || typeof last !== 'string') return false;
    const stream = this.#events.streamOf(last);
    if (stream === undefined) {
      refuse(response, 400, 'There was no event with the id of Last-Event-ID.');
      return true;
    }
    if (stream === standaloneStream || (this.#calls.running > 0 && !this.#transport.isOver(stream))) return false;
    const events = this.#events.after(last);
    // 405 is how clients hear that there is no stream to listen to.
    if (events.length > 0) replay(response, events);
    else
      refuse(response, 405, 'The stream of this event has ended, and nothing came after it.', {
        Allow: 'POST, DELETE',
      });
    return true;
  }
}
