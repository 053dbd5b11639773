/** Problems for people: grouped by file, as linters do, with a summary. */
import type { ProblemView } from '../backlog/show/item-view.ts';
import { printable } from './printable.ts';
import { problemLines } from './report-lines.ts';
import type { Style } from './style.ts';

export interface LintSummary {
  /** Files that were looked at. */
  readonly files: number;
  /** What was mended; only where that was asked for. */
  readonly mended?: readonly ProblemView[];
  /** How many fixes `--fix` would make. */
  readonly mendable?: number;
}

/** A line for each fix that was made, a group of lines for each file with problems, then the summary. */
export function lintReport(problems: readonly ProblemView[], told: LintSummary, style: Style): string {
  const { files, mended = [], mendable = 0 } = told;
  const groups = new Map<string, ProblemView[]>();
  for (const problem of problems) {
    const group = groups.get(problem.file);
    if (group === undefined) groups.set(problem.file, [problem]);
    else group.push(problem);
  }
  const blocks = Array.from(groups.values(), (group) => `${problemLines(group, style).join('\n')}\n`);
  const fixes = mended.length === 0 ? [] : [`${mended.map(fixLine).join('\n')}\n`];
  const changed = new Set(mended.map(({ file }) => file)).size;
  const made =
    mended.length === 0 ? '' : `Mended ${counted(mended.length, 'problem')} in ${counted(changed, 'file')}.\n`;
  return [...fixes, ...blocks, `${made}${summary(problems, files, mendable, style)}\n`].join('\n');
}

/** `tasks/active/TASK-039.md:2  set id: TASK-039` */
function fixLine({ file, line, fix = '' }: ProblemView): string {
  const text = printable(fix);
  return `${printable(file)}:${line}  ${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}

function summary(problems: readonly ProblemView[], files: number, mendable: number, style: Style): string {
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
  const hint = mendable === 0 ? '' : `; --fix mends ${mendable}${hidden(problems, mendable)}`;
  const colour = errors > 0 ? 'red' : warnings > 0 ? 'yellow' : 'green';
  const mark = { red: style.marks.bad, yellow: style.marks.warning, green: style.marks.good }[colour];
  return style(colour, `${mark} ${parts.join(', ')} ${where}${hint}.`);
}

/** Some problems show only in a file that is mended otherwise. */
function hidden(problems: readonly ProblemView[], mendable: number): string {
  const more = mendable - problems.filter(({ fix }) => fix !== undefined).length;
  if (more <= 0) return '';
  return more === 1 ? ', one of which shows only then' : `, ${more} of which show only then`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
