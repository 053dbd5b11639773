/** What holds for every fix that is offered. */
import { applyFix } from '../../../../src/backlog/fix/apply-fix.ts';
import type { Problem } from '../../../../src/backlog/task.ts';
import { check } from './compare.ts';
import { parse } from './parse-properties.ts';
import { property } from './property.ts';
import { realFile } from './real-file.ts';
import { taskFile } from './task-file.ts';

/** Of what is left open at the end of a file the first hides the others, so that which one is told may change. */
const isLeftOpen = (code: string) => code === 'fence-unclosed' || code === 'comment-unclosed';

/** Where front matter cannot be read, what is wrong with its `verify` cannot be told either. */
const hidesVerify = ({ message }: Problem) => message.startsWith('What verify states cannot be read');

/** Numbers and quoted words in messages follow the text. */
function kindOf({ code, message }: Problem): string {
  if (isLeftOpen(code)) return 'unclosed';
  return code === 'verify-unknown' ? message : code;
}

export function checkFixes(text: string): void {
  const { problems } = parse(text);
  for (const problem of problems) {
    if (problem.fix === undefined) continue;
    const fixed = applyFix(text, problem.fix);
    const hidden = problems.some(hidesVerify);
    const told = parse(fixed).problems.filter(({ code }) => !(hidden && code === 'verify-unknown'));
    const left = told.map(kindOf);
    const before = problems.map(kindOf);
    const count = (all: readonly string[], kind: string) => all.filter((one) => one === kind).length;
    const own = kindOf(problem);
    check(count(left, own) < count(before, own), `${problem.fix.title}: ${own} goes away`, text, fixed);
    for (const kind of left) {
      check(count(left, kind) <= count(before, kind), `${problem.fix.title}: ${kind} is new`, text, fixed);
    }
  }
}

export const fixProperties = [
  property('a fix takes its problem away and brings none', 1200, taskFile, checkFixes),
  property('the same in real files after careless edits', 200, realFile, checkFixes),
];
