/** The events of a watch: one JSON document a line, in chunks that end anywhere. */
import { StringDecoder } from 'node:string_decoder';
import type { KubeObject } from './kube-object.ts';

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  /** A Status for an ERROR; only metadata.resourceVersion counts in a BOOKMARK. */
  readonly object: KubeObject & { readonly code?: number; readonly message?: string };
}

/** A line longer than this is no event of an API server, whose objects stay below a few megabytes; characters. */
const longestLine = 16 * 1024 * 1024;

/** Yields each event as its line is complete; what follows the last line break was cut off and is left out. @throws SyntaxError */
export async function* watchEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<WatchEvent> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of chunks) {
    rest += decoder.write(chunk);
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      if (line.trim() !== '') yield JSON.parse(line) as WatchEvent;
    }
    if (rest.length > longestLine) throw new SyntaxError('a line without end');
  }
}
