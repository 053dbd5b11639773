/** Who may call the server over HTTP, and what others are told. Pure. */
import { isToken } from './bearer-token.ts';

/** The path of the one endpoint. */
export const endpoint = '/mcp';

/** What a request says before its body. */
export interface RequestHead {
  /** The target, as it was sent. */
  readonly target: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly authorization: string | undefined;
}

export interface Access {
  readonly port: number;
  /** Undefined where nobody needs one. */
  readonly token: string | undefined;
}

export interface Refusal {
  readonly status: 401 | 403 | 404;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Why a request is refused, or undefined. A page in a browser can reach a loopback address under a name of its own (DNS
 * rebinding): Host and Origin tell, and hold without a token too. They are compared as a whole, with the port, which the
 * middleware of MCP's SDK leaves out. https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning
 */
export function refusalOf(head: RequestHead, { port, token }: Access): Refusal | undefined {
  const hosts = loopbackHosts(port);
  if (!hosts.includes(head.host?.toLowerCase() ?? '')) {
    return { status: 403, message: `The Host header has to be one of ${hosts.join(', ')}.` };
  }
  if (head.origin !== undefined && !hosts.some((host) => `http://${host}` === head.origin?.toLowerCase())) {
    return { status: 403, message: 'A page of another origin may not call this server. Send no Origin header.' };
  }
  if (head.target.split('?')[0] !== endpoint) return { status: 404, message: `The endpoint is ${endpoint}.` };
  if (token === undefined) return undefined;
  const given = bearer(head.authorization);
  if (given !== undefined && isToken(given, token)) return undefined;
  return given === undefined
    ? unauthorized('', 'A token is needed')
    : unauthorized(', error="invalid_token"', 'The token is wrong');
}

function loopbackHosts(port: number): string[] {
  const suffix = port === 80 ? '' : `:${port}`;
  return ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}${suffix}`);
}

/** https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
function bearer(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}

function unauthorized(error: string, what: string): Refusal {
  const message = `${what}. Send "Authorization: Bearer TOKEN" with the one that the server said when it started.`;
  return { status: 401, message, headers: { 'WWW-Authenticate': `Bearer realm="agent-toolkit"${error}` } };
}
