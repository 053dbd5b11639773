/** A request that cannot be answered, with the code that the client's own program may go by. */
import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';

/** https://modelcontextprotocol.io/specification/2025-06-18/server/resources#error-handling */
const resourceNotFound = -32002;

/** The message says what to do. The SDK's own error would put its code before it. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: number;
  readonly data: { readonly uri: string } | undefined;

  constructor(code: number, message: string, uri?: string) {
    super(message);
    this.code = code;
    this.data = uri === undefined ? undefined : { uri };
  }
}

export function notFound(uri: string, message: string): RequestError {
  return new RequestError(resourceNotFound, message, uri);
}

export function invalid(message: string): RequestError {
  return new RequestError(ErrorCode.InvalidParams, message);
}
