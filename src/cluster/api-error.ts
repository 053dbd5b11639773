/** What went wrong between us and the API server, as one typed error. */

/**
 * unreachable: no connection. timeout: no answer in time. tls: the certificate was refused. unauthorized, forbidden,
 * notFound, expired (410), throttled (429), server (5xx), refused (any other status). credentials: they could not be
 * obtained (a plugin failed or hung).
 */
export type ApiErrorKind =
  | 'unreachable'
  | 'timeout'
  | 'tls'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'expired'
  | 'throttled'
  | 'server'
  | 'refused'
  | 'credentials';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ApiErrorKind;
  /** How long the server asks to be left alone; milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(kind: ApiErrorKind, message: string, options: ErrorOptions & { readonly retryAfterMs?: number } = {}) {
    super(message, options);
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** Worth one more try: the next answer may differ without anybody doing anything. */
  get isTransient(): boolean {
    return ['unreachable', 'timeout', 'throttled', 'server'].includes(this.kind);
  }

  /** Whether a list that fails so may be read again, now or later, without anybody doing anything. */
  get mayPass(): boolean {
    return this.isTransient || this.kind === 'expired';
  }
}

/** The error that an HTTP answer means. Its body is a Status object, plain text, or nothing. */
export function errorOfStatus(answer: HttpAnswer, path: string, method = 'GET'): ApiError {
  const { status, body, headers } = answer;
  const message = statusMessage(body) || `HTTP ${status}`;
  const seconds = Number(headers?.['retry-after'] ?? Number.NaN);
  const options = seconds >= 0 ? { retryAfterMs: seconds * 1000 } : {};
  return new ApiError(kindOfStatus(status), `${message} (${method} ${path}, HTTP ${status})`, options);
}

interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  /** By name in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The error that ends a watch: a Status in the stream. */
export function errorOfWatch(status: { readonly code?: number; readonly message?: string }, path: string): ApiError {
  const { code = 500, message = 'the watch was ended' } = status;
  return new ApiError(kindOfStatus(code), `${message} (watch ${path}, ${code})`);
}

function kindOfStatus(status: number): ApiErrorKind {
  const kinds: Readonly<Record<number, ApiErrorKind>> = {
    401: 'unauthorized',
    403: 'forbidden',
    404: 'notFound',
    410: 'expired',
    429: 'throttled',
  };
  return kinds[status] ?? (status >= 500 ? 'server' : 'refused');
}

/** The message of a Status object, or the beginning of a plain text; an empty text for anything else. */
export function statusMessage(body: string): string {
  try {
    const status: unknown = JSON.parse(body);
    if (typeof status === 'object' && status !== null && 'message' in status) return String(status.message);
  } catch {
    // Not JSON: a missing API answers 404 in plain text, a proxy in HTML.
  }
  const text = body.trim();
  return text.startsWith('<') ? '' : text.slice(0, 300);
}

const tlsTexts: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate chain holds a self-signed certificate that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate is signed by an authority that is not known or not sent',
  UNABLE_TO_GET_ISSUER_CERT: 'the certificate authority is not known',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate authority is not known',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  CERT_REVOKED: 'the certificate was revoked',
  CERT_SIGNATURE_FAILURE: 'the certificate is not signed by the configured authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the server does not speak TLS on this port',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'the server does not speak TLS on this port',
  EPROTO: 'the TLS handshake failed',
};

const networkTexts: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused: nothing listens there',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up right now',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  UND_ERR_SOCKET: 'the connection was closed before the answer was complete',
};

export interface FetchFailure {
  readonly kind: 'tls' | 'unreachable';
  readonly message: string;
  /** Node's or OpenSSL's name for it, where one is known. */
  readonly code?: string;
}

/** How a failed HTTP exchange is called: TLS errors by what is wrong with the certificate, the others by their cause. */
export function describeFetchError(error: unknown): FetchFailure {
  const codes = errorCodes(error);
  const tls = codes.find((code) => code in tlsTexts || code.startsWith('ERR_TLS_') || code.startsWith('ERR_SSL_'));
  if (tls !== undefined)
    return { kind: 'tls', code: tls, message: `${tlsTexts[tls] ?? 'the TLS handshake failed'} (${tls})` };
  const network = codes.find((code) => code in networkTexts);
  if (network !== undefined) {
    return { kind: 'unreachable', code: network, message: `${networkTexts[network]} (${network})` };
  }
  return { kind: 'unreachable', message: error instanceof Error ? innermost(error).message : String(error) };
}

function errorCodes(error: unknown): string[] {
  const codes: string[] = [];
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if ('code' in inner && typeof inner.code === 'string') codes.push(inner.code);
    // Both address families failed: each has its own error.
    if (inner instanceof AggregateError) codes.push(...inner.errors.flatMap(errorCodes));
  }
  return codes;
}

function innermost(error: Error): Error {
  return error.cause instanceof Error ? innermost(error.cause) : error;
}
