/** The backlog that the sources of a repository make together. */
import { type ActionStatement, joinStatements } from '../parse/action-report.ts';
import { checkSummary } from '../standard/summary.ts';
import type { Backlog, Misplaced, Problem, Task } from '../task.ts';
import type { Piece } from './source.ts';

/** Puts the pieces together, in their order. @param hasTasksFolder whether there is a folder for tasks, be it empty */
export function backlogOf(sources: readonly { readonly piece: Piece }[], hasTasksFolder: boolean): Backlog {
  const tasks: Task[] = [];
  const statements: ActionStatement[] = [];
  const problems: Problem[] = [];
  const misplaced: Misplaced[] = [];
  const summaries: Required<Piece>['summary'][] = [];
  for (const { piece } of sources) {
    for (const task of piece.tasks ?? none) tasks.push(task);
    for (const statement of piece.statements ?? none) statements.push(statement);
    for (const problem of piece.problems ?? none) problems.push(problem);
    for (const one of piece.misplaced ?? none) {
      misplaced.push(one);
      problems.push(one.problem);
    }
    if (piece.summary !== undefined) summaries.push(piece.summary);
  }
  const items = tasks.filter(({ layout }) => layout === 'standard');
  for (const { file, rows } of summaries) for (const problem of checkSummary(rows, file, items)) problems.push(problem);
  const hasItems = items.length > 0 || summaries.some(({ rows }) => rows.length > 0);
  return {
    tasks,
    humanActions: joinStatements(statements),
    problems,
    ...(misplaced.length === 0 ? {} : { misplaced }),
    hasTasksFolder: hasTasksFolder || hasItems,
  };
}

const none: readonly never[] = [];
