/**
 * Sends requests to one API server with client-node, which handles certificates and tokens, over one pool of
 * connections, where it would open a new one for every call. Heavy: import it when first needed. The names are imported
 * one by one, so that the bundle holds them and not the 15 MB of generated API classes.
 */
import {
  HttpMethod,
  IsomorphicFetchHttpLibrary,
  KubeConfig,
  RequestContext,
  type ResponseContext,
} from '@kubernetes/client-node';
import { Agent, type buildConnector, type Dispatcher, ProxyAgent } from 'undici';
import { ApiError } from './api-error.ts';
import { Credentials } from './credentials.ts';
import { type Entry, type ScopedContext, scopedDocument } from './kubeconfig.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface ApiClient {
  /**
   * GETs an address and reads the whole body.
   * @throws ApiError when there are no credentials; TimeoutError when the answer takes too long; what fetch throws
   */
  get(url: string, signal: AbortSignal): Promise<ApiAnswer>;
  /** PATCHes an address with a JSON text of the content type. @throws as `get` */
  patch(url: string, contentType: string, body: string, signal: AbortSignal): Promise<ApiAnswer>;
  /** GETs an address whose body is read as it comes, without a time limit; with a status from 300 on it is read whole. @throws as `get` */
  stream(url: string, signal: AbortSignal): Promise<ApiStream>;
  /** Closes every connection, also those in use, and ends a credential plugin that still runs. */
  close(): Promise<void>;
}

export type ApiStream = ApiAnswer & { readonly chunks: AsyncIterable<Uint8Array> };

export interface ClientLimits {
  /** Most connections at once; further calls wait for one. */
  readonly connections: number;
  /** Longest wait for the credentials, and then for a whole answer; milliseconds. */
  readonly requestMs: number;
}

/** A client for the cluster and user of one context. */
export function createApiClient(scoped: ScopedContext, { connections, requestMs }: ClientLimits): ApiClient {
  const credentials = new Credentials(scoped.user, scoped.cluster, requestMs);
  const kubeConfig = new PooledKubeConfig(connections, credentials);
  kubeConfig.loadFromString(JSON.stringify(clientDocument(scoped)));
  const library = new IsomorphicFetchHttpLibrary();

  async function exchange(
    create: () => RequestContext,
    signal: AbortSignal,
    limit: () => AbortSignal = () => signal,
  ): Promise<ResponseContext> {
    for (let isFirst = true; ; isFirst = false) {
      const context = create();
      context.setHeaderParam('Accept', 'application/json');
      context.setHeaderParam('User-Agent', 'agent-toolkit');
      await authenticate(kubeConfig, context, requestMs, signal);
      context.setSignal(limit());
      const used = credentials.generation;
      const response = await library.send(context).toPromise();
      // An expired token is read again, once; one that stands in the kubeconfig would be the same.
      if (response.httpStatusCode !== 401 || !isFirst || !credentials.renew(used)) return response;
      await response.body.text();
    }
  }

  async function whole(create: () => RequestContext, signal: AbortSignal): Promise<ApiAnswer> {
    const limit = () => AbortSignal.any([signal, AbortSignal.timeout(requestMs)]);
    const { httpStatusCode: status, headers, body } = await exchange(create, signal, limit);
    return { status, headers, body: await body.text() };
  }

  return {
    get: (url, signal) => whole(() => new RequestContext(url, HttpMethod.GET), signal),
    patch(url, contentType, body, signal) {
      const create = () => {
        const context = new RequestContext(url, HttpMethod.PATCH);
        context.setHeaderParam('Content-Type', contentType);
        context.setBody(body);
        return context;
      };
      return whole(create, signal);
    },
    async stream(url, signal) {
      const create = () => new RequestContext(url, HttpMethod.GET);
      const { httpStatusCode: status, headers, body } = await exchange(create, signal);
      if (status >= 300) return { status, headers, body: await body.text(), chunks: none() };
      // undici's stream of the web, which the library declares as nothing at all.
      const chunks = (body as unknown as { stream(): AsyncIterable<Uint8Array> }).stream();
      return { status, headers, body: '', chunks };
    },
    async close() {
      credentials.close();
      await kubeConfig.destroyPools();
    },
  };
}

async function* none(): AsyncGenerator<Uint8Array> {}

type Authenticator = Parameters<KubeConfig['addAuthenticator']>[0];

/** Our authenticator, by the name that clientDocument gives to it. */
const providerName = 'agent-toolkit';

