/** The fields of a task as its file writes them. */
import { readFrontMatter } from '../parse/front-matter.ts';
import { jsonFields, lineAt, withoutMark } from '../parse/json-object.ts';
import { splitField } from '../parse/plain-fields.ts';
import { readLines } from '../parse/text-lines.ts';
import type { FieldView } from './item-view.ts';

/** Fields of the front matter in the order of the file, repeated ones too. A value below its key keeps its lines. */
export function frontMatterFields(text: string): FieldView[] {
  const lines = readLines(text);
  const { fields, bodyStart, closingLine } = readFrontMatter(lines);
  if (fields.size === 0) return [];
  const found: { readonly key: string; readonly line: number; readonly parts: string[] }[] = [];
  for (const [index, line] of lines.slice(1, closingLine ?? bodyStart).entries()) {
    const field = splitField(line);
    if (field !== undefined) found.push({ key: field.key, line: index + 2, parts: [field.rest] });
    else found.at(-1)?.parts.push(line);
  }
  return found.map(({ key, line, parts }) => ({ key, value: parts.join('\n').trim(), line }));
}

/** Fields of a JSON file in its order, values as they are written. */
export function reportFields(text: string): FieldView[] {
  const json = withoutMark(text);
  let line = 0;
  let start = 0;
  return jsonFields(json).map(({ key, offset, valueOffset, valueLength }) => {
    // Counted on from the field before, so that many fields take no longer than the text is long.
    line += lineAt(json.slice(start, offset), offset - start);
    start = offset;
    return { key, value: json.slice(valueOffset, valueOffset + valueLength), line: line + 1 };
  });
}
