/** All fixes of one task file, one after the other. */
import { applyFix } from '../fix/apply-fix.ts';
import { parseTask } from '../parse/parse.ts';
import type { Folder } from '../task.ts';

export interface Mended {
  readonly text: string;
  /** How many fixes were made. */
  readonly fixes: number;
}

/** More in one file is no slip any more; what is left is told as a problem. */
const mostFixes = 50;

/**
 * Mends what can be mended in a file of the gitops layout. A fix holds for the text that it was found in, so the text
 * is read again after each.
 */
export function mendText(text: string, file: string, folder: Folder): Mended {
  let mended = text;
  for (let fixes = 0; fixes < mostFixes; fixes += 1) {
    const fix = parseTask(mended, file, folder).problems.find((problem) => problem.fix !== undefined)?.fix;
    const next = fix === undefined ? mended : applyFix(mended, fix);
    if (next === mended) return { text: mended, fixes };
    mended = next;
  }
  return { text: mended, fixes: mostFixes };
}
