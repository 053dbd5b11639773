import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { ServerNotification, ServerRequest, ServerResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { invalid } from './request-error.ts';

export type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/**
 * Answers requests of one method. What is out of its schema is the client's mistake, and is told so in words: the SDK would
 * call it an internal error and send the parser's own list. What a handler throws is told by its message, without a stack.
 * A cancelled request gets no answer that would end its stream over HTTP, and nothing more is told on it.
 */
export function answerRequests<Schema extends z.ZodObject>(
  server: Server,
  schema: Schema,
  answer: (request: z.output<Schema>, extra: Extra) => ServerResult | Promise<ServerResult>,
): void {
  server.setRequestHandler(withAnyParams(schema), (request, extra) => {
    extra.signal.addEventListener('abort', () => extra.closeSSEStream?.(), { once: true });
    return answer(readRequest(schema, request), extra);
  });
}

/** The same requests, whatever their parameters: those that are wrong come to our own code, too. */
export function withAnyParams<Schema extends z.ZodObject>(schema: Schema) {
  return schema.extend({ params: z.unknown().optional() });
}

/** @throws RequestError when it is out of schema */
export function readRequest<Schema extends z.ZodObject>(schema: Schema, request: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(request);
  if (success) return data;
  throw invalid(error.issues.map(inWords).join('; '));
}

/** `uri: Invalid input: expected string, received undefined` */
function inWords({ path, message }: z.core.$ZodIssue): string {
  // All but `params` itself lies in it.
  const place = path.length > 1 ? path.slice(1) : path;
  return place.length === 0 ? message : `${place.join('.')}: ${message}`;
}
