/**
 * Front matter that is as plain as nearly all front matter is: `key: value`, `key: [a, b]`, and `- item` lines. It is
 * read in one pass, many times faster than by a YAML reader, and only where both agree on every value.
 */
import type { PlainField } from './plain-fields.ts';

export interface PlainYaml {
  /** Numbers, dates and truth values as they are written. */
  readonly values: ReadonlyMap<string, unknown>;
  readonly fields: ReadonlyMap<string, PlainField>;
}

const keyPattern = /^[A-Za-z_][A-Za-z0-9_-]{0,63}:(?= |$)/;
const itemPattern = /^( *)- +(?=[^ ])/;

/**
 * Reads a block whose first line is line `offset` of the file.
 * @returns undefined where a line holds anything that is not plain, or could mean something else in YAML
 */
export function readPlainYaml(block: readonly string[], offset: number): PlainYaml | undefined {
  const values = new Map<string, unknown>();
  const fields = new Map<string, PlainField>();
  /** The list below the last key: undefined where that key has a value of its own. */
  let list: { readonly key: string; readonly items: string[]; indent: number } | undefined;
  for (const [index, line] of block.entries()) {
    const keyEnd = keyPattern.exec(line)?.[0].length;
    if (keyEnd === undefined) {
      if (isSkipped(line)) continue;
      const item = list === undefined ? undefined : readItem(line, list);
      if (list === undefined || item === undefined) return undefined;
      list.items.push(item);
      values.set(list.key, list.items);
      continue;
    }
    const key = line.slice(0, keyEnd - 1);
    const rest = withoutSpaces(line.slice(keyEnd));
    const value = readValue(rest);
    if (value === undefined || fields.has(key) || key === '__proto__') return undefined;
    const items: string[] = Array.isArray(value) ? value : [];
    list = rest === '' ? { key, items, indent: -1 } : undefined;
    values.set(key, value);
    fields.set(key, { line: offset + index, rest, text: typeof value === 'string' ? value : rest, items });
  }
  return { values, fields };
}

/** Empty lines and lines of comment. */
function isSkipped(line: string): boolean {
  const text = withoutSpaces(line);
  return text === '' || text.startsWith('#');
}

/** The item of a line that belongs to the list; the first item says how deep the list stands. */
function readItem(line: string, list: { indent: number }): string | undefined {
  const match = itemPattern.exec(line);
  const indent = match?.[1]?.length ?? -1;
  if (match === null || (list.indent >= 0 && list.indent !== indent)) return undefined;
  list.indent = indent;
  return readText(withoutSpaces(line.slice(match[0].length)));
}

/** A value as YAML reads it; undefined where that is not certain. */
function readValue(rest: string): string | string[] | null | undefined {
  if (rest === '' || rest === 'null' || rest === 'Null' || rest === 'NULL') return null;
  if (rest.startsWith('[')) return readFlow(rest);
  return isQuote(rest) ? readQuoted(rest) : isPlain(rest) ? rest : undefined;
}

function readFlow(rest: string): string[] | undefined {
  if (!rest.endsWith(']')) return undefined;
  const inner = rest.slice(1, -1);
  const items: string[] = [];
  if (withoutSpaces(inner) === '') return items;
  for (const part of inner.split(',')) {
    const item = /[[\]{}:#]/.test(part) ? undefined : readText(withoutSpaces(part));
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

/** Words that YAML reads as something else than themselves. */
const otherWords = /^(?:true|false|null)$/i;

/** An item of a list that is surely a text: in quotes, or beginning with a letter as no number and no date does. */
function readText(text: string): string | undefined {
  if (isQuote(text)) return readQuoted(text) || undefined;
  return /^[A-Za-z]/.test(text) && !otherWords.test(text) && isPlain(text) ? text : undefined;
}

function isQuote(text: string): boolean {
  return text.startsWith('"') || text.startsWith("'");
}

/** The content of a text in quotes that holds nothing to undo. */
function readQuoted(text: string): string | undefined {
  const quote = text[0] ?? '';
  const inner = text.slice(1, -1);
  if (text.length < 2 || !text.endsWith(quote) || inner.includes(quote) || inner.includes('\\')) return undefined;
  return isPrintable(inner) ? inner : undefined;
}

/** Whether YAML reads the text as it stands: no mark at its start, no `: ` and no ` #` in it. */
function isPlain(text: string): boolean {
  if (!/^[A-Za-z0-9_/.(+$]/.test(text) && text.charCodeAt(0) < 0xa1) return false;
  if (text.endsWith(':') || text.includes(': ') || text.includes(' #')) return false;
  return isPrintable(text);
}

/** Whether every character is ordinary: no control character, no odd blank, nothing that takes two code units. */
function isPrintable(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x20 && code < 0x7f) continue;
    if (code < 0xa1 || code >= 0xd800 || code === 0x1680 || code === 0x3000) return false;
    if (code >= 0x2000 && code < 0x2070 && (code < 0x2010 || code > 0x2027) && (code < 0x2030 || code > 0x205e))
      return false;
  }
  return true;
}

/** YAML's blanks at the ends are spaces; tabs make a line one that is not plain. */
function withoutSpaces(text: string): string {
  let start = 0;
  let end = text.length;
  while (text.charCodeAt(start) === 0x20) start += 1;
  while (end > start && text.charCodeAt(end - 1) === 0x20) end -= 1;
  return text.slice(start, end);
}
