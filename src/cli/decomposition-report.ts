import type { Decomposed } from '../workflow/decompose/decompose-task.ts';
import { printable } from './printable.ts';
import { hanging, warned } from './report-lines.ts';
import type { Style } from './style.ts';
import { listedSubTasks } from './sub-task-report.ts';

/** What a task was taken apart into, or would be, and how it is taken back. */
export function decompositionReport(result: Decomposed, style: Style): string {
  const { item_id: id, sub_tasks: subTasks, dry_run: isDry, committed, warnings } = result;
  const count = `${subTasks.length} ${subTasks.length === 1 ? 'sub-task' : 'sub-tasks'}`;
  const sha = committed === null ? '' : `  ${committed.slice(0, 8)}`;
  const headline = isDry
    ? `${printable(id)} would be split into ${count}; nothing is written`
    : style('green', `${style.marks.good} ${printable(id)} waits for ${count} now`) + sha;
  const lines = [
    headline,
    '',
    style('bold', 'Sub-tasks, each after the one before'),
    ...listedSubTasks(subTasks, style),
    '',
    style('bold', isDry ? 'Files that would be written' : 'Files'),
    ...result.files.map((path) => `  ${printable(path)}`),
    ...warnings.flatMap((warning) => ['', ...warned(warning, style)]),
    ...(isDry ? [] : ['', ...hanging('  ', 2, takenBack(result), style).map((line) => style('dim', line))]),
  ];
  return `${lines.join('\n')}\n`;
}

function takenBack({ committed, sub_tasks: subTasks }: Decomposed): string {
  if (committed !== null) return `To take it back: git revert ${committed.slice(0, 8)}`;
  return `Nothing is committed. To take it back, remove ${subTasks.map(({ location }) => location).join(', ')} and restore the other files with git restore.`;
}
