import { stripVTControlCharacters } from 'node:util';

/** Text of a repository or a cluster on one line, without what would steer the terminal. */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
    .trim();
}

/** Cells that the text takes on a terminal, counted from above: wide scripts and emoji take two. */
function cells(character: string): number {
  return (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
}

/** Cuts the text to so many cells, with an ellipsis. */
export function shorten(text: string, width: number): string {
  const characters = [...text];
  let used = 0;
  let keep = 0;
  for (const [index, character] of characters.entries()) {
    used += cells(character);
    if (used > width) return `${characters.slice(0, keep).join('')}…`;
    // One cell is kept back for the ellipsis.
    if (used <= width - 1) keep = index + 1;
  }
  return text;
}
