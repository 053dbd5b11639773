/** New criteria as lines of a list, each so that it reads back as exactly itself. */
import { splitChecks } from '../parse/check-line.ts';
import { readWaiver } from '../parse/waiver.ts';
import { EditConflict } from './edit-conflict.ts';
import { asOneLine } from './one-line.ts';

/** A criterion that is to be written; its box is open. */
export interface NewCriterion {
  readonly text: string;
  /** Command of its acceptance check; several may be joined to one, and get a line each. */
  readonly check?: string;
  readonly children?: readonly NewCriterion[];
}

/** How the items of a list are written. */
export interface ListStyle {
  /** Blanks before the mark. */
  readonly indent: string;
  /** The first item's mark: `-`, `*`, `+`, or a number like `3.`; numbers go on counting. */
  readonly mark: string;
  /** Blanks between mark and box. */
  readonly gap: string;
  /** Whether items stand apart by a blank line. */
  readonly isLoose: boolean;
}

export const plainList: ListStyle = { indent: '', mark: '-', gap: ' ', isLoose: false };

const itemPattern = /^([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)/;

/** The style of the list that a line's item stands in, its mark included; undefined for other lines. */
export function styleOf(line: string): ListStyle | undefined {
  const match = itemPattern.exec(line);
  const [, indent, mark, gap] = match ?? [];
  return indent === undefined || mark === undefined || gap === undefined
    ? undefined
    : { indent, mark, gap, isLoose: false };
}

/** The style of the item after one of this style. @param counts false where a list repeats one number */
export function nextStyle(style: ListStyle, counts = true): ListStyle {
  const number = Number.parseInt(style.mark, 10);
  return Number.isNaN(number) || !counts ? style : { ...style, mark: `${number + 1}${style.mark.slice(-1)}` };
}

/** The style of a list below an item: as deep as the item's content, or by a tab where the item itself has tabs. */
export function styleBelow({ indent, mark, gap }: ListStyle): ListStyle {
  const width = gap.includes('\t') || gap.length > 4 ? mark.length + 1 : mark.length + gap.length;
  const step = indent.includes('\t') ? '\t' : ' '.repeat(width);
  return { indent: indent + step, mark: /\d/.test(mark) ? '-' : mark, gap: ' ', isLoose: false };
}

/**
 * The lines of the criteria.
 * @throws EditConflict for a criterion without a text, or a check that is not one line
 */
export function criterionLines(criteria: readonly NewCriterion[], style: ListStyle): string[] {
  let own = style;
  return criteria.flatMap((criterion, index) => {
    if (index > 0) own = nextStyle(own);
    const below = styleBelow(own);
    return [
      ...(index > 0 && style.isLoose ? [''] : []),
      `${own.indent}${own.mark}${own.gap}[ ] ${writtenText(criterion.text)}`,
      ...(criterion.check === undefined ? [] : splitChecks(criterion.check)).map(
        (check) => `${below.indent}${checkLine(check)}`,
      ),
      ...criterionLines(criterion.children ?? [], below),
    ];
  });
}

/** A text as it is written and reads back: in one line, and never as struck out, which would count as waived once ticked. */
export function writtenText(text: string): string {
  const line = asOneLine(text);
  if (line === '') throw new EditConflict('A criterion needs a text.', text);
  const waiver = readWaiver(line);
  return waiver === undefined ? line : `${line.slice(0, waiver.open)}\\${line.slice(waiver.open)}`;
}

/**
 * A command as a `check:` line without its indentation, in more backticks than it holds in a row.
 * @throws EditConflict when it is empty or not one line
 */
export function checkLine(command: string): string {
  const inner = command.trim();
  if (inner === '') throw new EditConflict('A check needs a command.', command);
  if (/[\p{Cc}\u2028\u2029\p{Surrogate}]/u.test(inner.replaceAll('\t', ' '))) {
    throw new EditConflict(
      `The check "${asOneLine(inner)}" is not one line of text. Put a script into a file.`,
      command,
    );
  }
  const runs = inner.match(/`+/g) ?? [];
  const ticks = '`'.repeat(runs.reduce((most, run) => Math.max(most, run.length), 0) + 1);
  const pad = inner.startsWith('`') || inner.endsWith('`') ? ' ' : '';
  return `check: ${ticks}${pad}${inner}${pad}${ticks}`;
}
