/** The mark in the box of a line that has one. */

/** Whether the box of a line that has one is ticked. */
export function isTicked(line: string): boolean {
  return line[line.indexOf('[') + 1] !== ' ';
}

/** The line with another mark in its box. */
export function withMark(line: string, mark: 'x' | ' '): string {
  const box = line.indexOf('[');
  return `${line.slice(0, box + 1)}${mark}${line.slice(box + 2)}`;
}
