import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type EventStore,
  StreamableHTTPServerTransport,
  type StreamableHTTPServerTransportOptions,
} from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import {
  isJSONRPCRequest,
  type JSONRPCMessage,
  type MessageExtraInfo,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js';
import { RequestIds } from '../request-ids.ts';

type OnMessage = (message: JSONRPCMessage, extra?: MessageExtraInfo) => void;

/** What came in one request of HTTP. */
interface Post {
  /** Known where the client takes streams up again by their first event. */
  stream?: string;
  requests: number;
}

/**
 * The SDK's own, where requests can be cancelled as on standard input and output: the one with the id 0 too, and with clients of
 * every version a handler can end the stream of a request that gets no answer. Who sends a request again, with the id of
 * one in work, gets its answer on the new stream.
 */
export class HttpTransport extends StreamableHTTPServerTransport {
  readonly #ids = new RequestIds();
  readonly #posts: AsyncLocalStorage<Post>;
  readonly #over = new Set<string>();

  constructor(options: StreamableHTTPServerTransportOptions & { readonly eventStore: EventStore }) {
    const posts = new AsyncLocalStorage<Post>();
    super({ ...options, eventStore: hearing(options.eventStore, posts) });
    this.#posts = posts;
  }

  /** Whether the stream was that of a request that gets no answer any more. */
  isOver(stream: string): boolean {
    return this.#over.has(stream);
  }

  override handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    return this.#posts.run({ requests: 0 }, () => super.handleRequest(request, response));
  }

  override get onmessage(): OnMessage | undefined {
    return super.onmessage;
  }

  override set onmessage(handler: OnMessage | undefined) {
    super.onmessage = handler && ((message, extra) => this.#take(message, extra, handler));
  }

  override send(message: JSONRPCMessage, options?: { relatedRequestId?: RequestId }): Promise<void> {
    const { relatedRequestId: id } = options ?? {};
    return super.send(
      this.#ids.outgoing(message),
      id === undefined ? undefined : { relatedRequestId: this.#ids.idOfClient(id) },
    );
  }

  #take(sent: JSONRPCMessage, extra: MessageExtraInfo | undefined, handler: OnMessage): void {
    const post = this.#posts.getStore() ?? { requests: 0 };
    const message = this.#ids.incoming(sent);
    if (isJSONRPCRequest(sent)) post.requests += 1;
    if (message === undefined) this.onerror?.(new Error('A request has the id of one in work; it is left out.'));
    // The SDK hands this on only where a stream may be closed before its answer has come.
    else if (isJSONRPCRequest(sent)) handler(message, { ...extra, closeSSEStream: () => this.#close(sent.id, post) });
    else handler(message, extra);
  }

  /** Others of a batch still get their answers. */
  #close(id: RequestId, { stream, requests }: Post): void {
    if (requests > 1) return;
    if (stream !== undefined) this.#over.add(stream);
    this.closeSSEStream(id);
  }
}

/** The SDK's first event of a stream is an empty message, and says which stream the request in hand has. */
function hearing(store: EventStore, posts: AsyncLocalStorage<Post>): EventStore {
  return {
    storeEvent(stream, message) {
      const post = posts.getStore();
      if (post !== undefined && !('jsonrpc' in message)) post.stream = stream;
      return store.storeEvent(stream, message);
    },
    replayEventsAfter: (eventId, ports) => store.replayEventsAfter(eventId, ports),
  };
}
