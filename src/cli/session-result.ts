/** What a session came to, to be read in ten seconds. */

import { formatElapsed } from '../session/report/elapsed.ts';
import type { SessionTask } from '../session/session-record.ts';
import type { ClosedSession } from '../workflow/session/closing.ts';
import { isCritical, isFailure } from '../workflow/session/tally.ts';
import { printable, shorten } from './printable.ts';
import { hanging, warned } from './report-lines.ts';
import type { Style } from './style.ts';

/** Warnings that are told; the report has all. */
const shownWarnings = 5;
const shownActions = 5;
/** Characters of a message below a task; the report has all of it. */
const longestLine = 200;

/** @param elapsedMs how long this process was at it */
export function sessionResult({ record, report }: ClosedSession, elapsedMs: number, style: Style): string {
  const { tasks, human_actions: actions, next_action: next, warnings } = record;
  const lines = [
    headline(record.outcome === 'early_exit', tasks, elapsedMs, style),
    ...hanging('  ', 2, record.reason, style),
  ];
  if (record.issue !== null && record.exit !== undefined) {
    lines.push(...hanging(`  ${style('bold', 'Do:')} `, 6, `${record.exit.remedy} See ${record.issue}.`, style));
  }
  if (tasks.length > 0) lines.push('', ...tasks.flatMap((task) => taskLines(task, style)));
  if (actions.length > 0) {
    lines.push('', style('bold', 'Waits for you'));
    for (const { action_id: id, effective_urgency: urgency, title, blocking_items: blocks } of actions.slice(
      0,
      shownActions,
    )) {
      const held = blocks.length === 0 ? '' : ` (blocks ${blocks.join(', ')})`;
      lines.push(shorten(`  ${printable(id)}  ${urgency}  ${printable(title + held)}`, style.width));
    }
    const hidden = actions.length - shownActions;
    if (hidden > 0) lines.push(style('dim', `  and ${hidden} more; agent-toolkit actions lists them`));
  }
  lines.push('');
  if (next !== null) lines.push(...hanging(`${style('bold', 'Next:')} `, 6, `${next.item_id}. ${next.reason}`, style));
  if (report !== null) lines.push(`${style('bold', 'Report:')} ${printable(report)}`);
  for (const warning of warnings.slice(0, shownWarnings)) {
    lines.push(...warned(warning, style));
  }
  const hidden = warnings.length - shownWarnings;
  if (hidden > 0) lines.push(style('yellow', `and ${hidden} more warnings; the report has them.`));
  return `${lines.join('\n')}\n`;
}

function headline(isEarly: boolean, tasks: readonly SessionTask[], elapsedMs: number, style: Style): string {
  const { good, bad, unsure } = style.marks;
  const completed = tasks.filter(({ status }) => status === 'complete').length;
  const failed = tasks.filter(isFailure).length;
  const counts = [`${completed} completed`, ...(failed === 0 ? [] : [`${failed} failed`])].join(', ');
  const time = style('dim', formatElapsed(elapsedMs));
  if (isEarly) return `${style('red', `${bad} Session ended early: ${counts}`)}  ${time}`;
  if (failed > 0) return `${style('yellow', `${unsure} Session ended: ${counts}`)}  ${time}`;
  return `${style('green', `${good} Session ended: ${counts}`)}  ${time}`;
}

/** One task on two lines: what became of it, and why where it is not complete. */
export function taskLines(task: SessionTask, style: Style): string[] {
  const { mark, colour, word } = verdict(task, style);
  const facts = [
    ...(task.commits.length === 0
      ? []
      : [`${task.commits.length} ${task.commits.length === 1 ? 'commit' : 'commits'}`]),
    ...(task.archived === null ? [] : ['archived']),
    ...(task.rollback?.status === 'done' ? ['rolled back'] : []),
    ...(task.follow_up === null ? [] : [`follow-up ${task.follow_up}`]),
    ...(task.sub_tasks.length === 0 ? [] : [`sub-tasks ${task.sub_tasks.join(', ')}`]),
  ];
  const what = `${printable(task.item_id)} ${word}${facts.length === 0 ? '' : `, ${printable(facts.join(', '))}`}`;
  const room = Math.min(style.width, longestLine);
  return [
    `${style(colour, `${mark} ${what}`)}  ${printable(task.title)}`,
    ...(task.status === 'complete' ? [] : [shorten(`    ${printable(task.message)}`, room)]),
    ...task.warnings.slice(0, 2).map((warning) => shorten(`    ${style.marks.warning} ${printable(warning)}`, room)),
  ];
}

function wordOf(task: SessionTask): string {
  if (task.ended_by === 'person') return 'needs a person';
  return isCritical(task) ? 'stopped' : 'failed';
}

function verdict(task: SessionTask, { marks }: Style) {
  switch (task.status) {
    case 'complete':
      return task.tests?.overall_status === 'passed'
        ? ({ mark: marks.good, colour: 'green', word: 'complete, verified' } as const)
        : ({ mark: marks.unsure, colour: 'yellow', word: 'complete, unverified' } as const);
    case 'tests_failed':
      return { mark: marks.bad, colour: 'red', word: 'done, verification failed' } as const;
    case 'needs_decomposition':
      return { mark: marks.unsure, colour: 'yellow', word: 'needs decomposition' } as const;
    case 'partial':
      return { mark: marks.unsure, colour: 'yellow', word: 'done in part' } as const;
    default:
      return { mark: marks.bad, colour: 'red', word: wordOf(task) } as const;
  }
}
