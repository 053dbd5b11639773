/** The parts that a criterion lists below itself. */
import { readCheckLine } from '../parse/check-line.ts';
import { boxMark, isLineAcross, itemContent } from '../parse/list-item.ts';
import { listIndent, type Outline } from '../parse/outline.ts';
import { indentOf, skipBlanks } from '../parse/text-lines.ts';
import type { LineRange } from '../task.ts';

/**
 * The list items below a criterion, each in one line with the lines that continue it. What stands deeper explains an item
 * and is no part. A list in a sentence (`a; b; c`, `a, b and c`) is none: where such a sentence may be cut, nobody but its
 * author can tell.
 * @param range the criterion's lines, its own first
 * @returns nothing where fewer than two items are listed, or anything with a box is among them
 */
export function partsOf({ start, end }: LineRange, { lines, kinds }: Outline): string[] {
  const parts: { column: number; text: string }[] = [];
  let continues = false;
  for (let index = start + 1; index < end; index += 1) {
    const line = lines[index] ?? '';
    const at = skipBlanks(line, 0);
    if (kinds[index] !== 'text' || isLineAcross(line, at)) {
      continues = false;
      continue;
    }
    const content = itemContent(line, at);
    const text = (content < 0 ? line.slice(at) : line.slice(content)).trim();
    if (readCheckLine(text) !== undefined) {
      continues = false;
    } else if (content >= 0) {
      if (boxMark(line, content) !== undefined) return [];
      const column = indentOf(line);
      continues = isTop(column, parts);
      if (continues) parts.push({ column, text });
    } else {
      const last = parts.at(-1);
      if (continues && last !== undefined) last.text += ` ${text}`;
    }
  }
  const texts = parts.map(({ text }) => text).filter((text) => text !== '');
  return texts.length < 2 ? [] : texts;
}

/** Whether an item stands beside those before it, not below one of them. */
function isTop(column: number, parts: readonly { readonly column: number }[]): boolean {
  const [first] = parts;
  return first === undefined || column < first.column + listIndent;
}
