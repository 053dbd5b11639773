/**
 * MCP over standard input and output, one message a line. As the SDK's own, but bounded: a line that never ends, and a
 * client that does not read, cost a limited amount of memory; and a request that is none is answered.
 */
import type { Readable, Writable } from 'node:stream';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { LineBuffer } from './line-buffer.ts';
import { readMessage } from './read-message.ts';
import { RequestIds } from './request-ids.ts';

/** The most bytes of one message of the client. */
const lineLimit = 64 * 1024 * 1024;
/** The most bytes that wait to be read by the client before progress and log are left out. */
const unreadLimit = 8 * 1024 * 1024;
/** What may be left out. */
const running: ReadonlySet<string> = new Set(['notifications/progress', 'notifications/message']);

export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #stdin: Readable;
  readonly #stdout: Writable;
  readonly #lines = new LineBuffer(lineLimit);
  readonly #ids = new RequestIds();
  #isLeavingOut = false;

  constructor(stdin: Readable, stdout: Writable) {
    this.#stdin = stdin;
    this.#stdout = stdout;
  }

  async start(): Promise<void> {
    this.#stdin.on('data', this.#take);
  }

  /** Progress and log are written only while the client reads, all else always. */
  async send(message: JSONRPCMessage): Promise<void> {
    const isLeftOut = 'method' in message && running.has(message.method) && this.#stdout.writableLength > unreadLimit;
    if (isLeftOut && !this.#isLeavingOut) this.onerror?.(new Error('The client does not read: progress is left out.'));
    this.#isLeavingOut = isLeftOut;
    if (!isLeftOut) this.#stdout.write(`${JSON.stringify(this.#ids.outgoing(message))}\n`);
  }

  async close(): Promise<void> {
    this.#stdin.off('data', this.#take).pause();
    this.#lines.clear();
    this.onclose?.();
  }

  readonly #take = (chunk: Buffer): void => {
    try {
      for (const line of this.#lines.take(chunk)) this.#read(line);
    } catch (error) {
      this.onerror?.(error as Error);
      void this.close();
    }
  };

  #read(line: string): void {
    const read = readMessage(line);
    if (read === undefined) return;
    if ('fault' in read) {
      this.onerror?.(new Error(read.fault));
      for (const answer of read.answers) void this.send(answer);
      return;
    }
    const message = this.#ids.incoming(read.message);
    try {
      if (message === undefined) throw new Error('A request has the id of one in work; it is left out.');
      this.onmessage?.(message);
    } catch (error) {
      this.onerror?.(error as Error); // whatever one message brings about, the next ones are read
    }
  }
}
