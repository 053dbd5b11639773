/** Front matter read line by line: what can be told without YAML, also when YAML fails. */

export interface PlainField {
  readonly line: number;
  /** All that follows the colon. */
  readonly rest: string;
  /** What follows the colon, without quotes and without a comment; empty when the value is below. */
  readonly text: string;
  /** Items of a list, `[a, b]` on the line or `- a` below it. */
  readonly items: readonly string[];
}

const fieldPattern = /^(?:"([A-Za-z_][\w-]*)"|'([A-Za-z_][\w-]*)'|([A-Za-z_][\w-]*))[ \t]*:(?:[ \t](.*))?$/s;

/** The key and the rest of a top-level line `key: rest`; undefined for any other line. */
export function splitField(line: string): { readonly key: string; readonly rest: string } | undefined {
  const match = fieldPattern.exec(line);
  const key = match?.[1] ?? match?.[2] ?? match?.[3];
  return match === null || key === undefined ? undefined : { key, rest: match[4] ?? '' };
}

/** Reads the top-level fields of a block whose first line is line `offset` of the file. The first of a repeated key counts. */
export function readPlainFields(block: readonly string[], offset: number): ReadonlyMap<string, PlainField> {
  const fields = new Map<string, PlainField>();
  let items: string[] = [];
  /** Whether the lines below the last key may be the items of its list: it has no value of its own. */
  let isList = false;
  block.forEach((line, index) => {
    const field = splitField(line);
    if (field === undefined) {
      const item = /^[ \t]*-[ \t]+(.*)$/s.exec(line)?.[1];
      if (item === undefined) isList &&= /^[ \t]*(?:#|$)/.test(line);
      else if (isList) items.push(unquoted(withoutComment(item)));
      return;
    }
    const text = withoutComment(field.rest);
    items = flowItems(text);
    isList = text === '';
    if (!fields.has(field.key))
      fields.set(field.key, { line: offset + index, rest: field.rest.trim(), text: unquoted(text), items });
  });
  return fields;
}

function flowItems(text: string): string[] {
  if (!text.startsWith('[') || !text.endsWith(']')) return [];
  const inner = text.slice(1, -1).split(',');
  return inner.map((item) => unquoted(item.trim())).filter((item) => item !== '');
}

/** Where the comment of a value begins, together with the blanks before it; the length of the text without one. */
export function commentStart(text: string): number {
  const quote = text.trimStart()[0];
  const open = text.length - text.trimStart().length;
  let from = 0;
  if (quote === '"' || quote === "'") {
    const close = closingQuote(text, open);
    if (close < 0) return text.length;
    from = close + 1;
  }
  for (let index = text.indexOf('#', from); index >= 0; index = text.indexOf('#', index + 1)) {
    const before = text[index - 1];
    if (index === 0 || before === ' ' || before === '\t') return text.slice(0, index).trimEnd().length;
  }
  return text.length;
}

/** Place of the quote that closes the one at `open`; -1 when it stands on a later line. */
export function closingQuote(text: string, open: number): number {
  const quote = text[open];
  for (let index = open + 1; index < text.length; index += 1) {
    if (quote === '"' && text[index] === '\\') index += 1;
    else if (text[index] === quote) {
      if (quote === "'" && text[index + 1] === "'") index += 1;
      else return index;
    }
  }
  return -1;
}

function withoutComment(text: string): string {
  return text.slice(0, commentStart(text)).trim();
}

/** A value without its YAML quotes. */
export function unquoted(text: string): string {
  const quote = text[0];
  if ((quote !== '"' && quote !== "'") || text.length < 2 || !text.endsWith(quote)) return text;
  const inner = text.slice(1, -1);
  return quote === "'" ? inner.replaceAll("''", "'") : inner.replaceAll('\\"', '"').replaceAll('\\\\', '\\');
}
