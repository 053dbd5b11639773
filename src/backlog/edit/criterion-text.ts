/** Where the text of a criterion stands: on the line of its box and on those that continue it. */
import { readCheckLine } from '../parse/check-line.ts';
import { readFrontMatter } from '../parse/front-matter.ts';
import { isLineAcross, itemContent, skipOddBlanks } from '../parse/list-item.ts';
import { oddlyMarkedBox } from '../parse/near-box.ts';
import { type Outline, readOutline } from '../parse/outline.ts';
import { indentOf, skipBlanks } from '../parse/text-lines.ts';
import type { Criterion } from '../task.ts';
import { EditConflict } from './edit-conflict.ts';

/** The part of a line that belongs to a text, blanks around it left out. */
export interface TextPart {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** `[ ]` */
const boxWidth = 3;

/** The outline of a task file's lines. */
export function outlineOf(lines: readonly string[]): Outline {
  return readOutline(lines, readFrontMatter(lines).bodyStart);
}

/**
 * The parts of a criterion's text, in order, by the reader's rules; none for a box without a text.
 * @throws EditConflict when they do not make up the text that was read
 */
export function textParts({ lines, kinds }: Outline, criterion: Criterion): readonly TextPart[] {
  const own = lines[criterion.line] ?? '';
  const found = [partOf(own, criterion.line, itemContent(own, skipBlanks(own, 0)) + boxWidth)];
  for (let index = criterion.line + 1; kinds[index] === 'text'; index += 1) {
    const line = lines[index] ?? '';
    const at = skipOddBlanks(line, skipBlanks(line, 0));
    if (itemContent(line, skipBlanks(line, 0)) >= 0 || line[at] === '>' || isLineAcross(line, at)) break;
    if (isCheck(line, own) || oddlyMarkedBox(line, at) >= 0) break;
    found.push(partOf(line, index, 0));
  }
  const parts = found.filter(({ start, end }) => end > start);
  const text = parts.map(({ line, start, end }) => lines[line]?.slice(start, end)).join(' ');
  if (text === criterion.text) return parts;
  throw new EditConflict(
    `The criterion "${criterion.text}" is not written in a way that can be edited.`,
    criterion.text,
  );
}

function partOf(line: string, index: number, from: number): TextPart {
  const rest = line.slice(from);
  const start = from + rest.length - rest.trimStart().length;
  return { line: index, start, end: Math.max(start, line.trimEnd().length) };
}

function isCheck(line: string, own: string): boolean {
  const check = readCheckLine(line);
  return check !== undefined && 'command' in check && indentOf(line) > indentOf(own);
}
