/** A text in TOML as its statements, each with the lines that it takes; comments and blank lines belong to none. */
import { Cursor } from './cursor.ts';
import { readKey } from './keys.ts';
import type { TomlValue } from './table.ts';
import { readValue } from './values.ts';

export interface Statement {
  /** `[a.b]`, `[[a.b]]`, or `a.b = value`. */
  readonly kind: 'table' | 'entry' | 'pair';
  /** All keys from the root. */
  readonly path: readonly string[];
  /** Of a pair. */
  readonly value?: TomlValue;
  /** Place of its first character, blanks before it included, and behind its line break. */
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
}

/** @throws TomlError at what is no TOML, and at a table or key that is there twice */
export function readStatements(text: string): Statement[] {
  const cursor = new Cursor(text);
  cursor.takes('\ufeff');
  const statements: Statement[] = [];
  const seen = new Set<string>();
  let table: readonly string[] = [];
  for (;;) {
    skipEmptyLines(cursor);
    if (cursor.isAtEnd) return statements;
    const start = cursor.at;
    cursor.skipBlanks();
    const header = readHeader(cursor);
    const path = header?.path ?? [...table, ...readKey(cursor)];
    if (header !== undefined) table = path;
    const value = header === undefined ? readPairValue(cursor) : undefined;
    cursor.endLine();
    const kind = header?.kind ?? 'pair';
    if (kind === 'entry') forget(seen, path);
    else if (seen.has(JSON.stringify(path))) cursor.fail(`${path.join('.')} is there twice`, start);
    else seen.add(JSON.stringify(path));
    const line = text.slice(0, start).split('\n').length;
    statements.push({ kind, path, ...(value === undefined ? {} : { value }), start, end: cursor.at, line });
  }
}

function skipEmptyLines(cursor: Cursor): void {
  while (cursor.match(/[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/y)) if (cursor.isAtEnd) return;
}

function readHeader(cursor: Cursor): { readonly kind: 'table' | 'entry'; readonly path: string[] } | undefined {
  const isEntry = cursor.takes('[[');
  if (!isEntry && !cursor.takes('[')) return undefined;
  const path = readKey(cursor);
  const end = isEntry ? ']]' : ']';
  if (!cursor.takes(end)) cursor.fail(`${end} should stand here`);
  return { kind: isEntry ? 'entry' : 'table', path };
}

function readPairValue(cursor: Cursor): TomlValue {
  if (!cursor.takes('=')) cursor.fail('= should stand here');
  cursor.skipBlanks();
  return readValue(cursor);
}

/** Each entry of a list of tables begins its keys anew. */
function forget(seen: Set<string>, path: readonly string[]): void {
  const start = JSON.stringify(path).slice(0, -1);
  for (const key of seen) if (key.startsWith(`${start},`) || key === `${start}]`) seen.delete(key);
}
