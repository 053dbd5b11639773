/** Watch streams of the Kubernetes API of the tests: one JSON event a line, until the client or the server ends it. */
import type { ServerResponse } from 'node:http';
import type { Target } from './kubernetes-resources.ts';
import { selection } from './kubernetes-selection.ts';
import { statusObject } from './kubernetes-status.ts';
import type { KubernetesStore, StoreEvent } from './kubernetes-store.ts';

/**
 * Streams the changes of a kind. Without a resourceVersion (or with 0) what exists comes first, as ADDED. One that is
 * no longer known ends the stream with an ERROR event of 410, as the real server does. An object that stops matching
 * the selector is told as DELETED. Bookmarks, for those who ask, tell the newest version from time to time and at the
 * end of `timeoutSeconds`.
 */
export function watch(
  store: KubernetesStore,
  target: Target,
  query: URLSearchParams,
  response: ServerResponse,
  bookmarkMs: number,
): void {
  const matches = selection(query, target.namespace);
  const seen = new Set<string>();
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  const write = (type: string, object: object) => response.write(`${JSON.stringify({ type, object })}\n`);
  const tell = (event: StoreEvent) => {
    const { object } = event;
    if (object.kind !== target.kind.kind) return;
    const { uid } = object.metadata;
    if (event.type !== 'DELETED' && matches(object)) {
      write(seen.has(uid) ? 'MODIFIED' : event.type, object);
      seen.add(uid);
    } else if (seen.delete(uid) || (event.type === 'DELETED' && matches(object))) write('DELETED', object);
  };
  const asked = query.get('resourceVersion') ?? '';
  if (asked === '' || asked === '0') {
    const version = store.version;
    for (const object of store.list(target.kind.kind)) tell({ type: 'ADDED', version, object });
  } else {
    const missed = store.eventsAfter(Number(asked));
    if (missed === undefined) {
      write('ERROR', statusObject(410, `too old resource version: ${asked} (${store.version})`));
      response.end();
      return;
    }
    for (const object of store.list(target.kind.kind)) {
      if (matches(object) && !missed.some((event) => event.object.metadata.uid === object.metadata.uid)) {
        seen.add(object.metadata.uid);
      }
    }
    for (const event of missed) tell(event);
  }
  const unsubscribe = store.subscribe(tell);
  const seconds = Number(query.get('timeoutSeconds') ?? '0');
  const bookmark = () => {
    if (query.get('allowWatchBookmarks') !== 'true') return;
    const { kind, apiVersion } = target.kind;
    write('BOOKMARK', { kind, apiVersion, metadata: { resourceVersion: String(store.version) } });
  };
  const end = () => {
    bookmark();
    response.end();
  };
  const timer = seconds > 0 ? setTimeout(end, seconds * 1000) : undefined;
  const bookmarks = setInterval(bookmark, bookmarkMs);
  response.on('close', () => {
    unsubscribe();
    clearTimeout(timer);
    clearInterval(bookmarks);
  });
}
