/** Makes the edits of a fix. */
import { applyLineEdits } from '../edit/line-edits.ts';
import { joinLines, splitLines } from '../parse/text-lines.ts';
import type { Fix } from '../task.ts';

/**
 * The text after the fix; every line that the fix does not name keeps its bytes. After one fix the text has to be read
 * again: the other fixes were made for the text as it was.
 * @throws RangeError when the text is not the one that the fix was made for and its lines do not fit
 */
export function applyFix(text: string, fix: Fix): string {
  return joinLines(applyLineEdits(splitLines(text), fix.edits));
}
