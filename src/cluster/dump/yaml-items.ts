/** Where the items of a list stand in a document of block YAML, without reading them. */
import type { Span } from './documents.ts';

export interface YamlList {
  readonly items: readonly Span[];
  /** The document without its items: what stands before and after them. */
  readonly head: readonly [Span, Span];
}

const newline = 0x0a;
const space = 0x20;
const dash = 0x2d;
const hash = 0x23;

/**
 * Splits a document that has a key `items:` at its margin and below it, at one depth, lines that begin with a dash.
 * Nothing within an item can stand at that depth with a dash.
 * @returns undefined when the document has no such key, or something else below it
 */
export function yamlList(bytes: Buffer, { start, end }: Span): YamlList | undefined {
  const first = itemsLine(bytes, start, end);
  if (first < 0) return undefined;
  const starts: number[] = [];
  let depth = -1;
  let line = first;
  while (line < end) {
    let at = line;
    while (at < end && bytes[at] === space) at += 1;
    const code = bytes[at];
    const column = at - line;
    const isContent = at < end && code !== newline && code !== hash && code !== 0x0d;
    if (isContent && (depth < 0 || column <= depth)) {
      const isItem = code === dash && (bytes[at + 1] ?? newline) <= space;
      if (depth < 0 && isItem) depth = column;
      if (isItem && column === depth) starts.push(line);
      else break;
    }
    const next = bytes.indexOf(newline, at);
    line = next < 0 ? end : next + 1;
  }
  if (starts.length === 0) return undefined;
  const stop = Math.min(line, end);
  const items = starts.map((from, index) => ({ start: from, end: starts[index + 1] ?? stop }));
  return {
    items,
    head: [
      { start, end: first },
      { start: stop, end },
    ],
  };
}

/** The line after `items:` at the margin; -1 when there is none. */
function itemsLine(bytes: Buffer, start: number, end: number): number {
  for (let at = start; at >= 0 && at < end; ) {
    const next = bytes.indexOf(newline, at);
    const stop = next < 0 || next > end ? end : next;
    if (bytes[at] === 0x69 && /^items:\s*(?:#.*)?$/.test(bytes.toString('latin1', at, Math.min(stop, at + 200)))) {
      return stop + 1;
    }
    if (next < 0) return -1;
    at = next + 1;
  }
  return -1;
}
