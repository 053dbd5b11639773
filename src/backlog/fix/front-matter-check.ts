/** Whether a fix of front matter does what it is for, and nothing else. */
import { type FrontMatter, readFrontMatter } from '../parse/front-matter.ts';
import { nearFields } from '../parse/known-fields.ts';
import { readIdentity, readOwnPriority, readOwnStatus } from '../parse/own-fields.ts';
import { readVerify } from '../parse/verify-field.ts';
import type { Fix, LineEdit, Problem } from '../task.ts';
import { fixedLines } from './fixed-lines.ts';
import { onlyTakesAway } from './no-new-faults.ts';

interface Reading {
  readonly faults: readonly string[];
  /** What every task says of itself; a fix of the form must not change it. */
  readonly said: string;
}

function readingOf(front: FrontMatter, file: string): Reading {
  const faults: Omit<Problem, 'file'>[] = [...front.problems, ...nearFields(front)];
  const identity = readIdentity(front, file, faults);
  const status = readOwnStatus(front, 'active', faults);
  const priority = readOwnPriority(front, faults);
  const verify = readVerify(front.values.get('verify'));
  return {
    faults: [...faults.map(({ code }) => code), ...verify.faults.map(({ message }) => message)],
    said: JSON.stringify([identity, status, priority, verify.scope]),
  };
}

/**
 * The fix, when its edits take the problem away, bring none, and leave what the task says of itself as it was read.
 * @param changes set where the fix is about what the task says, so that this may differ
 */
export function checkedFix(
  problem: Problem,
  lines: readonly string[],
  fix: { readonly title: string; readonly edits: readonly LineEdit[] },
  changes = false,
): Fix | undefined {
  const front = readFrontMatter(lines);
  // The body plays no part, and may be long.
  const head = lines.slice(0, front.bodyStart);
  const before = readingOf(front, problem.file);
  const after = readingOf(readFrontMatter(fixedLines(head, fix.edits)), problem.file);
  if (!onlyTakesAway(before.faults, after.faults, problem.code)) return undefined;
  return changes || before.said === after.said ? fix : undefined;
}
