/** Reads from one cluster, and asks it what it would do: raw JSON over one pool of connections, every call with a time limit. */
import { setTimeout as delay } from 'node:timers/promises';
import { ApiError, describeFetchError, errorOfStatus, statusMessage } from './api-error.ts';
import type { KubeObject } from './kube-object.ts';
import { type Entry, type ScopedContext, scopedDocument } from './kubeconfig.ts';

export interface ListOptions {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export interface ClusterConnection {
  readonly server: string;
  /** One JSON document. @throws ApiError, the signal's reason */
  get(path: string, signal: AbortSignal): Promise<unknown>;
  /** All objects of a list, read in pages. @throws ApiError, the signal's reason */
  list(path: string, signal: AbortSignal, options?: ListOptions): Promise<KubeObject[]>;
  /**
   * What a server-side apply of the object would come to; nothing is changed by it (dryRun=All).
   * @returns the HTTP status, and the message of a refusal
   * @throws ApiError when there is no answer; the signal's reason
   */
  applyDry(
    path: string,
    object: unknown,
    signal: AbortSignal,
  ): Promise<{ readonly status: number; readonly message: string }>;
  close(): Promise<void>;
}

export interface ConnectionLimits {
  /** Longest wait for one answer; milliseconds. */
  readonly requestMs: number;
  /** Objects a page. Larger pages block the event loop while they are parsed. */
  readonly pageSize: number;
  /** Most connections at once. */
  readonly connections: number;
  /** Pause before the second and last attempt after a transient failure; milliseconds. */
  readonly retryMs: number;
}

export const defaultConnectionLimits: ConnectionLimits = {
  requestMs: 15_000,
  pageSize: 500,
  connections: 6,
  retryMs: 2_000,
};

/** A list that changes faster than it can be read, page by page, is given up after so many new starts. */
const maxListStarts = 4;

/**
 * Opens a connection; nothing is sent yet.
 * @param onRetry told before a call that failed for a moment is tried once more
 */
export async function openConnection(
  scoped: ScopedContext,
  limits: ConnectionLimits = defaultConnectionLimits,
  onRetry: (failure: ApiError) => void = () => {},
): Promise<ClusterConnection> {
  const { createApiClient } = await import('./api-client.ts');
  const client = createApiClient(clientDocument(scoped), limits.connections);

  async function get(path: string, signal: AbortSignal): Promise<unknown> {
    try {
      return await getOnce(path, signal);
    } catch (error) {
      if (!(error instanceof ApiError && error.isTransient)) throw error;
      await delay(limits.retryMs, undefined, { signal }).catch(() => signal.throwIfAborted());
      onRetry(error);
      return await getOnce(path, signal);
    }
  }

  async function getOnce(path: string, signal: AbortSignal): Promise<unknown> {
    return exchange('GET', path, signal, async (url, both) => {
      const { status, body } = await client.get(url, both);
      if (status >= 300) throw errorOfStatus(status, body, path);
      return JSON.parse(body);
    });
  }

  async function applyDry(path: string, object: unknown, signal: AbortSignal) {
    const query = 'dryRun=All&fieldValidation=Strict&force=true&fieldManager=agent-toolkit';
    return exchange('PATCH', path, signal, async (url, both) => {
      const type = 'application/apply-patch+yaml'; // of which JSON is a part
      const { status, body } = await client.patch(`${url}?${query}`, type, JSON.stringify(object), both);
      return { status, message: status < 300 ? '' : statusMessage(body) };
    });
  }

  async function exchange<T>(
    method: string,
    path: string,
    signal: AbortSignal,
    send: (url: string, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const timeout = AbortSignal.timeout(limits.requestMs);
    try {
      return await send(`${scoped.server.replace(/\/$/, '')}${path}`, AbortSignal.any([signal, timeout]));
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ApiError) throw error;
      const where = `${scoped.server} (${method} ${path})`;
      if (timeout.aborted) throw new ApiError('timeout', `No answer within ${limits.requestMs / 1000} s from ${where}`);
      if (error instanceof SyntaxError) throw new ApiError('server', `The answer is not JSON: ${where}`);
      const { kind, message } = describeFetchError(error);
      throw new ApiError(kind, `${where}: ${message}`, { cause: error });
    }
  }

  async function list(path: string, signal: AbortSignal, options: ListOptions = {}): Promise<KubeObject[]> {
    for (let start = 1; ; start++) {
      try {
        return await readPages(path, signal, options);
      } catch (error) {
        // The continue token outlived the server's memory of that moment: what was read is of no use.
        if (!(error instanceof ApiError && error.kind === 'expired') || start === maxListStarts) throw error;
      }
    }
  }

  async function readPages(path: string, signal: AbortSignal, options: ListOptions): Promise<KubeObject[]> {
    const objects: KubeObject[] = [];
    let token = '';
    do {
      const query = new URLSearchParams({ limit: String(limits.pageSize), ...options });
      if (token !== '') query.set('continue', token);
      const page = (await get(`${path}?${query}`, signal)) as {
        readonly metadata?: { readonly continue?: string };
        readonly items?: readonly KubeObject[] | null;
      };
      objects.push(...(page.items ?? []));
      token = page.metadata?.continue ?? '';
    } while (token !== '');
    return objects;
  }

  return { server: scoped.server, get, list, applyDry, close: client.close };
}

/**
 * The document as client-node understands it: it refuses plain http without insecure-skip-tls-verify, and reads a
 * token file only through its own provider (kubectl's key is `tokenFile`).
 */
function clientDocument(scoped: ScopedContext): Entry {
  const { cluster, user } = scoped;
  const isPlain = scoped.server.startsWith('http:');
  const { tokenFile } = user as { tokenFile?: unknown };
  return scopedDocument({
    ...scoped,
    cluster: isPlain ? { ...cluster, 'insecure-skip-tls-verify': true } : cluster,
    user: tokenFile === undefined ? user : { ...user, 'auth-provider': { name: 'tokenFile', config: { tokenFile } } },
  });
}
