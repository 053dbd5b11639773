/** All clients over HTTP: who a request is from, how many there can be, and when one is given up. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { McpServerOptions } from '../mcp-server.ts';
import { refuse } from './answer.ts';
import { type AwayLimits, isGivenUp, isIdle } from './away.ts';
import { HttpSession } from './http-session.ts';

/** Clients at the same time. */
const mostSessions = 100;

export interface HttpSessionsOptions extends McpServerOptions {
  trace(text: string): void;
  readonly most?: number;
  readonly awayLimits?: AwayLimits;
}

export class HttpSessions {
  readonly #options: HttpSessionsOptions;
  readonly #sessions = new Map<string, HttpSession>();
  /** Those whose client is still greeting. */
  #greeting = 0;

  constructor(options: HttpSessionsOptions) {
    this.#options = options;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = request.headers['mcp-session-id'];
    if (id === undefined) return this.#greet(request, response);
    const session = this.#sessions.get(String(id));
    if (session !== undefined) return session.handle(request, response);
    // Clients greet again on 404. https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#session-management
    refuse(response, 404, 'This session has ended. Initialize a new one, without Mcp-Session-Id.', {}, -32001);
  }

  /** Ends the sessions whose clients are away for too long, and cuts connections that stand still. To be called now and then. */
  tidy(): void {
    for (const session of this.#sessions.values()) {
      session.cutStuck();
      if (isGivenUp(session.presence, this.#options.awayLimits)) this.#end(session);
    }
  }

  /** Ends all of them. */
  async end(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((session) => session.end()));
  }

  async #greet(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#hasRoom()) {
      const message = `There are ${this.#most} sessions, and all are in use. End one with DELETE, or try again later.`;
      return refuse(response, 503, message, { 'Retry-After': '60' });
    }
    this.#greeting += 1;
    let begun = false;
    try {
      const session = await HttpSession.create({
        ...this.#options,
        begun: (id, self) => {
          begun = true;
          this.#greeting -= 1;
          this.#sessions.set(id, self);
        },
        ended: (id) => void this.#sessions.delete(id),
      });
      await session.handle(request, response);
      if (!begun) await session.end();
    } finally {
      if (!begun) this.#greeting -= 1;
    }
  }

  /** Makes room by the session that is idle for the longest. */
  #hasRoom(): boolean {
    if (this.#sessions.size + this.#greeting < this.#most) return true;
    const idle = [...this.#sessions.values()].filter(({ presence }) => isIdle(presence));
    const longest = idle.toSorted((a, b) => b.presence.awayMs - a.presence.awayMs)[0];
    if (longest !== undefined) this.#end(longest);
    return longest !== undefined;
  }

  #end(session: HttpSession): void {
    session.end().catch((error: unknown) => this.#options.report(`A session could not be ended: ${String(error)}`));
  }

  get #most(): number {
    return this.#options.most ?? mostSessions;
  }
}
