/** One connection to one server process: calls, their cancellation, and the server's end. */
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import {
  CallToolResultSchema,
  ElicitRequestSchema,
  ErrorCode,
  ListToolsResultSchema,
  LoggingMessageNotificationSchema,
  McpError,
  ProgressNotificationSchema,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import manifest from '../../package.json' with { type: 'json' };
import type { ToolInput, ToolResult } from '../tools/contract.ts';
import type { ToolContext } from '../tools/toolbox.ts';
import { type ClientCall, ClientCalls } from './client-calls.ts';
import { readQuestion } from './elicitation.ts';
import { clientTimeoutMs, readLogLine, readProgress, readResult } from './mcp-messages.ts';
import { ServerEndEvent, ServerGone } from './server-end.ts';
import { factsOf, knownInput, type ServerFacts, ServerLacks } from './server-facts.ts';
import type { WorkingTool } from './tool-call.ts';
import { asksKey, callKey, endedCapability, endedNotificationSchema, previewKey } from './wire.ts';

const greetingLimitMs = 30_000;
const keptLines = 5;

export interface McpSessionOptions {
  stderr?(line: string): void;
  readonly stopLimitMs: number;
}

export class McpSession {
  readonly ended = new ServerEndEvent();
  readonly #transport: StdioClientTransport;
  readonly #options: McpSessionOptions;
  readonly #client = new Client(
    { name: `${manifest.name}-client`, version: manifest.version },
    { capabilities: { elicitation: { form: {} } } },
  );
  readonly #calls = new ClientCalls();
  /** The last lines on the server's standard error: why it ended. */
  readonly #lastWords: string[] = [];
  /** The first thing on the server's standard output that is no message of the protocol. */
  #strange: string | undefined;
  #facts = factsOf(undefined, []);
  /** Why this side ended the server, once it did. */
  #endedBecause: { readonly expected: boolean; readonly message: string } | undefined;

  constructor(transport: StdioClientTransport, options: McpSessionOptions) {
    this.#transport = transport;
    this.#options = options;
    if (transport.stderr instanceof Readable) this.#listenToStderr(transport.stderr);
    this.#client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => {
      this.#calls.log(params._meta?.[callKey], readLogLine(params));
    });
    // The SDK's own progress callback loses what comes in one piece with the answer, so the last stage of a run.
    this.#client.setNotificationHandler(ProgressNotificationSchema, ({ params }) => {
      const call = this.#calls.find(params.progressToken);
      call?.context.progress(readProgress(call.itemId, params));
    });
    this.#client.setNotificationHandler(endedNotificationSchema, ({ params }) =>
      this.#calls.find(params.call)?.markEnded(),
    );
    this.#client.setRequestHandler(ElicitRequestSchema, async ({ params }, { signal }) => {
      const question = readQuestion(params._meta);
      const call = this.#calls.find(params._meta?.[callKey]);
      // What somebody else's server asks, nobody here can show.
      if (question === undefined || call?.context.ask === undefined) return { action: 'cancel' };
      // The SDK does not hear of the end of a server's first question, whose number is 0.
      const ended = AbortSignal.any([signal, call.abort.signal]);
      return { action: 'accept', content: { ...(await call.context.ask(question, ended)) } };
    });
    this.#client.onerror = (error) => {
      if (error instanceof SyntaxError) this.#strange ??= error.message;
      options.stderr?.(`[protocol] ${error.message}`);
    };
    this.#client.onclose = () => this.#onClose();
  }

  /** Starts and greets the server. @throws Error with the server's last words */
  async connect(command: string): Promise<void> {
    try {
      await this.#client.connect(this.#transport, { timeout: greetingLimitMs });
      if (this.#client.getServerCapabilities()?.logging) await this.#client.setLoggingLevel('debug');
      this.#facts = factsOf(this.#client.getServerVersion(), await this.#listTools());
    } catch (error) {
      await this.#end({ expected: false, message: 'The server could not be started.' });
      await setImmediate(); // what it wrote last may still be on its way
      const words = this.#lastWords.length === 0 ? this.#silentEnd(error) : this.#lastWords.join('\n');
      throw new Error(`The Agent Toolkit server (${command}) could not be started: ${words}`, { cause: error });
    }
  }

  get facts(): ServerFacts {
    return this.#facts;
  }

  /** Calls a tool. When this rejects after a stop, the server has ended everything of the call. */
  async call<Name extends WorkingTool>(
    name: Name,
    input: ToolInput<Name>,
    context: ToolContext,
  ): Promise<ToolResult<Name>> {
    context.signal.throwIfAborted();
    if (this.ended.end !== undefined) throw new ServerGone(this.ended.end.message);
    const given = knownInput(this.#facts, name, input);
    if (context.preview !== undefined) this.#refuseAnew(input);
    // What an earlier call left on standard error says nothing about how this one ends.
    if (this.#calls.all.length === 0) this.#lastWords.length = 0;
    const call = this.#calls.start(itemIdOf(input), context);
    try {
      const answer = await this.#client.request(
        {
          method: 'tools/call',
          params: { name, arguments: given, _meta: metaOf(call) },
        },
        CallToolResultSchema,
        { signal: call.abort.signal, timeout: clientTimeoutMs(name, input) },
      );
      return readResult(name, input, answer);
    } catch (error) {
      throw await this.#explain(call, name, error);
    } finally {
      call.finish();
    }
  }

  /** @throws ServerLacks where a preview is to be applied and the server would not know which */
  #refuseAnew(input: ToolInput<WorkingTool>): void {
    const isDry = 'dry_run' in input && input.dry_run === true;
    if (isDry || this.#client.getServerCapabilities()?.experimental?.[previewKey] !== undefined) return;
    const who = `The server ${this.#facts.name} ${this.#facts.version}`.trimEnd();
    throw new ServerLacks(`${who} does not keep its previews, so nothing was changed. Run it without a preview.`);
  }

  /** Stops what runs, waits until its processes have ended, and ends the server. */
  async close(): Promise<void> {
    const running = this.#calls.all;
    for (const call of running) call.abort.abort(new DOMException('The connection is being closed.', 'AbortError'));
    await Promise.all(running.map((call) => this.#waitUntilEnded(call)));
    await this.#end({ expected: true, message: 'The server was ended.' });
  }

  /** Ends the server when what runs in it has ended by itself. */
  async retire(): Promise<void> {
    await this.#calls.whenIdle();
    await this.close();
  }

  async #listTools(): Promise<Tool[]> {
    if (this.#client.getServerCapabilities()?.tools === undefined) return [];
    const tools: Tool[] = [];
    let cursor: string | undefined;
    do {
      const params = cursor === undefined ? {} : { cursor };
      const options = { timeout: greetingLimitMs };
      const page = await this.#client.request({ method: 'tools/list', params }, ListToolsResultSchema, options);
      tools.push(...page.tools);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return tools;
  }

  /** Why a server that wrote nothing for people could not be greeted. */
  #silentEnd(error: unknown): string {
    const strange = this.#strange === undefined ? '' : ` What it wrote is no MCP: ${this.#strange}`;
    const { message, code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return `no such program was found (${message}).`;
    if (!(error instanceof McpError)) return `${message}${strange}`;
    if (error.code === ErrorCode.RequestTimeout)
      return `it did not answer as an MCP server within ${greetingLimitMs / 1000} seconds.${strange}`;
    if (error.code === ErrorCode.ConnectionClosed) return `it ended before it had answered.${strange}`;
    return `${error.message}${strange}`;
  }

  /** What the caller is to be told. A call that was given up is waited for first. */
  async #explain(call: ClientCall, name: WorkingTool, error: unknown): Promise<unknown> {
    const timedOut = error instanceof McpError && error.code === ErrorCode.RequestTimeout;
    const { aborted, reason } = call.abort.signal;
    if (!aborted && !timedOut) return this.ended.end === undefined ? error : new ServerGone(this.ended.end.message);
    if (!(await this.#waitUntilEnded(call))) {
      const message = `The server did not end ${name} within ${this.#options.stopLimitMs / 1000} seconds, so it was ended.`;
      await this.#end({ expected: false, message });
    }
    if (!aborted) return new Error(`The server did not answer ${name} in time; the call was given up.`);
    return reason instanceof Error && reason.name === 'AbortError'
      ? reason
      : new DOMException('Stopped.', 'AbortError');
  }

  /** @returns false when the server did not tell within the limit */
  async #waitUntilEnded(call: ClientCall): Promise<boolean> {
    if (this.#client.getServerCapabilities()?.experimental?.[endedCapability] === undefined) {
      await this.#endUntold(call);
      return true;
    }
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, this.#options.stopLimitMs, false);
    });
    return Promise.race([call.ended.then(() => true), limit]).finally(() => clearTimeout(timer));
  }

  /** A server that does not tell when a stopped call has ended goes on with it, for all that is known; so it is ended. */
  async #endUntold(call: ClientCall): Promise<void> {
    const isAlone = this.#calls.all.length <= 1;
    const done = isAlone ? 'so it was ended, too' : 'and other calls run in it';
    const text = `This server does not tell when a stopped call has ended, ${done}; what it started may still be at work.`;
    call.context.log('log', 'warning', text);
    if (isAlone) await this.#end({ expected: true, message: 'The server was ended with the call that was stopped.' });
  }

  /** Ends the server: standard input first, then by force. */
  async #end(because: { readonly expected: boolean; readonly message: string }): Promise<void> {
    this.#endedBecause ??= because;
    await this.#client.close();
    this.#onClose();
  }

  #onClose(): void {
    const words = this.#lastWords.length === 0 ? '' : ` Its last words: ${this.#lastWords.join(' | ')}`;
    const message = `The server ended unexpectedly. Finished criteria are committed; start again to go on.${words}`;
    this.ended.fire(this.#endedBecause ?? { expected: false, message });
    for (const call of this.#calls.all) call.markEnded();
  }

  #listenToStderr(stderr: Readable): void {
    createInterface({ input: stderr }).on('line', (line) => {
      this.#options.stderr?.(line);
      this.#lastWords.push(line);
      if (this.#lastWords.length > keptLines) this.#lastWords.shift();
    });
  }
}

function metaOf({ id, context }: ClientCall): Record<string, unknown> {
  const { ask, preview } = context;
  return {
    [callKey]: id,
    progressToken: id,
    [asksKey]: ask !== undefined,
    ...(preview === undefined ? {} : { [previewKey]: preview.toISOString() }),
  };
}

function itemIdOf(input: ToolInput<WorkingTool>): string {
  if ('item_id' in input) return input.item_id;
  return 'work_item_id' in input ? input.work_item_id : '';
}
