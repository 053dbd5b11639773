/** The requests of a client that are not answered yet, by their ids. */
import {
  isJSONRPCNotification,
  isJSONRPCRequest,
  type JSONRPCMessage,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js';

/** What the protocol's side takes the id 0 for: the SDK does not hear of the cancellation of a request with that number. */
const zero = 'the number 0';

export class RequestIds {
  readonly #open = new Set<RequestId>();

  /** What came, as the protocol's side is to see it; undefined for a request whose id is that of one in work. */
  incoming(message: JSONRPCMessage): JSONRPCMessage | undefined {
    if (isJSONRPCRequest(message)) {
      if (this.#open.has(message.id)) return undefined;
      this.#open.add(message.id);
      return message.id === 0 ? { ...message, id: zero } : message;
    }
    if (!isJSONRPCNotification(message) || message.method !== 'notifications/cancelled') return message;
    const { requestId } = message.params ?? {};
    // A cancelled request is not answered.
    this.#open.delete(requestId as RequestId);
    return requestId === 0 ? { ...message, params: { ...message.params, requestId: zero } } : message;
  }

  /** What goes out, as the client is to see it. */
  outgoing(message: JSONRPCMessage): JSONRPCMessage {
    if ('method' in message || message.id === undefined) return message;
    const id = this.idOfClient(message.id);
    this.#open.delete(id);
    return id === message.id ? message : { ...message, id };
  }

  /** The id of a request as its client knows it. */
  idOfClient(id: RequestId): RequestId {
    return id === zero ? 0 : id;
  }
}
