/** A registry of the OCI distribution API v2 over real HTTPS, with its token service, for tests. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Certificate, makeCertificate } from './certificate.ts';

export interface RegistryRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly authorization: string | undefined;
  /** Of a POST. */
  readonly body: string;
}

export interface RegistryAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface OciRegistryOptions {
  /** Who signed its certificate; without it, it is self-signed. */
  readonly authority?: Certificate;
  /** How it is named; `localhost` when left out. */
  readonly name?: string;
  /** Names in its certificate; localhost when left out. */
  readonly hosts?: readonly string[];
  /** Validity of its certificate. */
  readonly from?: Date;
  readonly until?: Date;
  /** Plain http in place of TLS. */
  readonly isPlain?: true;
  /** Who may read: everybody when left out. */
  readonly login?: {
    readonly by: 'basic' | 'token';
    readonly username: string;
    readonly password: string;
    /** Taken by the token service in place of user and password. */
    readonly identityToken?: string;
    /** Whether everybody gets a token that may pull. */
    readonly isPublic?: true;
  };
  /** Of a page of tags and of the catalogue. */
  readonly pageSize?: number;
  /** Whether `/v2/_catalog` is served. */
  readonly hasCatalogue?: false;
}

export interface PushedImage {
  readonly digest: string;
}

export interface ImageContent {
  /** `linux/amd64` */
  readonly platform?: string;
  /** Sizes of the layers, in bytes. */
  readonly layers?: readonly number[];
  /** Docker's media types in place of OCI's. */
  readonly isDockers?: true;
}

export interface OciRegistry {
  /** `localhost:4711`, as images name it. */
  readonly host: string;
  readonly url: string;
  readonly requests: readonly RegistryRequest[];
  /** Most requests that were in work at the same time. */
  readonly mostAtOnce: number;
  push(repository: string, tag: string | undefined, content?: ImageContent): PushedImage;
  /** An index of images that were pushed. */
  pushIndex(repository: string, tag: string, images: Readonly<Record<string, PushedImage>>): PushedImage;
  /** Any manifest. */
  pushManifest(repository: string, tag: string | undefined, mediaType: string, body: string): PushedImage;
  /** Forgets a manifest or blob and keeps the tags that name it. */
  lose(digest: string): void;
  digestOf(repository: string, tag: string): string | undefined;
  /** Answers in the registry's place, where the rule returns an answer. Returns how to stop. */
  intercept(rule: (request: RegistryRequest) => RegistryAnswer | 'cut' | 'silence' | undefined): () => void;
  /** Tokens that were handed out so far run out. */
  expireTokens(): void;
  close(): Promise<void>;
}

interface Stored {
  readonly mediaType: string;
  readonly body: Buffer;
}

