/**
 * A small Kubernetes API server over real HTTP or HTTPS, for tests and for the demo's simulated cluster. It serves objects,
 * runs no controller and starts no container: whoever puts a Deployment puts its status and its pods, too.
 */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { KubeObject, ObjectRef } from '../../src/cluster/kube-object.ts';
import type { Certificate } from './certificate.ts';
import { discover, type Kind, rootPath, servedKinds } from './kubernetes-kinds.ts';
import { openApiDocument } from './kubernetes-openapi.ts';
import { listAnswer, objectAnswer, type Pages, targetOf } from './kubernetes-resources.ts';
import { type Answer, failure } from './kubernetes-status.ts';
import { KubernetesStore, type StoredObject, type StoreEvent } from './kubernetes-store.ts';
import { watch } from './kubernetes-watch.ts';

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

export interface KubernetesApi {
  readonly url: string;
  /** Every request so far, in order. */
  readonly requests: readonly ApiRequest[];
  /** Connections accepted so far. */
  readonly connections: number;
  /** Connections that are open now. */
  readonly openConnections: number;
  /** Most connections that were open at once. */
  readonly mostConnections: number;
  /** The same, and counts anew from now on. */
  takeMostConnections(): number;
  /** The token that requests must carry from now on. */
  token: string | undefined;
  /** Writes a kubeconfig (mode 0600) whose only and current context is `contextName`. */
  kubeconfig(contextName: string, file: string): Promise<void>;
  /** Creates or replaces an object, its status included; needs only kind and metadata.name. */
  put(object: KubeObject): StoredObject;
  get(ref: ObjectRef): StoredObject | undefined;
  remove(ref: ObjectRef): boolean;
  list(kind: string, namespace?: string): StoredObject[];
  /** Called for every change, also for those that come over HTTP; returns how to stop. */
  onChange(listener: (event: StoreEvent) => void): () => void;
  /** Answers in the server's place, where the rule returns an answer: errors, slowness. Returns how to stop. */
  intercept(rule: (request: ApiRequest) => Answer | undefined): () => void;
  /** Forgets old versions: list tokens and watches from before now get 410 Gone. */
  expire(): void;
  /** Stops listening and cuts every connection, as a process that is killed does. The objects stay. */
  stop(): Promise<void>;
  /** Listens again, on the same port. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface KubernetesApiOptions {
  /** Bearer token that every request must carry; without it 401. */
  readonly token?: string;
  /** Kinds beyond the served ones. */
  readonly kinds?: readonly Kind[];
  /** Kinds that are not served although others are: their CRDs are missing. */
  readonly without?: readonly string[];
  /** Port on 127.0.0.1; any free one when not set. */
  readonly port?: number;
  /** Serves HTTPS with this certificate. */
  readonly tls?: Certificate;
  /** The authority that kubeconfigs of this server trust (`certificate-authority-data`); PEM. */
  readonly authority?: string;
  /** Time between two bookmarks of a watch that asked for them; a minute, as the real server's, when left out. Milliseconds. */
  readonly bookmarkMs?: number;
}

/** Starts the server on 127.0.0.1. */
export async function startKubernetesApi(options: KubernetesApiOptions = {}): Promise<KubernetesApi> {
  const isServed = ({ kind }: Kind) => options.without?.includes(kind) !== true;
  const kinds = [...servedKinds.filter(isServed), ...(options.kinds ?? [])];
  const store = new KubernetesStore(kinds);
  const pages: Pages = new Map();
  const requests: ApiRequest[] = [];
  const rules = new Set<(request: ApiRequest) => Answer | undefined>();
  const sockets = new Set<Socket>();
  let [connections, mostConnections] = [0, 0];
  let { token } = options;
  let url = '';

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    const asked: ApiRequest = { method: request.method ?? 'GET', path: pathname, query: searchParams };
    requests.push(asked);
    const injected = [...rules].map((rule) => rule(asked)).find((found) => found !== undefined);
    if (injected !== undefined) return send(response, injected);
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) {
      return send(response, failure(401, 'Unauthorized'));
    }
    if (['/readyz', '/livez', '/healthz'].includes(pathname)) return send(response, { status: 200, body: 'ok' });
    const discovered = discover(pathname, kinds, new URL(url).host) ?? openApiDocument(pathname);
    if (discovered !== undefined) return send(response, { status: 200, body: discovered });
    const target = targetOf(pathname, kinds);
    if (target === undefined) {
      // The real server answers a path of no known API in plain text.
      const known = kinds.some(({ apiVersion }) => pathname.startsWith(`${rootPath(apiVersion)}/`));
      const missing = failure(404, 'the server could not find the requested resource');
      return send(response, known ? missing : { status: 404, body: '404 page not found\n' });
    }
    const { accept = '', 'content-type': contentType = '' } = request.headers;
    if (target.name === undefined && asked.method === 'GET') {
      if (searchParams.get('watch') === 'true') {
        return watch(store, target, searchParams, response, options.bookmarkMs ?? 60_000);
      }
      return send(response, listAnswer(store, pages, target, searchParams, accept));
    }
    const body = await readBody(request);
    return send(
      response,
      objectAnswer(store, target, asked.method, { accept, contentType, body, query: searchParams }),
    );
  }

  const onRequest: RequestListener = (request, response) => {
    answer(request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (!response.headersSent) void send(response, failure(error instanceof SyntaxError ? 400 : 500, message));
      else response.destroy();
    });
  };
  const { tls } = options;
  const server = tls === undefined ? createServer(onRequest) : createSecureServer(tls, onRequest);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    mostConnections = Math.max(mostConnections, sockets.size);
    socket.on('close', () => sockets.delete(socket));
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  url = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  const stop = async () => {
    if (!server.listening) return;
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  };

  return {
    url,
    requests,
    get connections() {
      return connections;
    },
    get openConnections() {
      return sockets.size;
    },
    get mostConnections() {
      return mostConnections;
    },
    takeMostConnections() {
      const most = mostConnections;
      mostConnections = sockets.size;
      return most;
    },
    get token() {
      return token;
    },
    set token(value) {
      token = value;
    },
    kubeconfig: (contextName, file) =>
      writeFile(file, kubeconfigText(contextName, url, token, options.authority), { mode: 0o600 }),
    put: (object) => store.put(object),
    get: (ref) => store.get(ref),
    remove: (ref) => store.remove(ref) !== undefined,
    list: (kind, namespace) => store.list(kind, namespace),
    onChange: (listener) => store.subscribe(listener),
    intercept(rule) {
      rules.add(rule);
      return () => rules.delete(rule);
    },
    expire() {
      pages.clear();
      store.compact();
    },
    stop,
    start: () => listen(port),
    close: stop,
  };
}

async function send(response: ServerResponse, { status, body, headers, delayMs }: Answer): Promise<void> {
  if (delayMs !== undefined) await delay(delayMs, undefined, { ref: false });
  if (response.destroyed) return;
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
  response.end(isText ? body : JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function kubeconfigText(
  contextName: string,
  server: string,
  token: string | undefined,
  authority: string | undefined,
): string {
  const trusted =
    authority === undefined ? {} : { 'certificate-authority-data': Buffer.from(authority).toString('base64') };
  const document = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': contextName,
    contexts: [{ name: contextName, context: { cluster: `${contextName}-cluster`, user: `${contextName}-user` } }],
    clusters: [{ name: `${contextName}-cluster`, cluster: { server, ...trusted } }],
    users: [{ name: `${contextName}-user`, user: token === undefined ? {} : { token } }],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
