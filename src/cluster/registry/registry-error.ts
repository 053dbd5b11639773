/** What went wrong between us and a registry, as one typed error. No message holds credentials or a token. */

/**
 * unreachable: no connection. timeout: no answer in time. tls: the certificate was refused. throttled (429),
 * server (5xx). unauthorized (401, or the token service refuses). denied (403). notFound (404). refused: any other
 * answer that cannot be used.
 */
export type RegistryErrorKind =
  | 'unreachable'
  | 'timeout'
  | 'tls'
  | 'throttled'
  | 'server'
  | 'unauthorized'
  | 'denied'
  | 'notFound'
  | 'refused';

export interface RegistryErrorFacts {
  /** Node's or OpenSSL's name for a failed connection. */
  readonly code?: string;
  /** The registry's own name for it: `MANIFEST_UNKNOWN`, `NAME_UNKNOWN`. */
  readonly ociCode?: string;
  /** How long the registry asks to wait; milliseconds. */
  readonly retryAfterMs?: number;
  /** Of unauthorized: whether there were no credentials to send, or they were refused. */
  readonly login?: 'none' | 'refused';
}

export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly kind: RegistryErrorKind;
  readonly facts: RegistryErrorFacts;

  constructor(kind: RegistryErrorKind, message: string, facts: RegistryErrorFacts = {}) {
    super(message);
    this.kind = kind;
    this.facts = facts;
  }

  /** Worth one more try: the next answer may differ without anybody doing anything. */
  get isTransient(): boolean {
    return ['unreachable', 'timeout', 'throttled', 'server'].includes(this.kind);
  }
}

/**
 * The error that an HTTP status with its body means.
 * @param where what was asked: `GET https://ghcr.io/v2/`
 */
export function errorOfAnswer(status: number, headers: Headers, body: string, where: string): RegistryError {
  const { code, message } = firstError(body);
  const told = [code, message].filter((text) => text !== undefined && text !== '').join(': ');
  const facts = {
    ...(code === undefined ? {} : { ociCode: code }),
    ...retryAfter(headers.get('retry-after')),
  };
  return new RegistryError(kindOf(status), `HTTP ${status}${told === '' ? '' : ` ${told}`} (${where})`, facts);
}

function kindOf(status: number): RegistryErrorKind {
  const kinds: Readonly<Record<number, RegistryErrorKind>> = {
    401: 'unauthorized',
    403: 'denied',
    404: 'notFound',
    429: 'throttled',
  };
  return kinds[status] ?? (status >= 500 ? 'server' : 'refused');
}

const longestTold = 200;

/** The first of `{"errors": [{"code", "message"}]}`; nothing of any other text, which may be a page of a proxy. */
function firstError(body: string): { code?: string; message?: string } {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return {};
  }
  const { errors } = (value ?? {}) as { readonly errors?: unknown };
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  if (typeof first !== 'object' || first === null) return {};
  const { code, message } = first as { readonly code?: unknown; readonly message?: unknown };
  return {
    ...(typeof code === 'string' ? { code: code.slice(0, longestTold) } : {}),
    ...(typeof message === 'string' ? { message: message.slice(0, longestTold) } : {}),
  };
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function retryAfter(value: string | null): { retryAfterMs?: number } {
  if (value === null) return {};
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? {} : { retryAfterMs: Math.max(0, ms) };
}