/** Starts it on this machine. */
export async function startOciRegistry(options: OciRegistryOptions = {}): Promise<OciRegistry> {
  const {
    login,
    pageSize = 100,
    hasCatalogue = true,
    hosts = ['localhost'],
    name = 'localhost',
    authority,
    from,
    until,
  } = options;
  const content = new Map<string, Stored>();
  const tags = new Map<string, Map<string, string>>();
  const requests: RegistryRequest[] = [];
  const rules = new Set<Parameters<OciRegistry['intercept']>[0]>();
  const tokens = new Set<string>();
  let url = '';
  let atOnce = 0;
  let mostAtOnce = 0;

  const listener: RequestListener = (incoming, response) => {
    atOnce++;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    response.on('close', () => atOnce--);
    void readRequest(incoming).then((request) => {
      requests.push(request);
      const injected = [...rules].map((rule) => rule(request)).find((found) => found !== undefined);
      if (injected === 'silence') return;
      if (injected === 'cut') response.destroy();
      else send(response, injected ?? answerTo(request));
    });
  };
  const validity = { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
  const signed = { hosts, ...validity, ...(authority === undefined ? {} : { authority }) };
  const server: Server = options.isPlain ? createServer(listener) : createTlsServer(makeCertificate(signed), listener);
  server.listen(0, name);
  await once(server, 'listening');
  const host = `${name}:${(server.address() as AddressInfo).port}`;
  url = `${options.isPlain ? 'http' : 'https'}://${host}`;

  function answerTo(request: RegistryRequest): RegistryAnswer {
    const { pathname, searchParams } = new URL(request.path, url);
    if (pathname === '/token') return tokenAnswer(request, searchParams);
    if (!pathname.startsWith('/v2/')) return failure(404, 'NOT_FOUND', 'no such page');
    const path = pathname.slice('/v2/'.length);
    const scope = path === '_catalog' ? 'registry:catalog:*' : scopeOf(path);
    if (!isAllowed(request.authorization, scope)) return challenge(scope);
    if (path === '') return { status: 200, body: '{}' };
    if (path === '_catalog') {
      if (!hasCatalogue) return failure(404, 'UNSUPPORTED', 'not here');
      return page(pathname, searchParams, 'repositories', [...tags.keys()].sort());
    }
    const [, repository = '', kind = '', wanted = ''] = /^(.+)\/(manifests|blobs|tags)\/([^/]+)$/.exec(path) ?? [];
    const named = tags.get(repository);
    if (named === undefined) return failure(404, 'NAME_UNKNOWN', 'repository name not known to registry');
    if (kind === 'tags') return page(pathname, searchParams, 'tags', [...named.keys()]);
    const digest = wanted.includes(':') ? wanted : (named.get(wanted) ?? '');
    const found = content.get(digest);
    if (found === undefined) return failure(404, kind === 'blobs' ? 'BLOB_UNKNOWN' : 'MANIFEST_UNKNOWN', 'unknown');
    const headers = { 'content-type': found.mediaType, 'docker-content-digest': digest };
    return { status: 200, headers, body: found.body };
  }

  function isAllowed(authorization: string | undefined, scope: string): boolean {
    if (login === undefined) return true;
    if (login.by === 'basic') return authorization === basic(login.username, login.password);
    const token = authorization?.replace(/^Bearer /, '') ?? '';
    return tokens.has(token) && (scope === '' || token.startsWith(`${Buffer.from(scope).toString('hex')}.`));
  }

  function challenge(scope: string): RegistryAnswer {
    const asked = scope === '' ? '' : `,scope="${scope}"`;
    const header =
      login?.by === 'basic' ? 'Basic realm="tests"' : `Bearer realm="${url}/token",service="tests"${asked}`;
    return { ...failure(401, 'UNAUTHORIZED', 'authentication required'), headers: { 'www-authenticate': header } };
  }

  function tokenAnswer({ method, authorization, body }: RegistryRequest, query: URLSearchParams): RegistryAnswer {
    const form = new URLSearchParams(body);
    const { username = '', password = '', identityToken, isPublic } = login ?? {};
    const isKnown =
      method === 'POST'
        ? form.get('refresh_token') === identityToken
        : authorization === basic(username, password) || (isPublic === true && authorization === undefined);
    if (!isKnown) return failure(401, 'UNAUTHORIZED', 'incorrect username or password');
    const scope = (method === 'POST' ? form : query).get('scope') ?? '';
    const token = `${Buffer.from(scope).toString('hex')}.${tokens.size}`;
    tokens.add(token);
    return { status: 200, body: JSON.stringify(method === 'POST' ? { access_token: token } : { token }) };
  }

  function page(path: string, query: URLSearchParams, key: string, names: readonly string[]): RegistryAnswer {
    const start = query.has('last') ? names.indexOf(query.get('last') ?? '') + 1 : 0;
    const end = start + pageSize;
    const shown = names.slice(start, end);
    const link = `<${path}?n=${pageSize}&last=${shown.at(-1)}>; rel="next"`;
    return {
      status: 200,
      ...(end < names.length ? { headers: { link } } : {}),
      body: JSON.stringify({ [key]: shown }),
    };
  }

  function store(mediaType: string, body: Buffer): string {
    const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
    content.set(digest, { mediaType, body });
    return digest;
  }

  function pushManifest(repository: string, tag: string | undefined, mediaType: string, body: string): PushedImage {
    const digest = store(mediaType, Buffer.from(body));
    const named = tags.get(repository) ?? new Map<string, string>();
    tags.set(repository, named);
    if (tag !== undefined) named.set(tag, digest);
    return { digest };
  }

  return {
    host,
    url,
    requests,
    get mostAtOnce() {
      return mostAtOnce;
    },
    push(repository, tag, { platform = 'linux/amd64', layers = [1_500_000], isDockers } = {}) {
      const [os, architecture, variant] = platform.split('/');
      const config = Buffer.from(JSON.stringify({ os, architecture, variant, created: tag }));
      const types = isDockers ? dockerTypes : ociTypes;
      const configDigest = store(types.config, config);
      const parts = layers.map((size, index) => ({
        mediaType: types.layer,
        size,
        digest: `sha256:${createHash('sha256').update(`${size} ${index}`).digest('hex')}`,
      }));
      const manifest = {
        schemaVersion: 2,
        mediaType: types.manifest,
        config: { mediaType: types.config, size: config.length, digest: configDigest },
        layers: parts,
      };
      return pushManifest(repository, tag, types.manifest, JSON.stringify(manifest));
    },
    pushIndex(repository, tag, images) {
      const manifests = Object.entries(images).map(([platform, { digest }]) => {
        const [os, architecture, variant] = platform.split('/');
        return { mediaType: ociTypes.manifest, digest, size: 500, platform: { os, architecture, variant } };
      });
      return pushManifest(repository, tag, ociTypes.index, JSON.stringify({ schemaVersion: 2, manifests }));
    },
    pushManifest,
    lose: (digest) => void content.delete(digest),
    digestOf: (repository, tag) => tags.get(repository)?.get(tag),
    intercept(rule) {
      rules.add(rule);
      return () => rules.delete(rule);
    },
    expireTokens: () => tokens.clear(),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const ociTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
};
const dockerTypes = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
};

function scopeOf(path: string): string {
  const repository = /^(.+)\/(?:manifests|blobs|tags)\/[^/]+$/.exec(path)?.[1];
  return repository === undefined ? '' : `repository:${repository}:pull`;
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function failure(status: number, code: string, message: string): RegistryAnswer {
  return { status, body: JSON.stringify({ errors: [{ code, message }] }) };
}

async function readRequest(incoming: IncomingMessage): Promise<RegistryRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = '', url: path = '', headers } = incoming;
  return { method, path, authorization: headers.authorization, body: Buffer.concat(chunks).toString('utf8') };
}

function send(response: ServerResponse, { status, headers = {}, body = '' }: RegistryAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}
