import { stripVTControlCharacters } from 'node:util';

/** Text of a repository or a cluster on one line, without what would steer the terminal. */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
    .trim();
}

/** The same with its lines, blanks and tabs as they are. */
export function printableText(text: string): string {
  const lines = text.split('\n');
  return lines.map((line) => stripVTControlCharacters(line).replace(/[^\P{Cc}\t]|\p{Bidi_Control}/gu, '')).join('\n');
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

/** Breaks a text between words into lines of so many cells, and a longer word where the line ends. Nothing is left out. */
export function wrap(text: string, width: number): string[] {
  if (!Number.isFinite(width)) return [text];
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const end = () => {
    lines.push(line);
    line = '';
    used = 0;
  };
  for (const word of text.split(' ')) {
    const characters = [...word];
    const size = characters.reduce((sum, character) => sum + cells(character), 0);
    if (used > 0 && used + 1 + size > width) end();
    else if (used > 0) {
      line += ' ';
      used += 1;
    }
    for (const character of characters) {
      if (used > 0 && used + cells(character) > width) end();
      line += character;
      used += cells(character);
    }
  }
  return [...lines, line];
}
