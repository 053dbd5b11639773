/** Remedies for `check:` lines that are not run. */
import { checkLine, plainList, styleBelow, styleOf } from '../edit/criterion-lines.ts';
import { boxes } from '../parse/criteria.ts';
import type { Fix, Problem } from '../task.ts';
import { checkedBoxFix, readBoxes } from './box-check.ts';
import { lineEdit } from './fixed-lines.ts';

/** A sentence that happens to start with `check:` says what to look at; it is no command. */
const prose = /^(?:\p{Lu}|(?:the|a|an|all|any|every|each|no|that|this|it|if|when|whether|is|are)\s)|[.!?]$/u;

/** Puts the command into backticks, or the line below its criterion, or both; whichever makes it a check. */
export function mendCheck(problem: Problem, lines: readonly string[]): Fix | undefined {
  const index = problem.range.start;
  const line = lines[index] ?? '';
  const ticked = inTicks(line);
  const indent = indentBelow(lines, index);
  const deeper = (text: string) => indent + text.trimStart();
  const attempts: readonly (readonly [string, string | undefined])[] = [
    ['Put the command into backticks', ticked],
    ['Indent the check below its criterion', indent === undefined ? undefined : deeper(line)],
    ['Make this the check of its criterion', indent === undefined || ticked === undefined ? undefined : deeper(ticked)],
  ];
  for (const [title, text] of attempts) {
    if (text === undefined) continue;
    const fix = checkedBoxFix(problem, lines, { title, edits: [lineEdit(index, text)] });
    if (fix !== undefined) return fix;
  }
  return undefined;
}

/** The line with its command in backticks; undefined where it has some, or is prose. */
function inTicks(line: string): string | undefined {
  const colon = line.indexOf(':');
  const value = line.slice(colon + 1).trim();
  if (colon < 0 || value === '' || value.startsWith('`') || prose.test(value) || /\p{Cc}/u.test(value))
    return undefined;
  return `${line.slice(0, colon)}${checkLine(value).slice('check'.length)}`;
}

/** The blanks that put a line below the criterion that it stands in. */
function indentBelow(lines: readonly string[], index: number): string | undefined {
  const holder = boxes(readBoxes(lines).items).findLast(({ line, range }) => line < index && index < range.end);
  return holder === undefined ? undefined : styleBelow(styleOf(lines[holder.line] ?? '') ?? plainList).indent;
}
