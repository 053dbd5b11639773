/** Evidence in a report: whole where it is short, its beginning and its end where it is long. Pure. */

const mostLines = 8;
const longestLine = 300;

/**
 * The lines that are shown, without blank ones: of many the first and the last, with a line that counts those between;
 * a program says at the end what went wrong. Long lines are cut.
 */
export function evidenceLines(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const cut = (line: string) => bounded(line.trimEnd(), longestLine);
  if (lines.length <= mostLines) return lines.map(cut);
  const last = lines.slice(2 - mostLines).map(cut);
  return [cut(lines[0] ?? ''), `… ${lines.length - 1 - last.length} more lines`, ...last];
}

/** The text in so many characters, with an ellipsis where it is cut. */
export function bounded(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
