/** Where the values of JSON stand in bytes, without reading them: the items of a list are then read one by one. */
import type { Span } from './documents.ts';

export interface JsonRoot extends Span {
  /** The elements of an array, or of the array `items` of an object. */
  readonly items: readonly Span[] | undefined;
  /** Where that array stands, brackets included. */
  readonly array: Span | undefined;
  /** Where it breaks off; `items` then holds what is whole. Undefined for a value that ends as it should. */
  readonly brokenAt: number | undefined;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** The object or array that begins at the first byte of the span; more may follow it. */
export function jsonRoot(bytes: Buffer, { start, end }: Span): JsonRoot {
  if (bytes[start] === openBracket) {
    const { items, array, brokenAt } = elements(bytes, start, end);
    return { start, end: brokenAt === undefined ? array.end : end, items, array, brokenAt };
  }
  let found: Elements | undefined;
  let at = blanks(bytes, start + 1, end);
  while (bytes[at] === quote && at < end) {
    const keyEnd = stringEnd(bytes, at, end);
    const key = bytes.toString('latin1', at + 1, keyEnd - 1);
    at = blanks(bytes, keyEnd, end);
    if (bytes[at] !== colon) break;
    at = blanks(bytes, at + 1, end);
    if (key === 'items' && bytes[at] === openBracket) {
      found = elements(bytes, at, end);
      at = found.array.end;
    } else at = valueEnd(bytes, at, end);
    at = blanks(bytes, at, end);
    if (bytes[at] !== comma) break;
    at = blanks(bytes, at + 1, end);
  }
  const isWhole = at < end && bytes[at] === closeBrace;
  const { items, array } = found ?? {};
  const brokenAt = found?.brokenAt ?? (isWhole ? undefined : Math.min(at, end));
  return { start, end: brokenAt === undefined ? at + 1 : end, items, array, brokenAt };
}

interface Elements {
  readonly items: readonly Span[];
  readonly array: Span;
  readonly brokenAt: number | undefined;
}

/** The elements of the array that begins at `start`. */
function elements(bytes: Buffer, start: number, end: number): Elements {
  const items: Span[] = [];
  let at = blanks(bytes, start + 1, end);
  while (at < end && bytes[at] !== closeBracket) {
    const stop = valueEnd(bytes, at, end);
    if (stop >= end || stop === at) return { items, array: { start, end: at }, brokenAt: Math.min(stop, end) };
    items.push({ start: at, end: stop });
    at = blanks(bytes, stop, end);
    if (bytes[at] === comma) at = blanks(bytes, at + 1, end);
  }
  const brokenAt = at < end ? undefined : end;
  return { items, array: { start, end: Math.min(at + 1, end) }, brokenAt };
}

/** The place after a value; `end` when it is cut off. */
function valueEnd(bytes: Buffer, start: number, end: number): number {
  let depth = 0;
  let at = start;
  while (at < end) {
    const code = bytes[at];
    if (code === quote) {
      at = stringEnd(bytes, at, end);
      if (depth === 0) return at;
      continue;
    }
    if (code === openBrace || code === openBracket) depth += 1;
    else if (code === closeBrace || code === closeBracket) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && (code === comma || code === undefined || code <= 0x20)) return at;
    at += 1;
  }
  return end;
}

/** The place after the closing quote of a string. */
function stringEnd(bytes: Buffer, start: number, end: number): number {
  let at = start + 1;
  while (at < end) {
    const code = bytes[at];
    if (code === quote) return at + 1;
    at += code === backslash ? 2 : 1;
  }
  return end;
}

function blanks(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && (bytes[at] ?? 0) <= 0x20) at += 1;
  return at;
}
