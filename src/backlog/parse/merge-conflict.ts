/** Marks that a merge left in a file: nobody has said yet which of its two sides is right. */
import type { Problem } from '../task.ts';
import type { LineKind } from './outline.ts';

export const conflictCode = 'merge-conflict';

const start = '<<<<<<< ';
const middle = '=======';
const end = '>>>>>>> ';

/**
 * The conflicts of a text: `<<<<<<< `, `=======` and `>>>>>>> `, each at the start of a line, in this order. Linear.
 * @param kinds of the lines; in a fence such marks are an example. A text that has no fences is read without
 */
export function findConflicts(lines: readonly string[], kinds?: readonly LineKind[]): Omit<Problem, 'file'>[] {
  const found: Omit<Problem, 'file'>[] = [];
  let from = -1;
  let isDivided = false;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const code = line.charCodeAt(0);
    // `<`, `=`, `>`
    if (code < 0x3c || code > 0x3e || kinds?.[index] === 'code') continue;
    if (line.startsWith(start)) {
      from = index;
      isDivided = false;
    } else if (from >= 0 && line.trimEnd() === middle) isDivided = true;
    else if (isDivided && line.startsWith(end)) {
      found.push(conflict(from, index + 1));
      from = -1;
      isDivided = false;
    }
  }
  return found;
}

function conflict(first: number, after: number): Omit<Problem, 'file'> {
  const message = `A merge left its marks in lines ${first + 1} to ${after}, so what the file says is not certain. Keep what is right and delete the lines that start with <<<<<<<, ======= and >>>>>>>.`;
  return { range: { start: first, end: after }, severity: 'error', code: conflictCode, message };
}
