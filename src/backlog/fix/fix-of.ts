/** Mechanical remedies for problems, each a few lines. Only what is certain is offered; nothing is invented. */
import type { Fix, Problem } from '../task.ts';
import { mendBox, removeEmptyBox, untickParent } from './box-fixes.ts';
import { mendCheck } from './check-fixes.ts';
import { idOfName, mediumPriority, namedPriority, statusOfFolder, titleOfFile } from './field-fixes.ts';
import { closeFrontMatter, quoteForYaml, quoteTitle, unmarkFrontMatter } from './front-matter-fixes.ts';
import { mendOddBox } from './odd-box-fix.ts';

type Remedy = (problem: Problem, lines: readonly string[]) => Fix | undefined;

const remedies: ReadonlyMap<string, Remedy> = new Map<string, Remedy>([
  ['front-matter-language', unmarkFrontMatter],
  ['front-matter-unclosed', closeFrontMatter],
  ['front-matter-yaml', quoteForYaml],
  ['title-cut', quoteTitle],
  ['title-missing', titleOfFile],
  ['id-missing', idOfName],
  ['id-malformed', idOfName],
  ['id-differs', idOfName],
  ['status-missing', statusOfFolder],
  ['priority-missing', mediumPriority],
  ['priority-unknown', namedPriority],
  ['box-malformed', (problem, lines) => mendBox(problem, lines) ?? mendOddBox(problem, lines)],
  ['check-malformed', mendCheck],
  ['criterion-empty', removeEmptyBox],
  ['parent-ticked', untickParent],
]);

/**
 * The remedy for a problem of a task file in the gitops layout. Applied, it makes this problem go away and brings no
 * other; those that were its consequence go with it.
 * @param lines of the file that the problem was found in, without their endings
 * @returns undefined where no remedy is certain
 */
export function fixOf(problem: Problem, lines: readonly string[]): Fix | undefined {
  return remedies.get(problem.code)?.(problem, lines);
}

/** Every fix is tried on the text, so a file with problems by the thousand gets remedies for its first ones. */
const mostFixes = 20;
/** The same for long files: lines that are read again for fixes, in all. */
const mostLines = 100_000;

/** The problems of one file with their remedies. */
export function withFixes(problems: readonly Problem[], lines: readonly string[]): readonly Problem[] {
  if (problems.length === 0) return problems;
  const most = Math.min(mostFixes, Math.ceil(mostLines / Math.max(1, lines.length)));
  return problems.map((problem, index) => {
    const fix = index < most ? fixOf(problem, lines) : undefined;
    return fix === undefined ? problem : { ...problem, fix };
  });
}
