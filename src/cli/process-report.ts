import { formatElapsed } from '../session/report/elapsed.ts';
import type { ToolResult } from '../tools/contract.ts';
import { causeLines } from './cause-lines.ts';
import { changeLines } from './change-lines.ts';
import { printable } from './printable.ts';
import { hanging } from './report-lines.ts';
import { byHandLines } from './rollback-report.ts';
import type { Style } from './style.ts';
import { subTaskLines } from './sub-task-report.ts';
import { verdictLines, warningLines } from './verification-report.ts';

type ProcessResult = ToolResult<'process_bug'>;

/** How many open criteria are named; the task file has them all. */
const shownOpen = 5;

/** The outcome of a run for people: what happened, what it left, and what to do next. */
export function processReport(result: ProcessResult, elapsedMs: number, style: Style): string {
  const { failed_section: failed, test_result: tests, sections_remaining: open } = result;
  const lines = [
    `${headline(result, style)}  ${style('dim', formatElapsed(elapsedMs))}`,
    ...hanging('  ', 2, result.message, style),
  ];
  if (result.commits.length > 0) {
    lines.push('', style('bold', isPushed(result) ? 'Commits, pushed' : 'Commits'));
    for (const { sha, subject, repository } of result.commits) {
      const text = repository === undefined ? subject : `${subject} (in ${repository})`;
      lines.push(...hanging(`  ${sha.slice(0, 8)}  `, 12, text, style));
    }
  }
  const requests = [result, ...result.related].flatMap((one) => one.pull_request ?? []);
  if (requests.length > 0) {
    lines.push('', style('bold', requests.length === 1 ? 'Pull request' : 'Pull requests'));
    for (const request of requests) lines.push(`  ${printable(request)}`);
  }
  if (failed !== null) {
    const attempts = failed.attempts === 1 ? '1 attempt' : `${failed.attempts} attempts`;
    lines.push(
      '',
      ...hanging(`${style('red', style.marks.bad)} `, 2, `${failed.criterion} (${attempts})`, style),
      ...hanging('    ', 4, failed.reason, style),
    );
  }
  if (open.length > 0) {
    lines.push('', style('bold', `${open.length} open`));
    for (const criterion of open.slice(0, shownOpen)) lines.push(...hanging('  ', 4, criterion, style));
    if (open.length > shownOpen) lines.push(style('dim', `  and ${open.length - shownOpen} more`));
  }
  lines.push(...subTaskLines(result.proposed_sub_tasks, result.item_id, style));
  if (tests !== null) lines.push('', ...verdictLines(tests, style), ...causeLines(tests.causes, result.message, style));
  lines.push(...changeLines(tests?.changes, style));
  if (isOpenToBugs(result)) {
    const text = `agent-toolkit verify ${result.item_id} --create-bugs opens an item for each root cause.`;
    lines.push('', ...hanging(`${style('bold', 'Next:')} `, 'Next: '.length, text, style));
  }
  if (result.rollback !== null) lines.push(...byHandLines(result.rollback.check_by_hand, style));
  const kept = [
    ...result.leftovers.map((ref) => `git show ${ref}`),
    ...result.related.flatMap((one) => one.leftovers.map((ref) => `git -C '${printable(one.repository)}' show ${ref}`)),
  ];
  if (kept.length > 0) {
    lines.push('', style('bold', 'Unfinished work, kept and put back'), ...kept.map((command) => `  ${command}`));
  }
  lines.push(...warningLines(result.warnings, result.message, style));
  return `${lines.join('\n')}\n`;
}

/** Whether root causes of the task stand on the cluster; a rollback has taken them away. */
function isOpenToBugs({ status, test_result: tests, rollback }: ProcessResult): boolean {
  const hasOwn = tests?.causes.some(({ scope }) => scope === 'task') === true;
  return status === 'tests_failed' && hasOwn && rollback?.status !== 'done';
}

/** Whether nothing that was committed waits for a push. */
function isPushed({ commits, pushed, related }: ProcessResult): boolean {
  const waits = related.some((one) => !one.pushed && commits.some(({ repository }) => repository === one.repository));
  return pushed && !waits;
}

function headline({ item_id: id, status, test_result: tests }: ProcessResult, style: Style): string {
  const { good, bad, unsure } = style.marks;
  const item = printable(id);
  switch (status) {
    case 'complete':
      if (tests?.overall_status === 'passed') return style('green', `${good} ${item} complete, verified`);
      return style('yellow', `${unsure} ${item} complete, unverified`);
    case 'tests_failed':
      return style('red', `${bad} ${item}: all criteria done, verification failed`);
    case 'needs_decomposition':
      return style('yellow', `${unsure} ${item} needs decomposition`);
    case 'partial':
      return style('yellow', `${unsure} ${item} done in part, as asked`);
    case 'error':
      return style('red', `${bad} ${item} stopped`);
  }
}
