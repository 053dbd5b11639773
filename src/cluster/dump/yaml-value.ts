/** One document of YAML: by the fast reader where it is plain, otherwise by the YAML library. */
import { LineCounter, parseDocument } from 'yaml';
import { readPlainBlock } from './plain-block.ts';

/** Why a text is not read, and where; never with words of the text, which may be secret. */
export interface Fault {
  /** Counted from 1. */
  readonly line: number;
  /** For a sentence: `a value is malformed`. */
  readonly what: string;
}

export type Reading = { readonly value: unknown } | { readonly fault: Fault };

/** Reads a text; lines are counted from its own first one. */
export function readYaml(written: string): Reading {
  const text = written.replaceAll('\r\n', '\n');
  const plain = readPlainBlock(text);
  if (plain !== undefined) return plain;
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { merge: true, prettyErrors: false, logLevel: 'silent', lineCounter: lines });
    const [error] = document.errors;
    if (error === undefined) return { value: document.toJS({ maxAliasCount: 100 }) };
    // What is missing at the end is missing on the last line that has something on it.
    const place = Math.min(error.pos[0], text.trimEnd().length);
    const line = Math.max(lines.linePos(place).line, 1);
    return { fault: { line, what: `it is not valid YAML: ${sentences[error.code] ?? 'a value is malformed'}` } };
  } catch {
    // Too many references to anchors, or values too deep within each other.
    return { fault: { line: 1, what: 'it is YAML that cannot be resolved' } };
  }
}

const sentences: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'it refers to an anchor that is not there',
  BAD_DQ_ESCAPE: 'a text in quotes has an escape that YAML does not know',
  BAD_INDENT: 'a line is not indented as its neighbours are, or a bracket is not closed',
  BAD_SCALAR_START: 'a value begins with a reserved character',
  BLOCK_AS_IMPLICIT_KEY: 'a line has two keys, or a value with a colon that is not in quotes',
  BLOCK_IN_FLOW: 'there is a block within brackets',
  DUPLICATE_KEY: 'a key stands twice in one mapping',
  MISSING_CHAR: 'a quote, bracket or colon is missing',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines, or a colon is missing',
  MULTIPLE_DOCS: 'there are several documents where one is expected',
  RESOURCE_EXHAUSTION: 'values stand too deep within each other',
  TAB_AS_INDENT: 'a line is indented with a tab',
  UNEXPECTED_TOKEN: 'something stands where it cannot stand',
};
