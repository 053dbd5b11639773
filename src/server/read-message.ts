/** One line of a client as a message of JSON-RPC, or what is wrong with it. */
import {
  ErrorCode,
  type JSONRPCMessage,
  JSONRPCMessageSchema,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js';

/** Characters of a fault that are told: it may quote what came. */
const toldLimit = 300;

export type ReadMessage =
  | { readonly message: JSONRPCMessage }
  /** What is wrong, and how to answer the requests in it whose numbers can be read. */
  | { readonly fault: string; readonly answers: readonly JSONRPCMessage[] };

/** Undefined for a blank line. */
export function readMessage(line: string): ReadMessage | undefined {
  if (line.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(line);
    if (Array.isArray(value)) return refused('Batches are not supported: send one message a line.', value);
    const { data } = JSONRPCMessageSchema.safeParse(value);
    return data === undefined ? refused('That is no message of JSON-RPC 2.0.', [value]) : { message: data };
  } catch (error) {
    return { fault: `A line could not be read: ${(error as Error).message.slice(0, toldLimit)}`, answers: [] };
  }
}

/** A request that nobody answers would be waited for in vain. */
function refused(fault: string, values: readonly unknown[]): ReadMessage {
  const ids = values.flatMap((value) => requestId(value) ?? []);
  const error = { code: ErrorCode.InvalidRequest, message: fault };
  return { fault, answers: ids.map((id) => ({ jsonrpc: '2.0', id, error })) };
}

function requestId(value: unknown): RequestId | undefined {
  if (typeof value !== 'object' || value === null || !('method' in value) || !('id' in value)) return undefined;
  const { id } = value;
  return typeof id === 'string' || Number.isSafeInteger(id) ? (id as RequestId) : undefined;
}
