/** Reads from one cluster, and asks it what it would do: raw JSON over one pool of connections, every call with a time limit. */
import { setTimeout as delay } from 'node:timers/promises';
import { ApiError, describeFetchError, errorOfStatus, errorOfWatch, statusMessage } from './api-error.ts';
import type { KubeObject } from './kube-object.ts';
import type { ScopedContext } from './kubeconfig.ts';
import { nextTurn } from './turns.ts';
import { type WatchEvent, watchEvents } from './watch-events.ts';

export interface Selection {
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

export interface ListOptions extends Selection {
  /** What is kept of each object; all of it when left out. Called page by page. */
  readonly keep?: (object: KubeObject) => KubeObject;
}

/** All objects of a list at one moment, from which a watch can go on. */
export interface Snapshot {
  readonly objects: KubeObject[];
  readonly resourceVersion: string;
}

export interface ClusterConnection {
  readonly server: string;
  /** One JSON document. @throws ApiError, the signal's reason */
  get(path: string, signal: AbortSignal): Promise<unknown>;
  /** All objects of a list, read in pages. @throws ApiError, the signal's reason */
  list(path: string, signal: AbortSignal, options?: ListOptions): Promise<KubeObject[]>;
  /** The same, with the version of the moment that it is of. @throws as `list` */
  snapshot(path: string, signal: AbortSignal, options?: ListOptions): Promise<Snapshot>;
  /**
   * The changes of a list since a version, as they come. Ends when the server ends it, which it is asked to after
   * `watchMs`; one that is silent beyond that is a time-out, so that a connection that nobody closed is noticed.
   * @throws ApiError (expired: list again), the signal's reason
   */
  watch(path: string, resourceVersion: string, signal: AbortSignal, selection?: Selection): AsyncGenerator<WatchEvent>;
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
  /** Changes fields of an object (RFC 7386); tried once. @throws ApiError, the signal's reason */
  mergePatch(path: string, patch: unknown, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export interface ConnectionLimits {
  /** Longest wait for one answer; milliseconds. */
  readonly requestMs: number;
  /** Objects a page. Larger pages block the event loop while they are parsed. */
  readonly pageSize: number;
  /** Most connections at once, those of watches among them. */
  readonly connections: number;
  /** Pause before the second and last attempt after a transient failure, unless the server asks for another; milliseconds. */
  readonly retryMs: number;
  /** How long one watch lasts; milliseconds. Far below the five minutes after which undici ends a silent answer. */
  readonly watchMs: number;
}

export const defaultConnectionLimits: ConnectionLimits = {
  requestMs: 15_000,
  pageSize: 250,
  connections: 8,
  retryMs: 2_000,
  watchMs: 50_000,
};

/** A server that asks for more patience than this is not waited for any longer; milliseconds. */
const longestRetryMs = 30_000;

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
  // Large to load: half of it first, so that others have the event loop in between, and before and after it.
  await nextTurn();
  await import('undici');
  await nextTurn();
  const { createApiClient } = await import('./api-client.ts');
  await nextTurn();
  const root = scoped.server.replace(/\/$/, '');
  const client = createApiClient(scoped, limits);
  await nextTurn();

  async function get(path: string, signal: AbortSignal): Promise<unknown> {
    try {
      return await getOnce(path, signal);
    } catch (error) {
      if (!(error instanceof ApiError && error.isTransient)) throw error;
      const pause = Math.min(Math.max(limits.retryMs, error.retryAfterMs ?? 0), longestRetryMs);
      await delay(pause, undefined, { signal }).catch(() => signal.throwIfAborted());
      onRetry(error);
      return await getOnce(path, signal);
    }
  }

  async function getOnce(path: string, signal: AbortSignal): Promise<unknown> {
    return exchange('GET', path, signal, async (url) => {
      const answer = await client.get(url, signal);
      if (answer.status >= 300) throw errorOfStatus(answer, path);
      return JSON.parse(answer.body);
    });
  }

  async function applyDry(path: string, object: unknown, signal: AbortSignal) {
    const query = 'dryRun=All&fieldValidation=Strict&force=true&fieldManager=agent-toolkit';
    return exchange('PATCH', path, signal, async (url) => {
      const type = 'application/apply-patch+yaml'; // of which JSON is a part
      const { status, body } = await client.patch(`${url}?${query}`, type, JSON.stringify(object), signal);
      return { status, message: status < 300 ? '' : statusMessage(body) };
    });
  }

  async function mergePatch(path: string, patch: unknown, signal: AbortSignal): Promise<void> {
    await exchange('PATCH', path, signal, async (url) => {
      const type = 'application/merge-patch+json';
      const manager = 'fieldManager=agent-toolkit';
      const answer = await client.patch(`${url}?${manager}`, type, JSON.stringify(patch), signal);
      if (answer.status >= 300) throw errorOfStatus(answer, path, 'PATCH');
    });
  }

  async function exchange<T>(
    method: string,
    path: string,
    signal: AbortSignal,
    send: (url: string) => Promise<T>,
  ): Promise<T> {
    try {
      return await send(`${root}${path}`);
    } catch (error) {
      throw failureOf(error, method, path, signal);
    }
  }

  /** What a failed call is told as. @throws the signal's reason */
  function failureOf(error: unknown, method: string, path: string, signal: AbortSignal): ApiError {
    signal.throwIfAborted();
    if (error instanceof ApiError) return error;
    const where = `${scoped.server} (${method} ${path})`;
    if (error instanceof Error && error.name === 'TimeoutError') {
      return new ApiError('timeout', `No answer within ${limits.requestMs / 1000} s from ${where}`);
    }
    if (error instanceof SyntaxError) return new ApiError('server', `The answer is not JSON: ${where}`);
    const { kind, message } = describeFetchError(error);
    return new ApiError(kind, `${where}: ${message}`, { cause: error });
  }

  async function* watch(path: string, resourceVersion: string, signal: AbortSignal, selection: Selection = {}) {
    const seconds = Math.ceil(limits.watchMs / 1000);
    const query = new URLSearchParams({
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion,
      timeoutSeconds: String(seconds),
      ...selection,
    });
    const end = AbortSignal.timeout(seconds * 1000 + limits.requestMs);
    try {
      const stream = await client.stream(`${root}${path}?${query}`, AbortSignal.any([signal, end]));
      if (stream.status >= 300) throw errorOfStatus(stream, path);
      for await (const event of watchEvents(stream.chunks)) {
        if (event.type === 'ERROR') throw errorOfWatch(event.object, path);
        yield event;
      }
    } catch (error) {
      throw failureOf(error, 'watch', path, signal);
    }
  }

  async function snapshot(path: string, signal: AbortSignal, options: ListOptions = {}): Promise<Snapshot> {
    for (let start = 1; ; start++) {
      try {
        return await readPages(path, signal, options);
      } catch (error) {
        // The continue token outlived the server's memory of that moment: what was read is of no use.
        if (!(error instanceof ApiError && error.kind === 'expired') || start === maxListStarts) throw error;
      }
    }
  }

  async function readPages(path: string, signal: AbortSignal, options: ListOptions): Promise<Snapshot> {
    const { keep, ...selection } = options;
    const objects: KubeObject[] = [];
    let [token, resourceVersion] = ['', ''];
    do {
      const query = new URLSearchParams({ limit: String(limits.pageSize), ...selection });
      if (token !== '') query.set('continue', token);
      const page = (await get(`${path}?${query}`, signal)) as {
        readonly metadata?: { readonly continue?: string; readonly resourceVersion?: string };
        readonly items?: readonly KubeObject[] | null;
      };
      const items = page.items ?? [];
      // Apart from reading the page, and from the next one of another list.
      await nextTurn();
      objects.push(...(keep === undefined ? items : items.map(keep)));
      await nextTurn();
      token = page.metadata?.continue ?? '';
      resourceVersion = page.metadata?.resourceVersion ?? '';
    } while (token !== '');
    return { objects, resourceVersion };
  }

  return {
    server: scoped.server,
    get,
    list: async (path, signal, options) => (await snapshot(path, signal, options)).objects,
    snapshot,
    watch,
    applyDry,
    mergePatch,
    close: client.close,
  };
}
