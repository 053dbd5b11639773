/** Text on a card: broken into lines, and cut where it is too long. */

type WidthOf = (text: string) => number;

/**
 * Breaks a text into at most `most` lines of `width`; what is left out is told by `…`.
 * @param widthOf width of a text, in the unit of `width`
 */
export function fitText(text: string, width: number, most: number, widthOf: WidthOf): string[] {
  const lines: string[] = [];
  let left = text.split(/\s+/).filter((word) => word !== '');
  while (left.length > 0) {
    const rest = left.join(' ');
    if (widthOf(rest) <= width) return [...lines, rest];
    if (lines.length === most - 1) return [...lines, cut(rest, width, widthOf)];
    const count = Math.max(1, fitting(left, width, widthOf));
    const line = left.slice(0, count).join(' ');
    lines.push(widthOf(line) <= width ? line : cut(line, width, widthOf));
    left = left.slice(count);
  }
  return lines;
}

/** How many of the words fit in a line. */
function fitting(words: readonly string[], width: number, widthOf: WidthOf): number {
  const over = words.findIndex((_, index) => widthOf(words.slice(0, index + 1).join(' ')) > width);
  return over < 0 ? words.length : over;
}

/** The longest beginning that fits with `…` behind it, by halving: widths are costly to measure. */
function cut(text: string, width: number, widthOf: WidthOf): string {
  const letters = [...text];
  const shortened = (length: number) => `${letters.slice(0, length).join('').trimEnd()}…`;
  let low = 0;
  let high = letters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(shortened(middle)) <= width) low = middle;
    else high = middle - 1;
  }
  return shortened(low);
}