/**
 * The document as client-node understands it: it refuses plain http without insecure-skip-tls-verify, and would run
 * plugins without an end and keep token files for a minute after they were refused, so both are ours.
 */
function clientDocument(scoped: ScopedContext): Entry {
  const { exec, tokenFile, ...rest } = scoped.user;
  // What the file holds takes the place of a token beside it.
  const { token, ...user } = rest;
  const isPlain = scoped.server.startsWith('http:');
  const isOurs = exec !== undefined || tokenFile !== undefined;
  return scopedDocument({
    ...scoped,
    cluster: isPlain ? { ...scoped.cluster, 'insecure-skip-tls-verify': true } : scoped.cluster,
    user: isOurs ? { ...user, 'auth-provider': { name: providerName } } : scoped.user,
  });
}

class PooledKubeConfig extends KubeConfig {
  readonly #connections: number;
  /** By what makes connections differ: proxy and certificates, which a credential plugin may renew. */
  readonly #pools = new Map<string, Dispatcher>();
  #wanted: ReturnType<KubeConfig['createDispatcherOptions']> = { type: 'none' };

  constructor(connections: number, credentials: Credentials) {
    super();
    this.#connections = connections;
    this.addAuthenticator(authenticatorOf(credentials));
  }

  /** The base class asks this for every call and would make a new dispatcher of the answer. */
  override createDispatcherOptions(...asked: Parameters<KubeConfig['createDispatcherOptions']>) {
    this.#wanted = super.createDispatcherOptions(...asked);
    const isOurs = this.#wanted.type !== 'socks';
    return isOurs || this.#pools.has(JSON.stringify(this.#wanted)) ? ({ type: 'none' } as const) : this.#wanted;
  }

  override async applySecurityAuthentication(context: RequestContext): Promise<void> {
    await super.applySecurityAuthentication(context);
    const key = JSON.stringify(this.#wanted);
    const made = context.getDispatcher();
    const pool = this.#pools.get(key) ?? made ?? this.#createAgent();
    this.#pools.set(key, pool);
    context.setDispatcher(pool);
    // Two first calls through a SOCKS proxy at once each made one.
    if (made !== undefined && made !== pool) await made.close();
  }

  async destroyPools(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
    this.#pools.clear();
  }

  /** As the base class would make it, of these very options; only the declarations differ (null, undefined). */
  #createAgent(): Dispatcher {
    type Options = Partial<buildConnector.BuildOptions>;
    // Over HTTP/2 a watch and a list would share one connection, and what holds up one holds up the other.
    const limits = { connections: this.#connections, allowH2: false };
    if (this.#wanted.type === 'proxy') {
      const { uri, requestTls, connect } = this.#wanted;
      return new ProxyAgent({ uri, requestTls: requestTls as Options, connect: connect as Options, ...limits });
    }
    const connect = (this.#wanted.type === 'agent' ? this.#wanted.connect : {}) as Options;
    return new Agent({ connect, ...limits });
  }
}

function authenticatorOf(credentials: Credentials): Authenticator {
  return {
    isAuthProvider: ({ authProvider }) => authProvider?.name === providerName,
    async applyAuthentication(_user, options) {
      const { token, clientCertificateData, clientKeyData } = await credentials.read();
      if (token !== undefined) Object.assign(options.headers ?? {}, { Authorization: `Bearer ${token}` });
      if (clientCertificateData !== undefined) options.cert = clientCertificateData;
      if (clientKeyData !== undefined) options.key = clientKeyData;
    },
  };
}

/** Credentials fail in ways of their own, and may never come: told from the network's. */
async function authenticate(
  kubeConfig: KubeConfig,
  context: RequestContext,
  limitMs: number,
  signal: AbortSignal,
): Promise<void> {
  const limit = AbortSignal.timeout(limitMs);
  try {
    await untilAborted(kubeConfig.applySecurityAuthentication(context), AbortSignal.any([signal, limit]));
  } catch (error) {
    signal.throwIfAborted();
    const own = error instanceof Error ? error.message.trim().split('\n')[0] : String(error);
    const text = limit.aborted ? `they did not come within ${limitMs / 1000} s` : own;
    throw new ApiError('credentials', `The credentials of the kubeconfig could not be read: ${text}`, { cause: error });
  }
}

/** Rejects when the signal aborts, whether or not the work ever ends. */
async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  let abort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    signal.throwIfAborted();
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
