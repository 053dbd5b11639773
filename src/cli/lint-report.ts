/** Problems for people: grouped by file, as linters do, with a summary. */
import type { ProblemView } from '../backlog/show/item-view.ts';
import { problemLines } from './report-lines.ts';
import type { Style } from './style.ts';

export interface LintSummary {
  /** Files that were looked at. */
  readonly files: number;
  /** Fixes that were made, and in how many files; only where that was asked for. */
  readonly mended?: { readonly fixes: number; readonly files: number };
}

/** A group of lines for each file, then the summary. */
export function lintReport(problems: readonly ProblemView[], { files, mended }: LintSummary, style: Style): string {
  const groups = new Map<string, ProblemView[]>();
  for (const problem of problems) {
    const group = groups.get(problem.file);
    if (group === undefined) groups.set(problem.file, [problem]);
    else group.push(problem);
  }
  const blocks = Array.from(groups.values(), (group) => `${problemLines(group, style).join('\n')}\n`);
  const made =
    mended === undefined || mended.fixes === 0
      ? ''
      : `Mended ${counted(mended.fixes, 'problem')} in ${counted(mended.files, 'file')}.\n`;
  return [...blocks, `${made}${summary(problems, files, style)}\n`].join('\n');
}

function summary(problems: readonly ProblemView[], files: number, style: Style): string {
  const where = `in ${counted(files, 'file')}`;
  if (problems.length === 0) return style('green', `${style.marks.good} No problems ${where}.`);
  const count = (severity: ProblemView['severity']) =>
    problems.filter((problem) => problem.severity === severity).length;
  const [errors, warnings, notes] = [count('error'), count('warning'), count('info')];
  const parts = [
    counted(errors, 'error'),
    counted(warnings, 'warning'),
    ...(notes > 0 ? [counted(notes, 'note')] : []),
  ];
  const fixable = problems.filter(({ fix }) => fix !== undefined).length;
  const hint = fixable === 0 ? '' : `; --fix mends ${fixable}`;
  const colour = errors > 0 ? 'red' : warnings > 0 ? 'yellow' : 'green';
  const mark = { red: style.marks.bad, yellow: style.marks.warning, green: style.marks.good }[colour];
  return style(colour, `${mark} ${parts.join(', ')} ${where}${hint}.`);
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
