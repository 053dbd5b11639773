import type { Problem } from '../task.ts';
import type { ProblemView } from './item-view.ts';

/** A problem with lines as people count them. */
export function problemView({ file, range, severity, code, message, fix }: Problem): ProblemView {
  const line = range.start + 1;
  const view = { file, line, end_line: Math.max(line, range.end), severity, code, message };
  return fix === undefined ? view : { ...view, fix: fix.title };
}
