import type { EventStore } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

/** Bytes of JSON that are kept of one session. */
const keptBytes = 4 * 1024 * 1024;

interface KeptEvent {
  readonly number: number;
  readonly streamId: string;
  readonly message: JSONRPCMessage;
  readonly bytes: number;
}

/**
 * What was sent to one session's client, so that one whose connection broke can ask for the rest with Last-Event-ID. Where
 * it becomes too much, the oldest progress and log lines go first, answers and questions last. The SDK is not given the stream of an
 * event: it would refuse to go on with one of which it has not noticed yet that it broke.
 */
export class EventMemory implements EventStore {
  readonly #limit: number;
  #kept: KeptEvent[] = [];
  #bytes = 0;
  #last = 0;

  constructor(limit: number = keptBytes) {
    this.#limit = limit;
  }

  async storeEvent(streamId: string, message: JSONRPCMessage): Promise<string> {
    this.#last += 1;
    // The SDK's first event of a stream is an empty message, which only begins the count.
    if ('jsonrpc' in message)
      this.#keep({ number: this.#last, streamId, message, bytes: JSON.stringify(message).length });
    return `${streamId}:${this.#last}`;
  }

  /** The stream of an event, or undefined where there was none of this id. */
  streamOf(eventId: string): string | undefined {
    return this.#place(eventId)?.streamId;
  }

  /**
   * Nothing is awaited between the events: one that comes meanwhile would be neither among them nor sent, since the SDK
   * registers the new connection when this returns.
   */
  async replayEventsAfter(
    lastEventId: string,
    { send }: { send(eventId: string, message: JSONRPCMessage): Promise<void> },
  ): Promise<string> {
    for (const { id, message } of this.after(lastEventId)) void send(id, message);
    return this.streamOf(lastEventId) ?? '';
  }

  /** What came after this event on its stream, oldest first. */
  after(lastEventId: string): { readonly id: string; readonly message: JSONRPCMessage }[] {
    const place = this.#place(lastEventId);
    if (place === undefined) return [];
    return this.#kept
      .filter(({ streamId, number }) => streamId === place.streamId && number > place.number)
      .map(({ number, message }) => ({ id: `${place.streamId}:${number}`, message }));
  }

  #place(eventId: string): Pick<KeptEvent, 'streamId' | 'number'> | undefined {
    const { streamId, number } = /^(?<streamId>.+):(?<number>\d+)$/.exec(eventId)?.groups ?? {};
    if (streamId === undefined || Number(number) > this.#last) return undefined;
    return { streamId, number: Number(number) };
  }

  #keep(event: KeptEvent): void {
    this.#kept.push(event);
    this.#bytes += event.bytes;
    while (this.#bytes > this.#limit && this.#kept.length > 1) {
      const oldest = this.#kept.findIndex(({ message }) => !isAwaited(message));
      const [dropped] = this.#kept.splice(Math.max(oldest, 0), 1);
      this.#bytes -= dropped?.bytes ?? 0;
    }
  }
}

/** An answer, or a question to the client: without it somebody waits in vain. */
function isAwaited(message: JSONRPCMessage): boolean {
  return 'id' in message;
}
