/** The real server as a process, talked to in bytes: what a client may send that the SDK's own would not. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');
/** Entry of the server. */
export const realServer = join(root, 'src/server/main.ts');

export interface Message {
  readonly id?: string | number;
  readonly method?: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect of an answer
  readonly params?: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly result?: any;
  readonly error?: { readonly code: number; readonly message: string };
}

export class RawServer {
  readonly process: ChildProcessWithoutNullStreams;
  /** All that it has written so far, in order. */
  readonly messages: Message[] = [];
  /** Exit code and signal. */
  readonly exit: Promise<unknown[]>;
  errors = '';
  readonly #waiting = new Set<() => void>();
  #lastId = 0;

  /** @param client a program that starts the server and hands on its streams, given as what comes before its command line */
  constructor(args: readonly string[], env: NodeJS.ProcessEnv, client: readonly string[] = []) {
    const [command = '', ...rest] = [...client, process.execPath, realServer, ...args];
    this.process = spawn(command, rest, { env });
    this.exit = once(this.process, 'close');
    this.process.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.errors += text;
    });
    createInterface({ input: this.process.stdout }).on('line', (line) => {
      this.messages.push(JSON.parse(line));
      for (const look of this.#waiting) look();
    });
    // It may be gone when a test writes.
    this.process.stdin.on('error', () => {});
  }

  write(bytes: string | Buffer): void {
    this.process.stdin.write(bytes);
  }

  /** The first message, from the beginning, that is so; waits for it. */
  message(isIt: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.messages.find(isIt);
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
      void this.exit.then(() => reject(new Error(`The server has ended. ${this.errors}`)));
    });
  }

  /** Sends a request. @returns its id, and the answer when it comes */
  request(method: string, params: object = {}): { readonly id: number; readonly answer: Promise<Message> } {
    this.#lastId += 1;
    const id = this.#lastId;
    this.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    const answer = this.message((message) => message.id === id && message.method === undefined);
    answer.catch(() => {}); // not every test waits for it
    return { id, answer };
  }

  notify(method: string, params: object = {}): void {
    this.write(`${JSON.stringify({ jsonrpc: '2.0', method, params })}\n`);
  }

  async initialize(): Promise<Message> {
    const clientInfo = { name: 'raw', version: '1' };
    const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo };
    const answer = await this.request('initialize', params).answer;
    this.notify('notifications/initialized');
    return answer;
  }

  /** Calls a tool; it is told as ended under the name `id`. */
  call(name: string, input: unknown): { readonly id: number; readonly answer: Promise<Message> } {
    const id = this.#lastId + 1;
    return this.request('tools/call', { name, arguments: input, _meta: { 'agent-toolkit/call': `call ${id}` } });
  }

  /** Cancels a call, and waits until the server says that nothing of it runs any more. */
  async cancel(id: number): Promise<void> {
    this.notify('notifications/cancelled', { requestId: id, reason: 'a test' });
    await this.message(
      ({ method, params }) => method === 'notifications/agent-toolkit/ended' && params.call === `call ${id}`,
    );
  }
}
