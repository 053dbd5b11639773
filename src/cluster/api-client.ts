/**
 * Sends requests to one API server with client-node, which handles certificates, tokens and credential plugins, over
 * one pool of connections, where it would open a new one for every call. Heavy: import it when first needed. The
 * names are imported one by one, so that the bundle holds them and not the 15 MB of generated API classes.
 */
import { HttpMethod, IsomorphicFetchHttpLibrary, KubeConfig, RequestContext } from '@kubernetes/client-node';
import { Agent, type buildConnector, type Dispatcher } from 'undici';
import { ApiError } from './api-error.ts';
import type { Entry } from './kubeconfig.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
}

export interface ApiClient {
  /** GETs an address and reads the whole body. @throws ApiError when there are no credentials; what fetch throws */
  get(url: string, signal: AbortSignal): Promise<ApiAnswer>;
  /** PATCHes an address with a JSON text of the content type. @throws as `get` */
  patch(url: string, contentType: string, body: string, signal: AbortSignal): Promise<ApiAnswer>;
  /** Closes every connection, also those in use. */
  close(): Promise<void>;
}

/**
 * @param document a kubeconfig document whose current context is the one to use
 * @param connections most connections at once; further calls wait for one
 */
export function createApiClient(document: Entry, connections: number): ApiClient {
  const kubeConfig = new PooledKubeConfig(connections);
  kubeConfig.loadFromString(JSON.stringify(document));
  const library = new IsomorphicFetchHttpLibrary();
  const send = async (context: RequestContext, signal: AbortSignal): Promise<ApiAnswer> => {
    context.setHeaderParam('Accept', 'application/json');
    context.setHeaderParam('User-Agent', 'agent-toolkit');
    context.setSignal(signal);
    await untilAborted(authenticate(kubeConfig, context), signal);
    const response = await library.send(context).toPromise();
    return { status: response.httpStatusCode, body: await response.body.text() };
  };
  return {
    get: (url, signal) => send(new RequestContext(url, HttpMethod.GET), signal),
    patch(url, contentType, body, signal) {
      const context = new RequestContext(url, HttpMethod.PATCH);
      context.setHeaderParam('Content-Type', contentType);
      context.setBody(body);
      return send(context, signal);
    },
    close: () => kubeConfig.destroyPools(),
  };
}

class PooledKubeConfig extends KubeConfig {
  readonly #connections: number;
  /** By what makes connections differ: proxy and certificates, which a credential plugin may renew. */
  readonly #pools = new Map<string, Dispatcher>();
  #wanted: ReturnType<KubeConfig['createDispatcherOptions']> = { type: 'none' };

  constructor(connections: number) {
    super();
    this.#connections = connections;
  }

  /** The base class asks this for every call and would make a new dispatcher of the answer. */
  override createDispatcherOptions(...asked: Parameters<KubeConfig['createDispatcherOptions']>) {
    this.#wanted = super.createDispatcherOptions(...asked);
    const isOurs = this.#wanted.type === 'agent' || this.#wanted.type === 'none';
    return isOurs || this.#pools.has(JSON.stringify(this.#wanted)) ? ({ type: 'none' } as const) : this.#wanted;
  }

  override async applySecurityAuthentication(context: RequestContext): Promise<void> {
    await super.applySecurityAuthentication(context);
    const key = JSON.stringify(this.#wanted);
    const made = context.getDispatcher();
    const pool = this.#pools.get(key) ?? made ?? this.#createAgent();
    this.#pools.set(key, pool);
    context.setDispatcher(pool);
    // Two first calls through a proxy at once each made one.
    if (made !== undefined && made !== pool) await made.close();
  }

  async destroyPools(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
    this.#pools.clear();
  }

  #createAgent(): Agent {
    const options = this.#wanted.type === 'agent' ? this.#wanted.connect : {};
    // The base class would hand these very options to undici; only the two declarations differ (null, undefined).
    const connect = options as Partial<buildConnector.BuildOptions>;
    return new Agent({ connect, connections: this.#connections });
  }
}

/** Credential plugins are processes without a time limit of their own: their failure is told from the network's. */
async function authenticate(kubeConfig: KubeConfig, context: RequestContext): Promise<void> {
  try {
    await kubeConfig.applySecurityAuthentication(context);
  } catch (error) {
    const text = error instanceof Error ? error.message.trim().split('\n')[0] : String(error);
    const message = `The credentials of the kubeconfig could not be read: ${text}`;
    throw new ApiError('credentials', message, { cause: error });
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
