/** All fixes of one task file, one after the other. */
import { applyFix } from '../fix/apply-fix.ts';
import { parseTask } from '../parse/parse.ts';
import type { Fix, Folder, LineEdit, Problem } from '../task.ts';
import { guarded, type IdGuard } from './id-guard.ts';

export interface Mended {
  readonly text: string;
  /** The problems that were mended, with their fixes; each where it was, in the lines of the text as it is now. */
  readonly made: readonly MendedProblem[];
}

export type MendedProblem = Problem & { readonly fix: Fix };

/** More in one file is no slip any more; what is left is told as a problem. */
const mostFixes = 50;

/**
 * Mends what can be mended in a file of the gitops layout. A fix holds for the text that it was found in, so the text
 * is read again after each.
 * @param guard says which ids have to stay, since other files have a say in them
 */
export function mendText(text: string, file: string, folder: Folder, guard: IdGuard): Mended {
  let mended = text;
  let made: readonly MendedProblem[] = [];
  while (made.length < mostFixes) {
    const task = parseTask(mended, file, folder);
    const problem = task.problems.map((one) => guarded(one, task, guard)).find(isFixable);
    if (problem === undefined) break;
    const next = applyFix(mended, problem.fix);
    if (next === mended) break;
    mended = next;
    made = [...made, problem].map((one, index) =>
      index === made.length ? placed(one) : moved(one, problem.fix.edits),
    );
  }
  return { text: mended, made: made.toSorted((one, other) => one.range.start - other.range.start) };
}

function isFixable(problem: Problem): problem is MendedProblem {
  return problem.fix !== undefined;
}

/** In the line that the fix wrote. */
function placed(problem: MendedProblem): MendedProblem {
  const [edit] = problem.fix.edits;
  if (edit === undefined) return problem;
  const { start } = edit.range;
  return { ...problem, range: { start, end: start + Math.max(1, edit.lines.length) } };
}

/** After edits of other lines. */
function moved(problem: MendedProblem, edits: readonly LineEdit[]): MendedProblem {
  const above = edits.filter(({ range }) => range.end <= problem.range.start);
  const shift = above.reduce((sum, { range, lines }) => sum + lines.length - (range.end - range.start), 0);
  if (shift === 0) return problem;
  return { ...problem, range: { start: problem.range.start + shift, end: problem.range.end + shift } };
}
