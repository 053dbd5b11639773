import type { RollbackResult } from '../tools/contract.ts';
import { printable } from './printable.ts';
import { hanging } from './report-lines.ts';
import type { Style } from './style.ts';

/** Paths that are named; the commit has them all. */
const shownPaths = 20;

/** What was rolled back, or would be: commits, files, and what a person has to check. */
export function rollbackReport(result: RollbackResult, style: Style): string {
  const lines = [headline(result, style), '', style('bold', 'Commits that are taken back')];
  for (const { sha, subject } of result.reverted) lines.push(`  ${sha.slice(0, 8)}  ${printable(subject)}`);
  if (result.paths.length > 0) {
    lines.push('', style('bold', 'Files'));
    for (const path of result.paths.slice(0, shownPaths)) lines.push(`  ${printable(path)}`);
    const more = result.paths.length - shownPaths;
    if (more > 0) lines.push(style('dim', `  and ${more} more`));
  }
  lines.push(...byHandLines(result.check_by_hand, style));
  if (result.pull_request !== null) {
    lines.push('', style('bold', 'Pull request'), `  ${printable(result.pull_request)}`);
  }
  for (const warning of result.warnings) lines.push('', `${style('yellow', 'Warning:')} ${printable(warning)}`);
  return `${lines.join('\n')}\n`;
}

/** What git cannot take back; nothing where that is nothing. */
export function byHandLines(checkByHand: readonly string[], style: Style): string[] {
  if (checkByHand.length === 0) return [];
  const items = checkByHand.flatMap((one) => hanging('  - ', 4, one, style));
  return ['', style('bold', 'Not in git, check by hand'), ...items];
}

function headline({ status, message, push_pending: pending }: RollbackResult, style: Style): string {
  const { good, unsure } = style.marks;
  if (status === 'done' && !pending) return style('green', `${good} ${printable(message)}`);
  return style('yellow', `${unsure} ${printable(message)}`);
}
