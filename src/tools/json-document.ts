/** JSON that tells where everything stands. */
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';

export interface JsonDocument {
  /** What is not JSON about it, with its line, from 1. */
  readonly fault?: { readonly line: number; readonly message: string };
  readonly value: unknown;
  /** The line of a key at the top, from 1; the first one where there is no such key. */
  lineOf(key: PropertyKey | undefined): number;
}

/** YAML's JSON schema reads JSON and, unlike JSON.parse, knows the places. */
export function readJsonDocument(source: string): JsonDocument {
  const lines = new LineCounter();
  const document = parseDocument(source, { schema: 'json', lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const fault = { line: lines.linePos(error.pos[0]).line, message: error.message };
    return { fault, value: undefined, lineOf: () => fault.line };
  }
  const pairs = isMap(document.contents) ? document.contents.items : [];
  return {
    value: document.toJS(),
    lineOf(key) {
      const found = pairs.map((pair) => pair.key).find((name) => isScalar(name) && name.value === key);
      return lines.linePos(isScalar(found) ? (found.range?.[0] ?? 0) : 0).line;
    },
  };
}
