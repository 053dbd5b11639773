/**
 * Block YAML as kubectl and other machines write it: mappings, sequences, single values. It is read in one pass, many
 * times faster than by the YAML library, and only where both agree on every value.
 */
import { lineEnd, NotPlain, readQuoted, readScalar, resolvePlain, spacesAt } from './plain-scalar.ts';

/** More than any object has; deeper ones are left to the library. */
const deepest = 60;

/**
 * Reads a text that is one mapping or sequence; its lines may all be indented.
 * @returns undefined where anything stands in it that is not plain, or could mean something else in YAML
 */
export function readPlainBlock(text: string): { readonly value: unknown } | undefined {
  if (text.includes('\r') || text.includes('\uFEFF')) return undefined;
  try {
    return { value: new BlockReader(text).read() };
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

class BlockReader {
  readonly #text: string;
  /** The first character of the line that is read next, or of the rest of a line after a dash. */
  #at = 0;
  /** Its column; -1 at the end of the text. */
  #indent = -1;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): unknown {
    this.#seek(0);
    const value = this.#node();
    if (this.#indent >= 0) throw new NotPlain();
    return value;
  }

  /** Moves to the next line with content; `start` begins a line. */
  #seek(start: number): void {
    const text = this.#text;
    let line = start;
    while (line < text.length) {
      const at = line + spacesAt(text, line);
      const code = text.charCodeAt(at);
      if (Number.isNaN(code)) break;
      if (code !== 0x0a && code !== 0x23) {
        // Tabs, directives and ends of documents.
        if (code === 0x09 || (at === line && /^(?:%|---|\.\.\.)/.test(text.slice(at, at + 3)))) throw new NotPlain();
        this.#at = at;
        this.#indent = at - line;
        return;
      }
      line = lineEnd(text, at) + 1;
    }
    this.#at = text.length;
    this.#indent = -1;
  }

  #isDash(): boolean {
    if (this.#text.charCodeAt(this.#at) !== 0x2d) return false;
    const code = this.#text.charCodeAt(this.#at + 1);
    return code === 0x20 || code === 0x0a || Number.isNaN(code);
  }

  #node(): unknown {
    if (this.#depth >= deepest) throw new NotPlain();
    this.#depth += 1;
    const value = this.#isDash() ? this.#sequence(this.#indent) : this.#mapping(this.#indent);
    this.#depth -= 1;
    return value;
  }

  #mapping(indent: number): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    while (this.#indent === indent && !this.#isDash()) {
      const { key, end } = this.#key(this.#at);
      if (Object.hasOwn(map, key) || key === '__proto__' || key === '<<') throw new NotPlain();
      map[key] = this.#value(end, indent, true);
    }
    if (this.#indent > indent) throw new NotPlain();
    return map;
  }

  #sequence(indent: number): unknown[] {
    const list: unknown[] = [];
    while (this.#indent === indent && this.#isDash()) {
      const start = this.#at + 1;
      const at = start + spacesAt(this.#text, start);
      if (this.#startsBlock(at)) {
        this.#indent += at - this.#at;
        this.#at = at;
        list.push(this.#node());
      } else list.push(this.#value(start, indent, false));
    }
    if (this.#indent > indent) throw new NotPlain();
    return list;
  }

  /** Whether a mapping or a sequence begins in the rest of a line. */
  #startsBlock(at: number): boolean {
    const text = this.#text;
    const code = text.charCodeAt(at);
    if (code === 0x2d) return /^-(?:[ \n]|$)/.test(text.slice(at, at + 2));
    if (code === 0x22 || code === 0x27) {
      const { end } = readQuoted(text, at, -1);
      return text.charCodeAt(end) === 0x3a;
    }
    return code !== 0x7c && code !== 0x23 && keyEnd(text, at) >= 0;
  }

  /** A key and the place after its colon. */
  #key(at: number): { readonly key: string; readonly end: number } {
    const text = this.#text;
    const first = text[at] ?? '';
    if (first === '"' || first === "'") {
      const { value, end } = readQuoted(text, at, -1);
      if (text.slice(at, end).includes('\n') || !/^:(?:[ \n]|$)/.test(text.slice(end, end + 2))) throw new NotPlain();
      return { key: value, end: end + 1 };
    }
    const end = keyEnd(text, at);
    const key = text.slice(at, end);
    if (end < 0 || /^[^\w./$(+-]|^-$|\s$|[\t]| #/.test(key)) throw new NotPlain();
    const meaning = resolvePlain(key);
    if (typeof meaning !== 'string' && String(meaning) !== key) throw new NotPlain();
    if (meaning === null || typeof meaning === 'boolean') throw new NotPlain();
    return { key, end: end + 1 };
  }

  /** What stands after a colon or a dash, in this line or below it. */
  #value(from: number, indent: number, isInMapping: boolean): unknown {
    const text = this.#text;
    const at = from + spacesAt(text, from);
    const code = text.charCodeAt(at);
    if (!Number.isNaN(code) && code !== 0x0a && (code !== 0x23 || at === from)) {
      const { value, next } = readScalar(text, at, indent);
      this.#seek(next);
      return value;
    }
    this.#seek(lineEnd(text, at) + 1);
    if (this.#indent > indent) return this.#node();
    if (isInMapping && this.#indent === indent && this.#isDash()) return this.#sequence(indent);
    return null;
  }
}

/** Where a plain key ends: the first colon of the line with a blank or nothing after it. -1 when there is none. */
function keyEnd(text: string, at: number): number {
  for (let end = at; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === 0x0a) return -1;
    if (code !== 0x3a) continue;
    const next = text.charCodeAt(end + 1);
    if (next === 0x20 || next === 0x0a || Number.isNaN(next)) return end;
  }
  return -1;
}
