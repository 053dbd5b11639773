/** What the Kubernetes API of the tests answers: an object, or an error as a Status, as the real one writes it. */

export interface Answer {
  readonly status: number;
  /** A string is sent as plain text, anything else as JSON. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Wait before the answer is sent. */
  readonly delayMs?: number;
}

const reasons: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  409: 'Conflict',
  410: 'Expired',
  415: 'UnsupportedMediaType',
  422: 'Invalid',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
};

/** A Status object. */
export function statusObject(code: number, message: string): object {
  const reason = reasons[code] ?? 'Unknown';
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
}

/** An error answer. */
export function failure(status: number, message: string, more: Partial<Answer> = {}): Answer {
  return { status, body: statusObject(status, message), ...more };
}
