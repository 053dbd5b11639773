import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import {
  isJSONRPCRequest,
  type JSONRPCMessage,
  type MessageExtraInfo,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js';
import { RequestIds } from '../request-ids.ts';

type OnMessage = (message: JSONRPCMessage, extra?: MessageExtraInfo) => void;

/**
 * The SDK's own, where requests can be cancelled as on standard input and output: the one with the id 0 too, and with clients of
 * every version a handler can end the stream of a request that gets no answer. Who sends a request again, with the id of
 * one in work, gets its answer on the new stream.
 */
export class HttpTransport extends StreamableHTTPServerTransport {
  readonly #ids = new RequestIds();

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
    const message = this.#ids.incoming(sent);
    if (message === undefined) this.onerror?.(new Error('A request has the id of one in work; it is left out.'));
    // The SDK hands this on only where a stream may be closed before its answer has come.
    else if (isJSONRPCRequest(sent)) handler(message, { ...extra, closeSSEStream: () => this.closeSSEStream(sent.id) });
    else handler(message, extra);
  }
}
