/** Long lists in pages. A cursor says behind what the next page begins, so that nothing is left out when the list changes. Pure. */

/** About 100 KB of resources; ten thousand tasks are forty pages. */
export const pageSize = 250;

export interface Page<T> {
  readonly entries: readonly T[];
  readonly nextCursor: string | undefined;
}

interface Cursor {
  readonly after: string;
  /** Where that stood; counts where it is gone. */
  readonly place: number;
}

/** @returns undefined for a cursor that is none of ours */
export function pageOf<T extends { readonly uri: string }>(
  all: readonly T[],
  cursor: string | undefined,
  size = pageSize,
): Page<T> | undefined {
  const known = cursor === undefined ? undefined : readCursor(cursor);
  if (cursor !== undefined && known === undefined) return undefined;
  const start = known === undefined ? 0 : startBehind(all, known);
  const entries = all.slice(start, start + size);
  const last = entries.at(-1);
  const hasMore = last !== undefined && start + size < all.length;
  return { entries, nextCursor: hasMore ? writeCursor({ after: last.uri, place: start + size - 1 }) : undefined };
}

function startBehind(all: readonly { readonly uri: string }[], { after, place }: Cursor): number {
  if (all[place]?.uri === after) return place + 1;
  const found = all.findIndex(({ uri }) => uri === after);
  // What is gone made room: the next one has its place.
  return found === -1 ? place : found + 1;
}

function writeCursor({ after, place }: Cursor): string {
  return Buffer.from(JSON.stringify([after, place])).toString('base64url');
}

function readCursor(text: string): Cursor | undefined {
  try {
    const [after, place]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (typeof after !== 'string' || !Number.isSafeInteger(place) || Number(place) < 0) return undefined;
    return { after, place: Number(place) };
  } catch {
    return undefined;
  }
}
