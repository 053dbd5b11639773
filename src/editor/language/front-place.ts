/** What of the front matter a place in a task file is. Without the editor. */
import { readFrontMatter } from '../../backlog/parse/front-matter.ts';
import { splitField } from '../../backlog/parse/plain-fields.ts';

export type FrontPlace =
  /** At the name of a field, written or still to be written. */
  | {
      readonly kind: 'key';
      /** As it is written so far. */
      readonly key: string;
      readonly start: number;
      readonly end: number;
      /** Whether a colon follows. */
      readonly hasValue: boolean;
      /** Fields that the front matter has on other lines. */
      readonly others: readonly string[];
    }
  /** In the value of a field: its word at the place, between commas, brackets and blanks. */
  | {
      readonly kind: 'value';
      readonly key: string;
      readonly word: string;
      readonly start: number;
      readonly end: number;
      /** False right behind the colon, where YAML wants a blank. */
      readonly hasBlank: boolean;
    };

/** The place in the front matter; undefined outside of it. @param line 0-based @param character 0-based */
export function frontPlaceAt(lines: readonly string[], line: number, character: number): FrontPlace | undefined {
  const { bodyStart, closingLine, fields } = readFrontMatter(lines);
  // Of front matter that is not closed, the line that is being written may be the first that is none.
  const end = closingLine ?? bodyStart + 1;
  if (!(lines[0] ?? '').startsWith('---') || line < 1 || line >= end) return undefined;
  const text = lines[line] ?? '';
  const colon = text.indexOf(':');
  if (/^[A-Za-z_]?[\w-]*$/.test(text.slice(0, character)) && (colon < 0 || character <= colon)) {
    const key = /^[\w-]*/.exec(text)?.[0] ?? '';
    const others = Array.from(fields).flatMap(([name, field]) => (field.line === line ? [] : [name]));
    return { kind: 'key', key, start: 0, end: key.length, hasValue: text[key.length] === ':', others };
  }
  const own = splitField(text);
  if (own !== undefined) return valueAt(text, own.key, colon + 1, character);
  const item = /^[ \t]*-[ \t]*/.exec(text)?.[0];
  const above = lines.slice(1, line).findLast((one) => splitField(one) !== undefined);
  const key = above === undefined ? undefined : splitField(above)?.key;
  if (item === undefined || key === undefined || character < item.length) return undefined;
  return valueAt(text, key, item.length, character);
}

/** @param from where the value may begin */
function valueAt(text: string, key: string, from: number, character: number): FrontPlace | undefined {
  if (character < from) return undefined;
  const isPart = (at: number) => at >= from && at < text.length && !/[\s,[\]"']/.test(text[at] ?? '');
  let start = character;
  while (isPart(start - 1)) start -= 1;
  let end = character;
  while (isPart(end)) end += 1;
  return { kind: 'value', key, word: text.slice(start, end), start, end, hasBlank: text[start - 1] !== ':' };
}
