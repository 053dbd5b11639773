/** The word STOP in the notes or the progress log: a person halts the work. */
import type { Outline, Section } from './outline.ts';

/**
 * Whether a line of `## Notes` or `## Progress Log` starts with the word STOP in capitals, outside fences. List marks,
 * emphasis and the date of a log entry may stand before it. Every mark is read, so a line is struck out to lift it.
 */
export function hasStopMark(outline: Outline, sections: readonly Section[]): boolean {
  for (const { name, range } of sections) {
    if (name !== 'notes' && name !== 'progress log') continue;
    for (let index = range.start; index < range.end; index += 1) {
      const kind = outline.kinds[index];
      const line = outline.lines[index] ?? '';
      if ((kind === 'text' || kind === 'heading') && line.includes('STOP') && startsWithStop(line)) return true;
    }
  }
  return false;
}

function startsWithStop(line: string): boolean {
  const start = line.trimStart();
  const marks = /^(?:(?:[-*+]|\d{1,9}[.)]|>|#{3,6})[ \t]+)*(?:\[[ xX]\][ \t]+)?[*_]{0,3}/.exec(start)?.[0] ?? '';
  const rest = start.slice(marks.length);
  const date =
    /^\d{4}-\d{2}-\d{2}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?[*_]{0,3}:?[*_]{0,3}[ \t]+[*_]{0,3}/.exec(rest)?.[0] ?? '';
  return /^STOP(?![\p{L}\p{N}_-])/u.test(rest.slice(date.length));
}
