/**
 * A small Kubernetes API server over real HTTP, for tests and for the demo's simulated cluster. It serves objects,
 * runs no controller and starts no container: whoever puts a Deployment puts its status and its pods, too.
 */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { KubeObject, ObjectRef } from '../../src/cluster/kube-object.ts';
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
  close(): Promise<void>;
}

export interface KubernetesApiOptions {
  /** Bearer token that every request must carry; without it 401. */
  readonly token?: string;
  /** Kinds beyond the served ones. */
  readonly kinds?: readonly Kind[];
  /** Port on 127.0.0.1; any free one when not set. */
  readonly port?: number;
}

/** Starts the server on 127.0.0.1. */
export async function startKubernetesApi(options: KubernetesApiOptions = {}): Promise<KubernetesApi> {
  const kinds = [...servedKinds, ...(options.kinds ?? [])];
  const store = new KubernetesStore(kinds);
  const pages: Pages = new Map();
  const requests: ApiRequest[] = [];
  const rules = new Set<(request: ApiRequest) => Answer | undefined>();
  let connections = 0;
  let url = '';

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    const asked: ApiRequest = { method: request.method ?? 'GET', path: pathname, query: searchParams };
    requests.push(asked);
    const injected = [...rules].map((rule) => rule(asked)).find((found) => found !== undefined);
    if (injected !== undefined) return send(response, injected);
    if (options.token !== undefined && request.headers.authorization !== `Bearer ${options.token}`) {
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
      if (searchParams.get('watch') === 'true') return watch(store, target, searchParams, response);
      return send(response, listAnswer(store, pages, target, searchParams, accept));
    }
    const body = await readBody(request);
    return send(
      response,
      objectAnswer(store, target, asked.method, { accept, contentType, body, query: searchParams }),
    );
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (!response.headersSent) void send(response, failure(error instanceof SyntaxError ? 400 : 500, message));
      else response.destroy();
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    requests,
    get connections() {
      return connections;
    },
    kubeconfig: (contextName, file) =>
      writeFile(file, kubeconfigText(contextName, url, options.token), { mode: 0o600 }),
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
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
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

function kubeconfigText(contextName: string, server: string, token: string | undefined): string {
  const document = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': contextName,
    contexts: [{ name: contextName, context: { cluster: `${contextName}-cluster`, user: `${contextName}-user` } }],
    clusters: [{ name: `${contextName}-cluster`, cluster: { server } }],
    users: [{ name: `${contextName}-user`, user: token === undefined ? {} : { token } }],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
