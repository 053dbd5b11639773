/** Ids in a text: where they stand. Without the editor. */

export interface TextId {
  /** As it is written. */
  readonly id: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** Anything of the form of an id: whether it is one, only the repository can tell. */
const form = /(?<![\p{L}\p{N}_-])[A-Za-z][A-Za-z0-9_]{0,31}-\d{1,9}(?![\p{L}\p{N}_])/gu;

/** Lines beyond this length are data, not prose. */
const longestLine = 5_000;

/** Whatever looks like an id in a line. */
export function idsInLine(text: string, line: number): TextId[] {
  if (text.length > longestLine) return [];
  return Array.from(text.matchAll(form), ({ 0: id, index }) => ({ id, line, start: index, end: index + id.length }));
}

/** The one at a place of a line. */
export function idAt(text: string, line: number, character: number): TextId | undefined {
  return idsInLine(text, line).find(({ start, end }) => start <= character && character <= end);
}
